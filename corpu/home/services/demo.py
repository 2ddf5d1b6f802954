"""Plays the demonstration: five cohorts to five moments, through the services everybody uses."""

from collections.abc import Callable, Collection
from pathlib import Path

from django.utils import timezone

from corpu.accounts.models import User
from corpu.core import clock
from corpu.home.domain.demo_plan import (
    COMPLETE,
    NEARLY_DONE,
    OPEN,
    activities_done,
    completion_times,
    work_ending,
)
from corpu.home.domain.demo_story import (
    COHORTS,
    PLACE,
    PROGRAMME,
    ROSTER_CAME_ON,
    WRITTEN_BY_INSTRUCTOR,
    YEAR,
    CohortStory,
)
from corpu.home.queries.demo import touched_activities
from corpu.home.services.demo_aktualisasi import play_cohort as play_aktualisasi
from corpu.home.services.demo_guidance import arrange_guidance
from corpu.home.services.demo_people import DemoLogin, LoginBook, prepare_staff
from corpu.home.services.demo_props import local_time
from corpu.home.services.demo_scores import hold_meeting, score_cohort
from corpu.home.services.demo_timetable import plan_timetable, prepare_places, take_attendance
from corpu.home.services.demo_works import Work, do_assignment, take_quiz
from courses.domain.roster_targets import IntoNewCohorts
from courses.enums import ActivityKind, CohortState, NumberStyle, RowVerdict, StaffRole
from courses.models import Cohort, CoursePage, Enrolment, Programme, RequiredActivity, Room
from courses.services.certification import issue_for_cohort
from courses.services.cohorts import close_cohort, start_cohort
from courses.services.learning import complete_lesson, record_opening
from courses.services.planning import CohortPlan, Duty, assign_staff, change_cohort
from courses.services.roster import apply
from courses.services.teams import give_course

Tell = Callable[[str], None]


def play_demo(
    *, sheet: bytes, file_name: str, size: int, login_file: Path, tell: Tell
) -> list[DemoLogin]:
    """Play everything that is not played yet; a second call changes nothing.

    `sheet` is a roster for five cohorts of `size` people, `login_file` keeps the logins,
    `tell` is called with one line per step.
    """
    book = LoginBook(login_file)
    staff = prepare_staff(book=book)
    organiser = staff["penyelenggara"]
    for course in CoursePage.objects.filter(code__startswith=WRITTEN_BY_INSTRUCTOR):
        give_course(course=course, user=staff["widyaiswara"], by=organiser)
    cohorts = _bring_roster_in(sheet, file_name, size, organiser, tell)
    rooms = prepare_places()
    for cohort, story, room in zip(cohorts, COHORTS, rooms, strict=True):
        _plan(cohort, story, room, staff)
        _play_cohort(cohort, story, staff, tell)
    for cohort, story in zip(cohorts, COHORTS, strict=True):
        _invite_a_look(cohort, story, book)
    return book.logins


def _bring_roster_in(
    sheet: bytes, file_name: str, size: int, organiser: User, tell: Tell
) -> list[Cohort]:
    """Import the sheet, split over new cohorts; the same sheet again changes nothing."""
    programme = Programme.objects.get(code=PROGRAMME)
    target = IntoNewCohorts(
        programme_id=programme.pk,
        size=size,
        year=YEAR,
        starts_on=COHORTS[0].starts_on,
        ends_on=COHORTS[0].ends_on,
        place=PLACE,
    )
    with clock.at(local_time(ROSTER_CAME_ON, 9)):
        outcome = apply(upload_bytes=sheet, file_name=file_name, target=target, by=organiser)
    counts = outcome.preview.counts
    tell(
        f"Daftar peserta: {counts[RowVerdict.NEW]} baru, {counts[RowVerdict.KNOWN]} sudah ada, "
        f"{len(outcome.cohorts)} angkatan dibuat"
    )
    return list(
        Cohort.objects.filter(programme=programme, year=YEAR)
        .select_related("programme")
        .order_by("number")[: len(COHORTS)]
    )


def _play_cohort(cohort: Cohort, story: CohortStory, staff: dict[str, User], tell: Tell) -> None:
    organiser = staff["penyelenggara"]
    if story.stage != OPEN:
        cohort = _start(cohort, story, organiser)
        done = _learn(cohort, story, staff["widyaiswara"])
        until = story.ends_on if story.stage == COMPLETE else story.worked_until
        rolls = take_attendance(cohort, until, by=organiser)
        works = play_aktualisasi(cohort, story)
        tell(
            f"{cohort.name}: {done} kegiatan dikerjakan, {rolls} presensi ditutup, "
            f"{works} aktualisasi"
        )
    if story.stage in {COMPLETE, NEARLY_DONE} and cohort.state == CohortState.RUNNING:
        scores = score_cohort(cohort, story, staff, whole=story.stage == COMPLETE)
        tell(f"{cohort.name}: {scores} nilai dimasukkan")
    if story.stage == COMPLETE and cohort.state == CohortState.RUNNING:
        hold_meeting(cohort, story, staff)
        with clock.at(local_time(story.ends_on, 10)):
            outcome = issue_for_cohort(cohort=cohort, by=organiser)
            close_cohort(cohort=cohort, by=organiser)
        tell(f"{cohort.name}: {outcome.issued} sertifikat diserahkan kepada pekerja")


def _plan(cohort: Cohort, story: CohortStory, room: Room, staff: dict[str, User]) -> None:
    if cohort.state != CohortState.OPEN:
        return
    organiser = staff["penyelenggara"]
    with clock.at(local_time(ROSTER_CAME_ON, 13)):
        plan = CohortPlan(
            programme=cohort.programme,
            number=cohort.number,
            year=cohort.year,
            number_style=NumberStyle.ROMAN,
            starts_on=story.starts_on,
            ends_on=story.ends_on,
            place=PLACE,
            capacity=cohort.capacity,
        )
        change_cohort(cohort=cohort, plan=plan, by=organiser)
        duties = [
            Duty(organiser.pk, StaffRole.ORGANISER),
            Duty(staff["widyaiswara"].pk, StaffRole.INSTRUCTOR),
            Duty(staff["coach"].pk, StaffRole.COACH),
            Duty(staff["widyaiswara"].pk, StaffRole.COACH),
            Duty(staff["penguji"].pk, StaffRole.EXAMINER),
        ]
        assign_staff(cohort=cohort, duties=duties, by=organiser)
        teacher = staff[story.teacher]
        plan_timetable(cohort, story, room=room, teacher=teacher, by=organiser)
        coaches = (staff["coach"], staff["widyaiswara"])
        arrange_guidance(cohort, coaches=coaches, examiner=staff["penguji"], by=organiser)


def _start(cohort: Cohort, story: CohortStory, organiser: User) -> Cohort:
    if cohort.state != CohortState.OPEN:
        return cohort
    with clock.at(local_time(story.starts_on, 7)):
        return start_cohort(cohort=cohort, by=organiser)


def _learn(cohort: Cohort, story: CohortStory, marker: User) -> int:
    """Let everybody do what they have done by now; return how many activities were new."""
    if cohort.state != CohortState.RUNNING:
        return 0
    activities = list(
        RequiredActivity.objects.filter(
            required_course__cohort=cohort, required_course__is_required=True
        )
        .select_related("required_course")
        .order_by("position")
    )
    people = Enrolment.objects.members().filter(cohort=cohort).select_related("user", "cohort")
    touched = touched_activities(cohort)
    return sum(
        _learn_alone(person, activities, story, (touched[person.pk], marker)) for person in people
    )


def _learn_alone(
    person: Enrolment,
    activities: list[RequiredActivity],
    story: CohortStory,
    so_far: tuple[Collection[int], User],
) -> int:
    """Let one person go on; `so_far` is what they have worked on already, and who marks it."""
    touched, marker = so_far
    key = person.user.nip or person.user.email or ""
    count = activities_done(story.stage, key, len(activities))
    times = completion_times(
        key, count, story.starts_on, story.worked_until, timezone.get_default_timezone()
    )
    todo = [
        (activity, moment)
        for activity, moment in zip(activities, times, strict=False)
        if activity.pk not in touched
    ]
    for activity, moment in todo:
        ending = work_ending(key, activity.title, has_finished=count == len(activities))
        _DOINGS[activity.kind](Work(person, activity, moment, ending, marker))
    if todo and count < len(activities):
        with clock.at(todo[-1][1]):
            record_opening(enrolment=person, activity=activities[count])
    return len(todo)


def _read(work: Work) -> None:
    with clock.at(work.moment):
        complete_lesson(enrolment=work.person, activity=work.activity)


_DOINGS: dict[str, Callable[[Work], None]] = {
    ActivityKind.LESSON: _read,
    ActivityKind.QUIZ: take_quiz,
    ActivityKind.ASSIGNMENT: do_assignment,
}


def _invite_a_look(cohort: Cohort, story: CohortStory, book: LoginBook) -> None:
    """Give two people of the cohort a password: the one furthest on and one in the middle."""
    people = list(
        Enrolment.objects.members()
        .filter(cohort=cohort)
        .select_related("user", "certificate")
        .order_by("-activities_done", "user__full_name")
    )
    for person in (people[0], people[len(people) // 2]):
        start = f"/sertifikat/{person.certificate.uuid}/" if person.certificate else "/belajar/"
        book.add(user=person.user, role="peserta", start=start)
