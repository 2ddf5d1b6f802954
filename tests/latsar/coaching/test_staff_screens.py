"""The staff pages of coaching: who may open which, and what their buttons do."""

import pytest
from django.core import mail
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import StaffRole
from courses.services.cohorts import close_cohort
from latsar.enums import ActorRole, ConsultationState
from latsar.models import CoachingGroup, MentorLink
from latsar.queries.guidance import guidances_in
from tests.courses.tracking_world import serve, staff
from tests.latsar.coaching.coaching_world import (
    coached,
    logged,
    mentored,
    newest_link,
    sent_key,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return coached()


@pytest.fixture
def guidance(world):
    return mentored(world.guidances[0])


@pytest.fixture
def organiser():
    return staff(Role.ORGANISER)


def url(world, name, *args):
    return reverse(f"latsar_admin:{name}", args=[world.cohort.slug, *args])


ARRANGERS = {"organiser", "cohort_organiser"}
COACHES = {*ARRANGERS, "coach"}
GUIDES = {*COACHES, "examiner"}
PAGES = {"coaching": ARRANGERS, "mentor": ARRANGERS, "coach": COACHES, "guided": GUIDES}
PERSONAL = {"mentor", "guided"}
WHO = ["organiser", "cohort_organiser", "coach", "examiner", "instructor", "stranger", "contact"]


def somebody(who, world):
    if who == "organiser":
        return staff(Role.ORGANISER)
    if who == "contact":
        return staff(Role.AGENCY_CONTACT, agency=world.guidances[0].enrolment.agency)
    if who in {"coach", "examiner"}:
        return getattr(world, who)
    user = staff(Role.INSTRUCTOR)
    if who == "instructor":
        serve(user, world.cohort)
    if who == "cohort_organiser":
        serve(user, world.cohort, StaffRole.ORGANISER)
    return user


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_what(client, world, guidance, who, page):
    client.force_login(somebody(who, world))
    args = [guidance.enrolment_id] if page in PERSONAL else []

    expected = 200 if who in PAGES[page] else 404
    assert client.get(url(world, page, *args)).status_code == expected


def test_participants_and_strangers_do_not_get_in(client, world, guidance):
    assert client.get(url(world, "coaching")).status_code == 302
    client.force_login(guidance.enrolment.user)
    assert client.get(url(world, "guided", guidance.enrolment_id)).status_code == 302


POSTS = ["mentor", "mentor-link", "mentor-revoke", "mentor-release"]


@pytest.mark.parametrize("page", POSTS)
def test_a_coach_does_not_manage_mentors(client, world, guidance, page):
    client.force_login(world.coach)

    assert client.post(url(world, page, guidance.enrolment_id)).status_code == 404
    assert client.post(url(world, "mentor-links")).status_code == 404
    assert client.post(url(world, "coaching"), {"do": "add"}).status_code == 404


def test_people_of_other_cohorts_do_not_exist(client, world, organiser):
    other = coached(people=1)
    client.force_login(organiser)
    foreign = other.guidances[0].enrolment_id

    assert client.get(url(world, "mentor", foreign)).status_code == 404
    assert client.get(url(world, "guided", foreign)).status_code == 404


def test_dealing_adding_and_saving(client, world, organiser):
    client.force_login(organiser)
    one, two = world.guidances
    page = url(world, "coaching")

    dealt = client.post(page, {"do": "deal", "count": 2})
    client.post(page, {"do": "add"})
    groups = list(CoachingGroup.objects.filter(cohort=world.cohort).order_by("order"))
    saved = client.post(
        page,
        {
            "do": "save",
            f"coach-{groups[1].pk}": world.coach.pk,
            f"group-{one.enrolment_id}": groups[1].pk,
            f"group-{two.enrolment_id}": "",
            f"examiner-{one.enrolment_id}": "",
            "group-x": "1",
        },
        follow=True,
    )

    assert dealt.status_code == 302
    assert len(groups) == 3
    changed = guidances_in(world.cohort).get(pk=one.pk)
    assert (changed.group, changed.group.coach, changed.examiner) == (groups[1], world.coach, None)
    assert guidances_in(world.cohort).get(pk=two.pk).group is None
    assert "Pendampingan 2 peserta" in saved.content.decode()
    assert (
        "Tidak ada yang berubah" in client.post(page, {"do": "save"}, follow=True).content.decode()
    )


REFUSED = [
    ({"do": "deal", "count": ""}, "Isi berapa kelompok"),
    ({"do": "deal", "count": "9"}, "orang"),
    ({"do": "save", "coach": "x"}, "Hanya coach dan penguji"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_cannot_be_done_is_said(client, world, organiser, data, words):
    client.force_login(organiser)
    if data["do"] == "save":
        group = CoachingGroup.objects.get(cohort=world.cohort)
        data = {"do": "save", f"coach-{group.pk}": organiser.pk}

    answer = client.post(url(world, "coaching"), data)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_closed_cohort_is_only_read(client, world, guidance, organiser):
    close_cohort(cohort=world.cohort, by=None)
    client.force_login(organiser)

    page = client.get(url(world, "coaching")).content.decode()
    refused = client.post(url(world, "coaching"), {"do": "add"})
    mentor = client.post(
        url(world, "mentor", guidance.enrolment_id), {"full_name": "Lain"}, follow=True
    )
    links = client.post(url(world, "mentor-links"), follow=True)

    assert "tidak berubah lagi" in page
    assert refused.status_code == 422
    assert "tidak berubah lagi" in mentor.content.decode()
    assert "Tidak ada mentor" in links.content.decode()
    assert (
        "Simpan mentor"
        not in client.get(url(world, "mentor", guidance.enrolment_id)).content.decode()
    )


def test_naming_a_mentor_and_sending_the_link(client, world, organiser):
    client.force_login(organiser)
    one = world.guidances[1]
    page = url(world, "mentor", one.enrolment_id)
    fields = {
        "full_name": "Dra. Rina",
        "nip": "19700101 199503 2 001",
        "email": "Rina@Contoh.example",
    }

    faulty = client.post(page, fields | {"nip": "123"})
    named = client.post(page, fields)
    sent = client.post(url(world, "mentor-link", one.enrolment_id), follow=True)
    one = guidances_in(world.cohort).get(pk=one.pk)

    assert faulty.status_code == 422
    assert "18 angka" in faulty.content.decode()
    assert named.status_code == 302
    assert (one.mentor.nip, one.mentor.email) == ("197001011995032001", "rina@contoh.example")
    assert "rina@contoh.example" in sent.content.decode()
    assert newest_link(one).email == "rina@contoh.example"
    assert mail.outbox == []


def test_revoking_and_releasing(client, world, guidance, organiser):
    client.force_login(organiser)
    sent_key(guidance)
    args = [guidance.enrolment_id]

    shown = client.get(url(world, "mentor", *args)).content.decode()
    revoked = client.post(url(world, "mentor-revoke", *args), follow=True).content.decode()
    again = client.post(url(world, "mentor-revoke", *args), follow=True).content.decode()
    client.post(url(world, "mentor-release", *args))
    without = client.post(url(world, "mentor-link", *args), follow=True).content.decode()

    assert "Cabut tautan" in shown
    assert "Tautan tidak berlaku lagi" in revoked
    assert "Tidak ada tautan yang berlaku" in again
    assert "belum memiliki mentor" in without


def test_a_mentor_without_address_cannot_get_a_link(client, world, organiser):
    client.force_login(organiser)
    one = world.guidances[0]
    client.post(url(world, "mentor", one.enrolment_id), {"full_name": "Dra. Rina"})

    answer = client.post(url(world, "mentor-link", one.enrolment_id), follow=True)

    assert "Alamat surel mentor belum ada" in answer.content.decode()


def test_links_for_everybody_who_lacks_one(client, world, guidance, organiser):
    client.force_login(organiser)

    page = client.get(url(world, "coaching")).content.decode()
    sent = client.post(url(world, "mentor-links"), follow=True).content.decode()

    assert "Kirim tautan kepada 1 mentor" in page
    assert "1 tautan pribadi" in sent
    assert MentorLink.objects.count() == 1


def test_the_coach_answers_an_entry(client, world, guidance):
    entry = logged(guidance, clock.today(), ActorRole.COACH)
    client.force_login(world.coach)
    address = url(world, "consultation-answer", guidance.enrolment_id, entry.pk)

    wordless = client.post(address, {"do": "correct"})
    done = client.post(address, {"do": "confirm"}, follow=True)
    again = client.post(address, {"do": "confirm"}, follow=True)
    entry.refresh_from_db()

    assert wordless.status_code == 422
    assert "Tuliskan apa yang perlu dibetulkan" in wordless.content.decode()
    assert "Jawaban Anda tersimpan" in done.content.decode()
    assert "sudah dikonfirmasi" in again.content.decode()
    assert entry.state == ConsultationState.CONFIRMED


@pytest.mark.parametrize("who", ["organiser", "examiner"])
def test_nobody_answers_for_the_coach(client, world, guidance, who):
    entry = logged(guidance, clock.today(), ActorRole.COACH)
    client.force_login(somebody(who, world))
    address = url(world, "consultation-answer", guidance.enrolment_id, entry.pk)

    assert client.post(address, {"do": "confirm"}).status_code == 404


def test_the_coach_filters_by_reason(client, world, guidance):
    logged(guidance, clock.today(), ActorRole.COACH)
    client.force_login(world.coach)
    name, other = (one.enrolment.user.full_name for one in (guidance, world.guidances[1]))

    waiting = client.get(url(world, "coach"), {"alasan": "waiting"}).content.decode()
    unknown = client.get(url(world, "coach"), {"alasan": "x"}).content.decode()
    late = client.get(url(world, "coach"), {"alasan": "late"}).content.decode()

    assert name in waiting
    assert other not in waiting
    assert name in unknown
    assert other in unknown
    assert "Tampilkan semua" in late


def test_the_cohort_page_leads_to_coaching(client, world, organiser):
    client.force_login(organiser)
    page = client.get(reverse("courses_admin:cohort", args=[world.cohort.slug])).content.decode()
    assert url(world, "coaching") in page

    client.force_login(world.coach)
    page = client.get(reverse("courses_admin:cohort", args=[world.cohort.slug])).content.decode()
    assert url(world, "coach") in page
    assert f'"{url(world, "coaching")}"' not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(
    client, organiser, people, django_assert_max_num_queries
):
    world = coached(people=people)
    for one in world.guidances:
        mentored(one)
    client.force_login(organiser)
    client.get(url(world, "coaching"))

    with django_assert_max_num_queries(20):
        client.get(url(world, "coaching"))
