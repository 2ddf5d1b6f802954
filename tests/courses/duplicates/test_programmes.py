"""A programme is copied for the next regulation, and its copy is finished by staff."""

import pytest

from corpu.core.domain.figures import Figure
from courses.domain.copied_names import copied_name
from courses.domain.stated_figures import needs_source, stated, unconfirmed
from courses.enums import CohortState, CopiedCourses
from courses.models import CoursePage, LessonPage, Programme, ProgrammeAgenda, Question
from courses.services.duplicates import (
    CodeMissing,
    CodeTaken,
    TitleMissing,
    duplicate_programme,
)
from courses.services.programmes import (
    CoursePresent,
    NewPlace,
    PhasePlan,
    PlacePlan,
    ProgrammeBegun,
    ProgrammePackaged,
    ProgrammePlan,
    SourceMissing,
    change_programme,
)
from tests.courses.duplicates.duplicate_world import digest, full_course, link, log_of
from tests.courses.test_enrolment_concurrency import at_once
from tests.factories import CohortFactory, make_course, make_programme

UNKNOWN = Figure(None, None, "M")


def copy_of(programme, **changes):
    names = {
        "code": "latsar-baru",
        "title": "Latsar baru",
        "regulation": "Peraturan baru",
        "generation": 4,
        "by": None,
    }
    return duplicate_programme(programme=programme, **names | changes)


def own_programme(**fields):
    return copy_of(make_programme(lessons=0, days=51, days_mark="S", **fields))


def plan_of(**changes):
    facts = {"title": "Latsar", "regulation": "", "source": "", "days": UNKNOWN, "hours": UNKNOWN}
    return ProgrammePlan(**facts | changes)


@pytest.mark.django_db
def test_every_figure_becomes_a_working_value():
    programme = make_programme(lessons=0, days=51, days_mark="S", source="Lampiran I")
    programme.phases.update(jp=191, jp_mark="V", days=21, days_mark="V")
    programme.courses.filter(order=2).update(jp=None, jp_unverified=9, is_required=False)

    copy = copy_of(programme)

    assert (copy.title, copy.regulation, copy.generation) == ("Latsar baru", "Peraturan baru", 4)
    assert (copy.method, copy.source, copy.is_own) == (programme.method, "", True)
    assert (copy.hours, copy.days, copy.days_mark) == (Figure(None, 511, "M"), 51, "M")
    [phase] = copy.phases.all()
    assert (phase.code, phase.hours) == ("ONCAMPUS", Figure(None, 191, "M"))
    assert (phase.days, phase.days_mark) == (21, "M")
    [agenda] = copy.agendas.all()
    assert agenda.label == "Kedudukan dan Peran PNS"
    places = list(copy.courses.all())
    assert [place.hours for place in places] == [Figure(None, 6, "M"), Figure(None, 9, "M")]
    assert [place.is_required for place in places] == [True, False]
    assert [(place.agenda, place.phase) for place in places] == [(agenda, phase)] * 2
    assert [place.course_id for place in places] == list(
        programme.courses.values_list("course", flat=True)
    )


@pytest.mark.django_db
def test_a_place_without_a_phase_stays_without():
    programme = make_programme(courses=1, lessons=0)
    programme.courses.update(phase=None)

    assert copy_of(programme).courses.get().phase is None


@pytest.mark.django_db
def test_the_courses_are_copied_and_lead_to_each_other(home):
    course = full_course()
    programme = make_programme(courses=1, lessons=1)
    other = programme.courses.get().course
    programme.courses.create(course=course, agenda=programme.agendas.get(), order=2)
    other.introduction = link(course)
    other.save_revision().publish()
    before = digest(course), digest(other)

    copy = copy_of(programme, courses=CopiedCourses.COPIED, ending="-G4")

    assert (digest(course), digest(other)) == before
    first, second = (place.course for place in copy.courses.order_by("order"))
    assert (second.code, second.slug) == ("A3-WOG-G4", "a3-wog-g4")
    assert (first.live, second.live) == (False, False)
    assert first.introduction == link(second)
    assert Question.objects.filter(course=second).count() == 2
    assert LessonPage.objects.child_of(first).count() == 1
    [entry] = log_of(copy, "courses.programme.copied")
    assert entry == {"original": programme.code, "courses": "copied", "copied": 2}
    assert log_of(programme, "courses.programme.duplicated")[0]["copy"] == "latsar-baru"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": ""}, CodeMissing),
        ({"title": " "}, TitleMissing),
        ({"code": "ADA"}, CodeTaken),
    ],
)
def test_names_that_are_missing_or_taken(changes, refusal):
    programme = make_programme(courses=1, lessons=0, code="ada")

    with pytest.raises(refusal):
        copy_of(programme, **changes)

    assert Programme.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_the_same_code_at_once_is_given_once():
    programme = make_programme(courses=1, lessons=1)

    def make():
        try:
            return copy_of(programme, courses=CopiedCourses.COPIED, ending="-2").code
        except CodeTaken:
            return "taken"

    assert sorted(at_once(make, make)) == ["latsar-baru", "taken"]
    assert CoursePage.objects.count() == 2


@pytest.mark.django_db
def test_everything_is_changed_and_logged(organiser):
    programme = own_programme()
    phase, agenda = programme.phases.get(), programme.agendas.get()
    first, second = programme.courses.order_by("order")
    new = make_course("A9-BARU", lessons=0)

    change_programme(
        programme=programme,
        plan=plan_of(
            title=" Latsar 2025 ",
            regulation="Peraturan 1/2025",
            source="Lampiran II",
            days=stated(50, "V"),
            hours=stated(600, "V"),
            phases=[PhasePlan(phase.pk, stated(20, "M"), stated(180, "S"))],
            places=[
                PlacePlan(first.pk, 1, UNKNOWN, is_required=True, is_out=True),
                PlacePlan(second.pk, 7, stated(8, "V"), is_required=False),
            ],
            added=NewPlace(new, agenda, phase),
        ),
        by=organiser,
    )

    stored = Programme.objects.get(pk=programme.pk)
    assert (stored.title, stored.regulation, stored.source) == (
        "Latsar 2025",
        "Peraturan 1/2025",
        "Lampiran II",
    )
    assert (stored.hours, stored.days, stored.days_mark) == (Figure(600, None, "V"), 50, "V")
    phase.refresh_from_db()
    assert (phase.days, phase.days_mark, phase.hours) == (20, "M", Figure(180, None, "S"))
    kept, added = stored.courses.order_by("order")
    assert (kept.pk, kept.order, kept.is_required) == (second.pk, 7, False)
    assert kept.hours == Figure(8, None, "V")
    assert (added.course, added.order, added.agenda, added.phase) == (new, 8, agenda, phase)
    [entry] = log_of(programme, "courses.programme.changed")
    assert entry["changes"][f"course {first.course.code}"] == "dropped"
    assert entry["changes"]["course A9-BARU"] == "added"


@pytest.mark.django_db
def test_saving_what_there_is_logs_nothing():
    programme = own_programme()
    plan = plan_of(
        title=programme.title,
        regulation=programme.regulation,
        days=stated(51, "M"),
        hours=programme.hours,
    )

    change_programme(programme=programme, plan=plan, by=None)

    assert log_of(programme, "courses.programme.changed") == []


@pytest.mark.django_db
def test_the_first_course_of_an_emptied_programme():
    programme = own_programme(courses=1)
    programme.courses.all().delete()
    new = NewPlace(make_course("BARU", lessons=0), programme.agendas.get())

    change_programme(programme=programme, plan=plan_of(added=new), by=None)

    assert [place.order for place in programme.courses.all()] == [1]


@pytest.mark.django_db
def test_what_cannot_be_changed():
    programme = own_programme(courses=1)
    course, agenda = programme.courses.get().course, programme.agendas.get()
    [original] = Programme.objects.exclude(pk=programme.pk)

    for changed, plan, refusal in (
        (original, plan_of(), ProgrammePackaged),
        (programme, plan_of(title=" "), TitleMissing),
        (programme, plan_of(hours=stated(5, "V"), source=" "), SourceMissing),
        (programme, plan_of(added=NewPlace(course, agenda)), CoursePresent),
    ):
        with pytest.raises(refusal):
            change_programme(programme=changed, plan=plan, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "begun"),
    [
        (CohortState.DRAFT, False),
        (CohortState.OPEN, False),
        (CohortState.RUNNING, True),
        (CohortState.CLOSED, True),
    ],
)
def test_a_programme_is_fixed_when_a_cohort_has_started(state, begun):
    programme = own_programme(courses=1)
    CohortFactory(programme=programme, state=state)

    if begun:
        with pytest.raises(ProgrammeBegun):
            change_programme(programme=programme, plan=plan_of(), by=None)
    else:
        change_programme(programme=programme, plan=plan_of(), by=None)
    assert ProgrammeAgenda.objects.filter(programme=programme).exists()


@pytest.mark.parametrize(
    ("value", "mark", "kept"),
    [
        (6, "V", Figure(6, None, "V")),
        (6, "S", Figure(6, None, "S")),
        (6, "D", Figure(6, None, "D")),
        (6, "M", Figure(None, 6, "M")),
        (None, "V", UNKNOWN),
        (0, "V", Figure(0, None, "V")),
    ],
)
def test_a_figure_as_it_is_stated(value, mark, kept):
    assert stated(value, mark) == kept
    assert needs_source([UNKNOWN, kept]) == (kept.official is not None)
    assert unconfirmed(kept) == Figure(None, value, "M")


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("A3-WOG", (), "A3-WOG-G4"),
        ("A3-WOG", ("a3-wog-g4",), "A3-WOG-G4-2"),
        ("A3-WOG", ("A3-WOG-G4", "A3-WOG-G4-2"), "A3-WOG-G4-3"),
        ("A2-AKUNTABEL", (), "A2-AKUNTA-G4"),
        ("A2-AKUNT-ABC", (), "A2-AKUNT-G4"),
    ],
)
def test_names_of_copies(name, taken, expected):
    assert copied_name(name, "-G4", taken=taken, length=12) == expected
    assert len(expected) <= 12
