"""Recap of a cohort's attendance, its files, suspicions to judge, printed lists."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader
from wagtail.models import ModelLogEntry

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import SessionState, StaffRole, SuspicionFinding
from courses.models import Attendance, AttendanceChange, AttendanceRule, Session, SuspicionReview
from courses.queries.attendance_papers import day_parts, session_lines
from courses.queries.attendance_recap import attendance_recap, narrowed
from courses.queries.suspicions import listed_suspicions
from courses.services.attendance import mark
from courses.services.decisions import ReasonMissing
from courses.services.enrolment import withdraw
from courses.services.suspicion_reviews import SuspicionGone, judge_suspicion
from tests.courses.attendance.roll_world import (
    DURING,
    HADIR,
    IZIN,
    LATE,
    SAKIT,
    START,
    check_in,
    cohort_url,
    group_of,
    instructor_of,
    make_session,
    organiser,
    place,
    room,
    teacher_of,
    url,
    world,
)
from tests.courses.tracking_world import running_cohort, staff
from tests.factories import make_programme

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def during():
    with clock.at(DURING + 3 * DAY):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def limit(cohort, **limits):
    """Hold the cohort to limits of absence."""
    rule = AttendanceRule.objects.create(code="uji", label="Aturan uji", **limits)
    cohort.attendance_policy = {}
    cohort.attendance_rule = rule
    cohort.save()


@pytest.fixture
def week():
    """Two sessions on two days of a cohort of three, one of them beyond the limit."""
    session, people = world(3)
    cohort = session.cohort
    limit(cohort, max_sessions=1)
    later = make_session(cohort, starts_at=START + DAY, title="Etika Publik")
    one, two, three = people
    check_in(session, one)
    check_in(later, one, status=LATE)
    for each in (session, later):
        mark(session=each, enrolment_id=two.pk, status=SAKIT, by=None)
    mark(session=session, enrolment_id=three.pk, status=IZIN, by=None)
    return cohort, (session, later), people


# --- the recap ---


def test_recap_counts_people_and_sessions(week):
    cohort, (session, later), (one, two, three) = week

    recap = attendance_recap(cohort)

    lines = {line.pk: line for line in recap.people}
    assert lines[one.pk].tally == (1, 1, 0, 0, 0)
    assert lines[two.pk].tally == (0, 0, 0, 2, 0)
    assert (lines[two.pk].absence.sessions, lines[two.pk].absence.jp) == (2, 4)
    assert (lines[two.pk].missing_letters, lines[one.pk].missing_letters) == (2, 0)
    assert lines[three.pk].absence.unrecorded == 1
    assert lines[three.pk].statuses == ("izin", "")
    assert [(one.session.pk, one.tally, one.recorded, one.day.day) for one in recap.sessions] == [
        (session.pk, (1, 0, 1, 1, 0), 3, 6),
        (later.pk, (0, 1, 0, 1, 0), 2, 7),
    ]
    assert {level.value: count for level, count in recap.levels.items()} == {
        "fine": 1,
        "exceeded": 1,
        "near": 1,
    }


def test_recap_is_narrowed_by_level_group_and_words(week):
    cohort, _sessions, (one, two, three) = week
    group = group_of(cohort, "A", [three])
    one.user.full_name = "Aisyah Unik"
    one.user.save()
    recap = attendance_recap(cohort)

    def found(**asked):
        return [line.pk for line in narrowed(recap, **asked)]

    assert found() == [two.pk, three.pk, one.pk]
    assert found(level="exceeded") == [two.pk]
    assert found(group=group.pk) == [three.pk]
    assert found(q="unik aisyah") == [one.pk]
    assert found(q=two.user.nip) == [two.pk]
    assert found(level="exceeded", q="unik") == []


def test_withdrawn_people_leave_the_recap_but_not_the_roll(week):
    cohort, (session, _later), (one, two, _three) = week
    withdraw(enrolment=two, reason="pindah", by=None)

    assert two.pk not in [line.pk for line in attendance_recap(cohort).people]
    assert two.user.name in [line.name for line in session_lines(session)]
    assert one.pk in [line.pk for line in attendance_recap(cohort).people]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("organiser", 200),
        ("instructor", 200),
        ("session instructor", 404),
        ("coach", 404),
        ("leadership", 404),
        ("contact", 404),
    ],
)
def test_pages_by_role(client, week, kind, expected):
    cohort, (session, _later), _people = week
    if kind == "organiser":
        user = organiser()
    elif kind == "instructor":
        user = instructor_of(cohort)
    elif kind == "session instructor":
        user = teacher_of(session)
    elif kind == "coach":
        user = staff(Role.INSTRUCTOR)
        place(user, cohort, StaffRole.COACH)
    else:
        user = staff(Role.LEADERSHIP if kind == "leadership" else Role.AGENCY_CONTACT)
    client.force_login(user)

    names = ("attendance-recap", "attendance-csv", "attendance-xlsx", "attendance-suspicions")
    seen = {client.get(cohort_url(name, cohort)).status_code for name in names}
    seen.add(client.get(cohort_url("attendance-day-paper", cohort, 2019, 5, 6)).status_code)

    assert seen == {expected}
    if expected == 404:
        assert client.post(cohort_url("attendance-suspicions", cohort)).status_code == 404
    # The cohort's page leads there, for whom it exists.
    page = client.get(cohort_url("cohort", cohort))
    if page.status_code == 200:
        leads = cohort_url("attendance-recap", cohort) in page.content.decode()
        assert leads is (expected == 200)


def test_trainee_and_stranger_stay_outside(client, week):
    cohort, _sessions, (one, *_others) = week

    assert client.get(cohort_url("attendance-recap", cohort)).status_code == 302
    client.force_login(one.user)
    assert client.get(cohort_url("attendance-recap", cohort)).status_code == 302


def test_screen_and_files_show_the_same(client, week):
    cohort, _sessions, (_one, two, _three) = week
    client.force_login(organiser())

    page = client.get(cohort_url("attendance-recap", cohort), {"level": "exceeded"})
    screen = [cells for _line, cells in page.context["rows"]]
    content = client.get(cohort_url("attendance-csv", cohort), {"level": "exceeded"}).content
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = client.get(cohort_url("attendance-xlsx", cohort), {"level": "exceeded"}).content
    sheet = [list(row) for row in load_workbook(io.BytesIO(book)).active.values]

    assert [row[0] for row in screen] == [two.user.name]
    width = len(screen[0])
    assert lines[1][:width] == [str(value) for value in screen[0]]
    assert [str(value or "") for value in sheet[1]][width:] == ["sakit", "sakit"]
    assert lines[0] == sheet[0]
    assert lines[0][width:] == [
        "06-05-2019 08.00 Wawasan Kebangsaan",
        "07-05-2019 08.00 Etika Publik",
    ]


def test_recap_says_whose_limits_and_how_sure(client, week):
    cohort, _sessions, _people = week
    client.force_login(organiser())

    page = text(client.get(cohort_url("attendance-recap", cohort), {"p": "x", "group": "y"}))
    AttendanceRule.objects.update(max_sessions=None)
    unknown = text(client.get(cohort_url("attendance-recap", cohort)))
    nobody = text(client.get(cohort_url("attendance-recap", cohort), {"q": "tidak ada"}))

    assert "Aturan uji" in page
    assert "belum terverifikasi" in page
    assert "Batas ketidakhadiran angkatan ini belum diketahui" in unknown
    assert "Tampilkan semua" in nobody


def test_empty_recap_says_what_to_do(client):
    cohort = running_cohort(1)
    withdraw(enrolment=cohort.enrolments.get(), reason="x", by=None)
    client.force_login(organiser())

    page = text(client.get(cohort_url("attendance-recap", cohort)))

    assert "Belum ada sesi dengan kehadiran." in page
    assert "Belum ada" in page


def test_groups_are_chips(client, week):
    cohort, _sessions, (one, two, three) = week
    group_of(cohort, "Kelompok A", [one, two])
    client.force_login(organiser())

    chips = dict(client.get(cohort_url("attendance-recap", cohort)).context["chips"])

    assert [(chip.label, chip.people) for chip in chips["Kelompok"]] == [
        ("Semua kelompok", 3),
        ("Kelompok A", 2),
    ]
    assert three


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code == 200
    return len(captured)


def test_pages_take_the_same_queries_for_any_size(client):
    programme = make_programme()
    client.force_login(organiser())
    counted = []
    for size in (2, 4):
        cohort = running_cohort(size, programme=programme)
        people = list(cohort.enrolments.all())
        group_of(cohort, "A", people[:1])
        for number in range(size):
            session = make_session(cohort, starts_at=START + number * dt.timedelta(hours=2))
            for person in people:
                check_in(session, person, seconds=person.pk, device="sama")
        client.get(cohort_url("attendance-recap", cohort))
        names = ("attendance-recap", "attendance-csv", "attendance-suspicions")
        counted.append(
            [
                *(queries_of(lambda n=n, c=cohort: client.get(cohort_url(n, c))) for n in names),
                queries_of(
                    lambda c=cohort: client.get(cohort_url("attendance-day-paper", c, 2019, 5, 6))
                ),
            ]
        )

    assert counted[0] == counted[1]


# --- suspicions ---


@pytest.fixture
def doubtful():
    """Two people who checked in with one device, and one who was too fast."""
    session, people = world(3)
    cohort = session.cohort
    one, two, three = people
    Session.objects.filter(pk=session.pk).update(room=room("Aula", "Pandeglang"))
    other = make_session(cohort, title="Lain", room=room("B", "Serang"))
    check_in(session, one, device="sama")
    check_in(session, two, device="sama", seconds=30)
    check_in(session, three, device="x")
    check_in(other, three, device="x", seconds=120)
    return cohort, people


def test_suspicions_are_listed_with_evidence_and_change_nothing(client, doubtful):
    cohort, (one, two, three) = doubtful
    before = list(Attendance.objects.values_list("pk", "status"))
    client.force_login(organiser())

    page = text(client.get(cohort_url("attendance-suspicions", cohort)))

    listed = listed_suspicions(cohort)
    assert [(one.suspicion.kind.value, len(one.evidence)) for one in listed] == [
        ("one_device", 2),
        ("too_fast", 2),
    ]
    assert {person.pk for person in listed[0].people} == {one.pk, two.pk}
    assert [person.pk for person in listed[1].people] == [three.pk]
    assert "08.00.30 WIB" in page
    assert "Aula, Pandeglang" in page
    assert "sama" not in [one.suspicion.key for one in listed]
    assert list(Attendance.objects.values_list("pk", "status")) == before
    assert not AttendanceChange.objects.exists()


def test_conclusion_is_kept_with_its_grounds_and_moves_down(client, doubtful):
    cohort, _people = doubtful
    key = listed_suspicions(cohort)[0].suspicion.key
    user = organiser()
    client.force_login(user)
    address = cohort_url("attendance-suspicions", cohort)

    without = client.post(address, {"key": key, "finding": "cleared", "note": ""})
    none = client.post(address, {"key": key, "note": "x"})
    done = client.post(
        address, {"key": key, "finding": "cleared", "note": "Meminjamkan ponsel"}, follow=True
    )
    client.post(address, {"key": key, "finding": "cleared", "note": "Meminjamkan ponsel"})

    assert (without.status_code, none.status_code) == (422, 422)
    assert "Tulis alasannya." in text(without)
    assert "Pilih kesimpulan Anda." in text(none)
    assert "Kesimpulan Anda sudah disimpan." in text(done)
    assert "Meminjamkan ponsel" in text(done)
    review = SuspicionReview.objects.get()
    assert (review.finding, review.by, review.kind) == ("cleared", user, "one_device")
    assert [one.is_judged for one in listed_suspicions(cohort)] == [False, True]
    assert ModelLogEntry.objects.filter(action="courses.suspicion.judged").count() == 1


def test_a_second_opinion_stands_beside_the_first(doubtful):
    cohort, _people = doubtful
    key = listed_suspicions(cohort)[0].suspicion.key
    about = {"cohort": cohort, "key": key, "by": organiser()}

    judge_suspicion(**about, finding=SuspicionFinding.CLEARED, note="a")
    judge_suspicion(**about, finding=SuspicionFinding.CONFIRMED, note="b")

    reviews = listed_suspicions(cohort)[-1].reviews
    assert [(one.finding, one.note) for one in reviews] == [("confirmed", "b"), ("cleared", "a")]


def test_what_is_not_listed_cannot_be_judged(client, doubtful):
    cohort, _people = doubtful
    about = {"cohort": cohort, "by": organiser(), "finding": SuspicionFinding.CLEARED}
    client.force_login(organiser())

    with pytest.raises(SuspicionGone):
        judge_suspicion(**about, key="0" * 32, note="x")
    with pytest.raises(ReasonMissing):
        judge_suspicion(**about, key=listed_suspicions(cohort)[0].suspicion.key, note=" ")
    response = client.post(
        cohort_url("attendance-suspicions", cohort),
        {"key": "0" * 32, "finding": "cleared", "note": "x"},
        follow=True,
    )
    assert "Ini tidak lagi tercantum" in text(response)


def test_no_suspicion_says_what_was_looked_for(client, week):
    client.force_login(organiser())

    page = text(client.get(cohort_url("attendance-suspicions", week[0])))

    assert "Sejauh ini tidak ada yang mencolok." in page


# --- paper ---


def pdf(response):
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_list_of_a_session_to_sign_and_as_recorded(client, week):
    _cohort, (session, _later), (one, two, _three) = week
    teacher = teacher_of(session, full_name="Dr. Pengajar Uji")
    client.force_login(teacher)

    blank = pdf(client.get(url("roll-paper", session)))
    filled = pdf(client.get(url("roll-paper", session), {"terisi": "1"}))

    assert "Daftar Hadir Peserta" in blank
    assert "Wawasan Kebangsaan" in blank
    assert "Senin, 6 Mei 2019" in blank
    assert "08.00–09.30 WIB" in blank
    assert "Dr. Pengajar Uji" in blank
    assert "Paraf" in blank
    assert one.user.full_name in blank
    assert two.user.nip[:8] in blank
    assert "sakit" not in blank
    assert "hadir, 08.00" in filled
    assert "sakit: 1" in filled


def test_list_of_a_day_has_a_column_per_time_and_leaves_out_other_groups(client):
    session, (one, two) = world(2)
    cohort = session.cohort
    first, second = group_of(cohort, "A", [one]), group_of(cohort, "B", [two])
    noon = START + dt.timedelta(hours=4)
    seminar = make_session(cohort, starts_at=noon, title="Seminar A", group=first)
    make_session(cohort, starts_at=noon, title="Seminar B", group=second)
    make_session(cohort, starts_at=START + DAY, title="Besok")
    evening = make_session(cohort, starts_at=START + dt.timedelta(hours=9), group=first)
    make_session(cohort, starts_at=START + dt.timedelta(hours=6), state=SessionState.CANCELLED)
    check_in(session, one)
    check_in(seminar, one, status=HADIR)
    client.force_login(organiser())

    (part,) = day_parts(cohort, START.date())
    page = pdf(client.get(cohort_url("attendance-day-paper", cohort, 2019, 5, 6), {"terisi": "1"}))

    assert [slot.hours for slot in part.slots] == ["08.00–09.30", "12.00–13.30", "17.00–18.30"]
    assert part.slots[1].titles == ("Seminar A (A)", "Seminar B (B)")
    assert [line.cells for line in part.lines] == [("hadir", "hadir", ""), ("", "", None)]
    assert "Seminar A (A)" in page
    assert "Besok" not in page
    assert evening


def test_long_day_is_cut_into_parts(client):
    session, _people = world(1)
    for hour in range(1, 6):
        make_session(session.cohort, starts_at=START + dt.timedelta(hours=hour * 2), minutes=60)

    parts = day_parts(session.cohort, START.date())

    assert [len(part.slots) for part in parts] == [5, 1]


@pytest.mark.parametrize("day", [(2019, 5, 9), (2019, 2, 30)])
def test_day_without_sessions_has_no_list(client, week, day):
    client.force_login(organiser())

    address = cohort_url("attendance-day-paper", week[0], *day)

    assert client.get(address).status_code == 404
