"""A timetable file weighed against what is stored, and imported all or nothing."""

import pytest
from wagtail.models import ModelLogEntry

from courses.enums import (
    AttendanceSource,
    AttendanceStatus,
    ClashKind,
    CohortState,
    RowVerdict,
    SessionFault,
    SessionRemark,
    SessionState,
    TimetableField,
    TimetableProblem,
)
from courses.exchange.timetable import read_timetable, write_timetable
from courses.models import Attendance, Cohort, Holiday, Room, Session, SessionInstructor
from courses.queries.timetable import sessions_of
from courses.services.sessions import TimetableClosed
from courses.services.timetable_import import (
    TimetableHasProblems,
    import_timetable,
    preview_timetable,
)
from tests.courses.my_timetable.session_world import NOW, at, make_group, make_phase, make_session
from tests.courses.timetable_files.sheets import HEADING, line, sheet
from tests.courses.tracking_world import running_cohort, staff
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return running_cohort(2)


@pytest.fixture
def room(db):
    return Room.objects.create(name="Aula", site="Pandeglang")


def rows_of(*lines, heading=HEADING):
    return read_timetable(sheet(*lines, heading=heading), "jadwal.xlsx")


def exported(cohort):
    return read_timetable(write_timetable(sessions_of(cohort), lambda one: one.state), "x.xlsx")


def preview(cohort, *lines, **kwargs):
    return preview_timetable(cohort=cohort, rows=rows_of(*lines, **kwargs))


def bring_in(cohort, *lines, despite=False):
    return import_timetable(cohort=cohort, rows=rows_of(*lines), by=None, despite=despite)


def problems_of(cohort, *lines, **kwargs):
    return [[one.code for one in row.problems] for row in preview(cohort, *lines, **kwargs).rows]


def test_new_rows_become_sessions(cohort, room):
    teacher = staff("widyaiswara", full_name="Ratu Contoh", title_after="M.Pd.")
    group = make_group(cohort, "Kelompok 1")

    done = bring_in(
        cohort,
        line(group="kelompok 1", room="aula, pandeglang", teachers="Ratu Contoh, M.Pd."),
        line("Istirahat", start="10.15", end="10.30", jp="0"),
    )

    first, second = sessions_of(cohort)
    assert (first.title, first.group, first.room) == ("Etika", group, room)
    assert (first.starts_at, first.ends_at, first.jp) == (at(8), at(10, 15), 3)
    assert [place.user for place in first.taught_by.all()] == [teacher]
    assert (second.title, second.jp, second.has_attendance) == ("Istirahat", 0, True)
    assert done.counts[RowVerdict.NEW] == 2
    entry = ModelLogEntry.objects.get(action="courses.timetable.imported")
    assert (entry.data["new"], entry.data["changed"]) == (2, 0)


def test_the_same_file_again_changes_nothing(cohort, room):
    lines = line(room="Aula"), line("Apel", start="07.00", end="07.30")
    bring_in(cohort, *lines)
    logged = ModelLogEntry.objects.count()

    done = bring_in(cohort, *lines)

    assert Session.objects.count() == 2
    assert done.counts[RowVerdict.KNOWN] == 2
    assert ModelLogEntry.objects.count() == logged


def test_what_is_exported_comes_back_unchanged(cohort, room):
    teacher = staff("widyaiswara", full_name="Ratu Contoh")
    make_session(
        cohort,
        "=1+1",
        phase=make_phase(cohort),
        course=cohort.required_courses.first().course,
        group=make_group(cohort, "A"),
        room=room,
        teachers=[teacher],
        meeting_url="https://rapat.example/?a=1&b=2",
        material_url="https://bahan.example/",
        note="Bawa laptop.\r\nDatang  awal.",
        has_attendance=False,
        jp=3,
        starts=at(8, zone="Asia/Jayapura"),
        time_zone="Asia/Jayapura",
    )
    make_session(cohort, "Batal", state=SessionState.CANCELLED)
    Room.objects.update(is_active=False)
    type(teacher).objects.update(is_active=False)

    found = preview_timetable(cohort=cohort, rows=exported(cohort))

    assert [row.verdict for row in found.rows] == [RowVerdict.KNOWN] * 2
    assert not found.to_import


def test_a_row_with_its_code_changes_the_session(cohort, room):
    session = make_session(cohort, "Etika", starts=at(8), room=room, note="Lama", mode="seminar")

    found = preview(cohort, line("Etika publik", code=str(session.pk), start="09.00", end="10.00"))
    bring_in(cohort, line("Etika publik", code=str(session.pk), start="09.00", end="10.00"))

    (row,) = found.rows
    assert row.verdict == RowVerdict.CHANGED
    assert set(row.changes) == {
        TimetableField.STARTS,
        TimetableField.ENDS,
        TimetableField.TITLE,
        TimetableField.JP,
        TimetableField.ROOM,
    }
    session.refresh_from_db()
    assert (session.title, session.starts_at, session.room) == ("Etika publik", at(9), None)
    # What the file has no column for stays.
    assert (session.note, session.mode) == ("Lama", "seminar")
    entry = ModelLogEntry.objects.get(action="courses.session.changed")
    assert entry.data["before"]["title"] == "Etika"


def test_a_row_without_a_code_finds_its_session_by_what_it_says(cohort):
    session = make_session(cohort, "Etika", starts=at(8), hours=2)

    (row,) = preview(cohort, line("etika", end="10.00", jp="0")).rows
    assert (row.session, row.changes) == (session, (TimetableField.TITLE,))
    (row,) = preview(cohort, line("Etika", end="11.00", jp="0")).rows
    assert (row.session, row.changes) == (session, (TimetableField.ENDS,))


def test_instructors_are_exchanged(cohort):
    old, new = staff("widyaiswara", full_name="Lama"), staff("widyaiswara", full_name="Baru")
    session = make_session(cohort, "Etika", starts=at(8), teachers=[old])

    bring_in(cohort, line(code=str(session.pk), teachers=new.email))

    assert [place.user for place in SessionInstructor.objects.all()] == [new]


def test_a_course_gives_its_title(cohort):
    course = cohort.required_courses.first().course

    heading = ("tanggal", "mulai", "selesai", "mata pelatihan")
    rows = rows_of(("06-05-2019", "08.00", "09.00", course.code), heading=heading)
    import_timetable(cohort=cohort, rows=rows, by=None)

    session = Session.objects.get()
    assert (session.title, session.course_id) == (course.title, course.pk)


def test_a_course_that_left_the_curriculum_stays_with_its_session(cohort):
    old = make_course("LAMA", "Mata lama")
    session = make_session(cohort, "Etika", starts=at(8), course=old)
    staff("widyaiswara", nip=None)

    (row,) = preview_timetable(cohort=cohort, rows=exported(cohort)).rows

    assert (row.session, row.verdict) == (session, RowVerdict.KNOWN)


def test_names_nobody_knows_are_named(cohort):
    heading = (*HEADING, "tahap", "mata pelatihan")
    found = problems_of(
        cohort,
        (*line(group="Z", room="Z", teachers="Siapa"), "Z", "Z"),
        heading=heading,
    )

    assert found == [
        [
            TimetableProblem.PHASE,
            TimetableProblem.COURSE,
            TimetableProblem.GROUP,
            TimetableProblem.ROOM,
            TimetableProblem.TEACHER,
        ]
    ]


def test_a_name_of_two_people_asks_for_more(cohort):
    people = [staff("widyaiswara", full_name="Siti Sama") for _ in range(2)]

    assert problems_of(cohort, line(teachers="Siti Sama")) == [[TimetableProblem.UNCLEAR]]
    assert problems_of(cohort, line(teachers=people[0].nip)) == [[]]


def test_people_who_do_not_teach_are_nobody(cohort):
    trainee = cohort.enrolments.first().user

    assert problems_of(cohort, line(teachers=trainee.email)) == [[TimetableProblem.TEACHER]]


def test_the_same_session_twice_is_refused(cohort):
    session = make_session(cohort, starts=at(13))
    code = str(session.pk)

    assert problems_of(cohort, line(), line("ETIKA", end="11.00")) == [
        [],
        [TimetableProblem.ROW_TWICE],
    ]
    assert problems_of(cohort, line(code=code), line("Lain", code=code)) == [
        [],
        [TimetableProblem.CODE_TWICE],
    ]


def test_codes_of_other_cohorts_are_unknown(cohort):
    other = make_session(running_cohort(1))

    found = problems_of(cohort, line(code=str(other.pk), room="Z"))

    assert found == [[TimetableProblem.CODE, TimetableProblem.ROOM]]


def test_a_cancelled_session_is_not_changed(cohort):
    session = make_session(cohort, "Etika", state=SessionState.CANCELLED)

    assert problems_of(cohort, line(code=str(session.pk))) == [[TimetableProblem.CANCELLED]]


def test_a_cancelled_session_may_be_planned_anew(cohort):
    make_session(cohort, "Etika", starts=at(8), state=SessionState.CANCELLED)

    assert [row.verdict for row in preview(cohort, line()).rows] == [RowVerdict.NEW]


def test_recorded_attendance_keeps_the_day(cohort):
    session = make_session(cohort, "Etika", starts=at(8))
    Attendance.objects.create(
        session=session,
        enrolment=cohort.enrolments.first(),
        status=AttendanceStatus.PRESENT,
        source=AttendanceSource.ROLL,
        marked_at=NOW,
    )

    (row,) = preview(cohort, line(code=str(session.pk), day="07-05-2019")).rows
    assert (row.verdict, row.judgement.faults) == (RowVerdict.PROBLEM, (SessionFault.ATTENDED,))
    (row,) = preview(cohort, line("Etika publik", code=str(session.pk))).rows
    assert row.verdict == RowVerdict.CHANGED


def test_a_fault_is_a_problem(cohort, room):
    make_session(cohort, "Lama", starts=at(13), room=room)
    Room.objects.update(is_active=False)

    (row,) = preview(cohort, line(room="Aula")).rows

    assert (row.verdict, row.judgement.faults) == (
        RowVerdict.PROBLEM,
        (SessionFault.CLOSED_ROOM,),
    )


def test_one_wrong_row_keeps_all_out(cohort):
    with pytest.raises(TimetableHasProblems) as refused:
        bring_in(cohort, line(), line("Lain", start="13.00", end="14.00", room="Z"))

    assert refused.value.preview.problems == 1
    assert not Session.objects.exists()


def test_clashes_have_to_be_meant(cohort, room):
    other = running_cohort(1)
    make_session(other, "Di sana", starts=at(9), room=room)

    (row,) = preview(cohort, line(room="Aula")).rows
    assert [clash.kind for clash in row.judgement.clashes] == [ClashKind.ROOM]
    with pytest.raises(TimetableHasProblems):
        bring_in(cohort, line(room="Aula"))
    assert Session.objects.filter(cohort=cohort).count() == 0
    bring_in(cohort, line(room="Aula"), despite=True)
    assert Session.objects.filter(cohort=cohort).count() == 1


def test_rows_clash_with_each_other(cohort):
    found = preview(cohort, line(), line("Lain", start="09.00", end="11.00"))

    assert [len(row.judgement.clashes) for row in found.rows] == [0, 1]


def test_a_holiday_has_to_be_meant(cohort):
    Holiday.objects.create(day=at(8).date(), label="Libur")

    found = preview(cohort, line())

    assert SessionRemark.HOLIDAY in found.rows[0].judgement.weighty
    assert found.asks == 1


def test_two_sessions_may_change_places(cohort, room):
    first = make_session(cohort, "Satu", starts=at(8), room=room)
    second = make_session(cohort, "Dua", starts=at(9), room=room)

    bring_in(
        cohort,
        line("Satu", code=str(first.pk), start="09.00", end="10.00", room="Aula"),
        line("Dua", code=str(second.pk), start="08.00", end="09.00", room="Aula"),
    )

    assert [one.title for one in sessions_of(cohort)] == ["Dua", "Satu"]


def test_a_closed_cohort_takes_nothing(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=NOW)

    with pytest.raises(TimetableClosed):
        bring_in(cohort, line())


@pytest.mark.parametrize("amount", [1, 3])
def test_preview_takes_a_fixed_number_of_queries(django_assert_num_queries, cohort, room, amount):
    lines = []
    for number in range(amount):
        start = 8 + number
        session = make_session(cohort, f"Sesi {number}", starts=at(start), room=room)
        lines.append(line("Ubah", code=str(session.pk), start=f"{start}.00", end=f"{start}.30"))
        lines.append(line(f"Baru {number}", start=f"{start}.15", end=f"{start}.50", room="Aula"))

    with django_assert_num_queries(18):
        found = preview(cohort, *lines)

    assert found.to_import == 2 * amount
    assert found.asks == amount
