"""Plays the demonstration: five cohorts to five moments, through the services everybody uses."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from corpu.accounts.models import User
from corpu.core import clock
from corpu.home.domain.demo_plan import COMPLETE, OPEN, completion_times, lessons_done
from corpu.home.domain.demo_story import (
    COHORTS,
    PLACE,
    PROGRAMME,
    ROSTER_CAME_ON,
    YEAR,
    CohortStory,
)
from corpu.home.services.demo_people import DemoLogin, LoginBook, prepare_staff
from courses.domain.roster_targets import IntoNewCohorts
from courses.enums import CohortState, NumberStyle, RowVerdict, StaffRole
from courses.models import Cohort, Enrolment, Programme, RequiredLesson
from courses.services.certification import issue_for_cohort
from courses.services.cohorts import close_cohort, start_cohort
from courses.services.learning import complete_lesson, record_opening
from courses.services.planning import CohortPlan, Duty, assign_staff, change_cohort
from courses.services.roster import apply

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
    cohorts = _bring_roster_in(sheet, file_name, size, organiser, tell)
    for cohort, story in zip(cohorts, COHORTS, strict=True):
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
    with clock.at(_at(ROSTER_CAME_ON, 9)):
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
    cohort = _plan(cohort, story, staff)
    if story.stage != OPEN:
        cohort = _start(cohort, story, organiser)
        done = _learn(cohort, story)
        tell(f"{cohort.name}: {done} materi diselesaikan")
    if story.stage == COMPLETE and cohort.state == CohortState.RUNNING:
        with clock.at(_at(story.ends_on, 10)):
            outcome = issue_for_cohort(cohort=cohort, by=organiser)
            close_cohort(cohort=cohort, by=organiser)
        tell(f"{cohort.name}: {outcome.issued} sertifikat diserahkan kepada pekerja")


def _plan(cohort: Cohort, story: CohortStory, staff: dict[str, User]) -> Cohort:
    if cohort.state != CohortState.OPEN:
        return cohort
    organiser = staff["penyelenggara"]
    with clock.at(_at(ROSTER_CAME_ON, 13)):
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
        cohort = change_cohort(cohort=cohort, plan=plan, by=organiser)
        duties = [
            Duty(organiser.pk, StaffRole.ORGANISER),
            Duty(staff["widyaiswara"].pk, StaffRole.INSTRUCTOR),
        ]
        assign_staff(cohort=cohort, duties=duties, by=organiser)
    return cohort


def _start(cohort: Cohort, story: CohortStory, organiser: User) -> Cohort:
    if cohort.state != CohortState.OPEN:
        return cohort
    with clock.at(_at(story.starts_on, 7)):
        return start_cohort(cohort=cohort, by=organiser)


def _learn(cohort: Cohort, story: CohortStory) -> int:
    """Let everybody complete what they have by now; return how many lessons were new."""
    if cohort.state != CohortState.RUNNING:
        return 0
    lessons = list(
        RequiredLesson.objects.filter(
            required_course__cohort=cohort, required_course__is_required=True
        )
        .select_related("required_course")
        .order_by("position")
    )
    people = Enrolment.objects.members().filter(cohort=cohort).select_related("user", "cohort")
    return sum(_learn_alone(person, lessons, story) for person in people)


def _learn_alone(person: Enrolment, lessons: list[RequiredLesson], story: CohortStory) -> int:
    key = person.user.nip or person.user.email or ""
    count = lessons_done(story.stage, key, len(lessons))
    times = completion_times(
        key, count, story.starts_on, story.worked_until, timezone.get_default_timezone()
    )
    todo = list(zip(lessons, times, strict=False))[person.lessons_done :]
    for lesson, moment in todo:
        with clock.at(moment):
            complete_lesson(enrolment=person, lesson=lesson)
    if todo and count < len(lessons):
        with clock.at(todo[-1][1]):
            record_opening(enrolment=person, lesson=lessons[count])
    return len(todo)


def _invite_a_look(cohort: Cohort, story: CohortStory, book: LoginBook) -> None:
    """Give two people of the cohort a password: the one furthest on and one in the middle."""
    people = list(
        Enrolment.objects.members()
        .filter(cohort=cohort)
        .select_related("user", "certificate")
        .order_by("-lessons_done", "user__full_name")
    )
    for person in (people[0], people[len(people) // 2]):
        start = f"/sertifikat/{person.certificate.uuid}/" if person.certificate else "/belajar/"
        book.add(user=person.user, role="peserta", start=start)


def _at(day: dt.date, hour: int = 8) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), timezone.get_default_timezone())
