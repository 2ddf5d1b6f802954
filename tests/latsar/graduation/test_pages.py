"""The meeting on screen: who sees it, what it says, decisions, the second person, the minutes."""

import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import StaffRole
from latsar.enums import BandOutcome, GraduationReason, ProposedOutcome
from latsar.models import GraduationDecision, GraduationMeeting
from latsar.services.graduation import decide_proposals
from tests.courses.tracking_world import serve
from tests.factories import CohortFactory, UserFactory
from tests.latsar.graduation.meeting_world import (
    LATER,
    finished_cohort,
    give,
    meet,
    people_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles(db):
    prepare_roles()


def organiser(**fields):
    user = UserFactory(**fields)
    give_role(user=user, role=Role.ORGANISER)
    return user


@pytest.fixture
def staff(client):
    user = organiser(full_name="Ratna Widuri", title_after="")
    client.force_login(user)
    client.user = user
    return client


def url(name, cohort, *args):
    return reverse(f"latsar_admin:{name}", args=[cohort.slug, *args])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("organiser", 200),
        ("cohort organiser", 200),
        ("instructor", 404),
        ("examiner", 404),
        ("trainee", 302),
        ("anonymous", 302),
    ],
)
def test_who_sees_the_pages(client, role, status):
    cohort = finished_cohort(82)
    meeting = meet(cohort)
    user = organiser() if role == "organiser" else UserFactory()
    roles = {
        "cohort organiser": StaffRole.ORGANISER,
        "instructor": StaffRole.INSTRUCTOR,
        "examiner": StaffRole.EXAMINER,
    }
    if role in roles:
        give_role(user=user, role=Role.INSTRUCTOR)
        serve(user, cohort, roles[role])
    if role != "anonymous":
        client.force_login(user)
    [person] = people_of(cohort)

    for address in (
        url("graduation", cohort),
        url("graduation-open", cohort),
        url("graduation-meeting", cohort, meeting.number),
        url("graduation-person", cohort, meeting.number, person.pk),
        url("graduation-minutes", cohort, meeting.number),
    ):
        assert client.get(address).status_code == status, address


def test_nothing_is_there_before_the_start_and_for_strangers_of_the_cohort(staff):
    draft = CohortFactory()
    cohort = finished_cohort(82)
    meeting = meet(cohort)
    other = finished_cohort(75, number=77, slug="angkatan-77-2019")
    [stranger] = people_of(other)

    assert staff.get(url("graduation", draft)).status_code == 404
    assert staff.get(url("graduation-meeting", cohort, 9)).status_code == 404
    address = url("graduation-person", cohort, meeting.number, stranger.pk)
    assert staff.get(address).status_code == 404


def test_first_page_tells_proposals_and_reasons(staff):
    cohort = finished_cohort(95, 65, 40, None)

    text = staff.get(url("graduation", cohort)).content.decode()

    assert "Belum ada rapat" in text
    assert "Nilai akhir" in text
    for words in ("diusulkan lulus", "diusulkan ditunda", "diusulkan tidak lulus", "tanpa usulan"):
        assert f"<strong>1</strong> {words}" in text


def test_the_form_proposes_day_and_place_of_the_cohort(staff):
    cohort = finished_cohort(82)

    page = staff.get(url("graduation-open", cohort)).content.decode()

    assert f'value="{cohort.ends_on.isoformat()}"' in page
    assert cohort.place in page


def test_a_meeting_is_opened_with_those_who_take_part(staff):
    cohort = finished_cohort(82)
    data = {
        "held_on": "2019-06-20",
        "place": "Aula",
        "attendance": "Laksmi Kartadipura; Ketua rapat\n\nBagas Wirayuda",
    }

    answer = staff.post(url("graduation-open", cohort), data)

    meeting = GraduationMeeting.objects.get()
    assert answer.url == url("graduation-meeting", cohort, meeting.number)
    assert meeting.attendance == [
        {"name": "Laksmi Kartadipura", "post": "Ketua rapat"},
        {"name": "Bagas Wirayuda", "post": ""},
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_on": "kemarin"}, "tanggal"),
        ({"attendance": " ; "}, "Tuliskan siapa"),
        ({"place": ""}, "reason-error"),
    ],
)
def test_a_wrong_meeting_is_told_and_keeps_what_was_typed(staff, change, words):
    cohort = finished_cohort(82)
    data = {"held_on": "2019-06-20", "place": "Aula", "attendance": "Ketua", "notes": "Catatan"}

    answer = staff.post(url("graduation-open", cohort), data | change)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert words.lower() in text.lower()
    assert "Catatan" in text
    assert not GraduationMeeting.objects.exists()


def test_proposals_are_taken_over_and_confirmed_by_a_second_person(staff, client):
    cohort = finished_cohort(95, 65, 40)
    meeting = meet(cohort)
    here = url("graduation-meeting", cohort, meeting.number)

    told = staff.post(
        url("graduation-proposals", cohort, meeting.number),
        {"repeat_until": LATER.isoformat()},
        follow=True,
    ).content.decode()

    assert "2 peserta diputuskan" in told
    assert "Anda sendiri yang memutuskan" in told
    refused = staff.post(url("graduation-confirm", cohort, meeting.number), follow=True)
    assert "tidak dapat mengesahkan" in refused.content.decode().lower()
    client.force_login(organiser())
    assert "2 keputusan menunggu Anda" in client.get(here).content.decode()
    done = client.post(url("graduation-confirm", cohort, meeting.number), follow=True)
    assert "2 keputusan disahkan" in done.content.decode()
    assert GraduationDecision.objects.exclude(confirmed_by=None).count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "sampai kapan"), ("lusa", "Tanggal tidak dikenali")],
)
def test_proposals_need_a_day_where_somebody_is_postponed(staff, typed, words):
    cohort = finished_cohort(65)
    meeting = meet(cohort)

    answer = staff.post(
        url("graduation-proposals", cohort, meeting.number), {"repeat_until": typed}, follow=True
    )

    assert words in answer.content.decode()
    assert not GraduationDecision.objects.exists()


def test_one_person_is_decided_otherwise_with_a_reason(staff):
    cohort = finished_cohort(95)
    meeting = meet(cohort)
    [person] = people_of(cohort)
    here = url("graduation-person", cohort, meeting.number, person.pk)
    data = {"outcome": "ditunda", "to_repeat": ["AK"], "repeat_until": LATER.isoformat()}

    refused = staff.post(here, data)
    taken = staff.post(here, data | {"note": "Berkas kesehatan belum ada."})

    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"note"}
    assert taken.url == url("graduation-meeting", cohort, meeting.number)
    decision = GraduationDecision.objects.get()
    assert (decision.outcome, decision.to_repeat) == (BandOutcome.POSTPONED, ["AK"])
    again = staff.get(here)
    assert again.context["form"].initial["note"] == "Berkas kesehatan belum ada."
    assert staff.post(here, {}).status_code == 422


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"outcome": "ditunda", "note": "x"}, "to_repeat"),
        (
            {"outcome": "ditunda", "note": "x", "to_repeat": ["AK"], "repeat_until": "2019-01-01"},
            "repeat_until",
        ),
    ],
)
def test_what_is_missing_stands_at_its_field(staff, data, field):
    cohort = finished_cohort(65)
    meeting = meet(cohort)
    [person] = people_of(cohort)

    answer = staff.post(url("graduation-person", cohort, meeting.number, person.pk), data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_what_was_confirmed_is_only_read(staff):
    cohort = finished_cohort(95)
    meeting = meet(cohort)
    decide_proposals(meeting=meeting, repeat_until=None, by=organiser())
    staff.post(url("graduation-confirm", cohort, meeting.number))
    [person] = people_of(cohort)
    here = url("graduation-person", cohort, meeting.number, person.pk)

    page = staff.get(here).content.decode()
    answer = staff.post(here, {"outcome": "tidak_lulus", "note": "x"})

    assert "hanya yang ditunda yang diputuskan lagi" in page
    assert answer.status_code == 422
    assert GraduationDecision.objects.get().outcome == BandOutcome.PASSED


def test_a_decision_is_shown_as_it_was_stored(staff):
    cohort = finished_cohort(65)
    meeting = meet(cohort)
    decide_proposals(meeting=meeting, repeat_until=LATER, by=organiser())
    staff.post(url("graduation-confirm", cohort, meeting.number))
    [person] = people_of(cohort)
    give(person, 95)

    then = staff.get(url("graduation-meeting", cohort, meeting.number)).context["rows"][0]
    meet(cohort)
    now = staff.get(url("graduation-meeting", cohort, 2)).context["rows"][0]

    assert (then.total, then.proposal) == (Decimal("65.00"), ProposedOutcome.POSTPONED)
    assert then.reasons[0].reason == GraduationReason.SCORE_POSTPONED
    assert (now.total, now.decision) == (Decimal("95.00"), None)


def test_minutes_hold_what_was_confirmed(staff):
    cohort = finished_cohort(95, 65)
    meeting = meet(cohort, document_number="800/12/BPSDM/2019", notes="Rapat berjalan lancar.")
    address = url("graduation-minutes", cohort, meeting.number)
    before = text_of(staff.get(address))
    decide_proposals(meeting=meeting, repeat_until=LATER, by=organiser())
    staff.post(url("graduation-confirm", cohort, meeting.number))

    after = staff.get(address)

    assert "Belum ada keputusan yang disahkan" in before
    text = text_of(after)
    assert after["Content-Type"] == "application/pdf"
    for words in (
        "BERITA ACARA RAPAT KELULUSAN",
        "800/12/BPSDM/2019",
        "RAPAT BERJALAN LANCAR",
        "2 PESERTA: 1 LULUS, 1 DITUNDA",
        "MENGULANG:",
        "KETUA",
    ):
        assert words in text.upper()


def text_of(answer):
    reader = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("name", ["graduation", "graduation-meeting", "graduation-minutes"])
def test_queries_do_not_grow_with_the_people(staff, name):
    counts = []
    for number, people in ((1, 1), (2, 3)):
        cohort = finished_cohort(*[82] * people, number=number, slug=f"angkatan-{number}-2018")
        meeting = meet(cohort)
        decide_proposals(meeting=meeting, repeat_until=None, by=organiser())
        args = [] if name == "graduation" else [meeting.number]
        staff.get(url(name, cohort, *args))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            staff.get(url(name, cohort, *args))
        counts.append(len(queries))
    assert counts[0] == counts[1]
