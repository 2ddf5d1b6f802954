"""Importing a roster into the database."""

import datetime as dt
import time

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpu.accounts.models import User
from corpu.accounts.services.agencies import load_agencies
from corpu.core import clock
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts
from courses.enums import CohortState, EnrolmentState, RosterProblem, RowVerdict
from courses.models import Cohort, Enrolment
from courses.services.enrolment import CohortClosed, withdraw
from courses.services.roster import RosterHasProblems, RosterOutdated, apply, preview
from tests.courses.roster.sheets import NIP, people, sheet
from tests.courses.roster.test_reading import REAL
from tests.factories import CohortFactory, ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db
APRIL = dt.datetime(2019, 4, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def agencies():
    load_agencies()


@pytest.fixture
def cohort(agencies):
    return CohortFactory(programme=ProgrammeFactory())


@pytest.fixture
def programme(agencies):
    return ProgrammeFactory(days=51)


def into(cohort):
    return IntoCohort(cohort.pk)


def look(content, target):
    return preview(upload_bytes=content, file_name="peserta.xlsx", target=target)


def bring(content, target, **options):
    return apply(upload_bytes=content, file_name="peserta.xlsx", target=target, by=None, **options)


def table_counts():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def verdicts(found):
    return {verdict.value: count for verdict, count in found.counts.items() if count}


def remarks(found):
    return [[remark.code for remark in row.remarks] for row in found.rows]


# --- into one cohort ------------------------------------------------------------------------------


def test_new_people_are_created_enrolled_and_invited(
    cohort, django_capture_on_commit_callbacks, settings
):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    with django_capture_on_commit_callbacks(execute=False) as scheduled:
        outcome = bring(sheet({}, *people(2)), into(cohort))

    assert (verdicts(outcome.preview), outcome.cohorts) == ({"new": 3}, (cohort,))
    person = User.objects.get(nip=NIP)
    assert (person.name, person.kind, person.agency.short_name) == (
        "Siti Aminah, S.E.",
        "cpns",
        "Kota Serang",
    )
    assert not person.has_usable_password()
    enrolment = cohort.enrolments.get(user=person)
    assert (enrolment.agency, enrolment.rank, enrolment.state) == (
        person.agency,
        "III/a",
        EnrolmentState.ENROLLED,
    )
    assert User.objects.filter(invitation_due_at__isnull=False).count() == 3
    assert len(scheduled) == 3


def test_preview_says_what_import_does_and_writes_nothing(cohort):
    before = table_counts()

    found = look(sheet({}, *people(2)), into(cohort))

    assert (verdicts(found), found.free) == ({"new": 3}, 40)
    assert table_counts() == before


def test_same_file_again_changes_nothing(cohort, django_capture_on_commit_callbacks):
    content = sheet({}, *people(2))
    bring(content, into(cohort))
    before = table_counts()

    with django_capture_on_commit_callbacks() as scheduled:
        outcome = bring(content, into(cohort))

    assert (verdicts(outcome.preview), outcome.cohorts) == ({"known": 3}, ())
    assert (table_counts(), scheduled, mail.outbox) == (before, [], [])


def test_changed_row_updates_person_and_enrolment_before_the_start(cohort):
    bring(sheet({}), into(cohort))

    outcome = bring(sheet({"gol": "III/b", "jabatan": None}), into(cohort))

    assert verdicts(outcome.preview) == {"changed": 1}
    enrolment = cohort.enrolments.get()
    assert (enrolment.user.rank, enrolment.rank) == ("III/b", "III/b")
    assert enrolment.user.post == "Analis Kebijakan Ahli Pertama"


def test_change_after_the_start_leaves_the_enrolment_as_it_was(cohort):
    bring(sheet({}), into(cohort))
    Cohort.objects.update(state=CohortState.RUNNING)

    bring(sheet({"gol": "III/b"}), into(cohort))

    enrolment = cohort.enrolments.get()
    assert (enrolment.user.rank, enrolment.rank) == ("III/b", "III/a")


def test_new_email_of_who_has_not_joined_is_invited_anew(
    cohort, django_capture_on_commit_callbacks
):
    bring(sheet({}), into(cohort))
    User.objects.update(invited_at=clock.now(), invitation_due_at=None)

    with django_capture_on_commit_callbacks() as scheduled:
        outcome = bring(sheet({"email": "baru@contoh.example"}), into(cohort))

    person = User.objects.get(nip=NIP)
    assert verdicts(outcome.preview) == {"changed": 1}
    assert (person.email, person.invited_at) == ("baru@contoh.example", None)
    assert person.invitation_due_at is not None
    assert len(scheduled) == 1


def test_known_person_is_enrolled_and_brought_up_to_date(cohort):
    person = UserFactory(nip=NIP, email="siti@contoh.example", rank="II/c")

    outcome = bring(sheet({}), into(cohort))

    assert (verdicts(outcome.preview), User.objects.count()) == ({"new": 1}, 1)
    enrolment = cohort.enrolments.get(user=person)
    assert (enrolment.rank, enrolment.agency.short_name) == ("III/a", "Kota Serang")


def test_email_of_somebody_else_is_refused(cohort):
    UserFactory(email="siti@contoh.example", full_name="Budi", title_after="")

    found = look(sheet({}), into(cohort))

    assert remarks(found) == [[RosterProblem.EMAIL_TAKEN]]


def test_person_in_another_cohort_of_the_programme_is_a_problem(cohort):
    other = CohortFactory(programme=cohort.programme)
    bring(sheet({}), into(other))

    assert remarks(look(sheet({}), into(cohort))) == [[RosterProblem.ENROLLED_ELSEWHERE]]


def test_person_in_a_cohort_of_another_programme_is_enrolled(cohort):
    bring(sheet({}), into(CohortFactory(programme=ProgrammeFactory())))

    assert verdicts(look(sheet({}), into(cohort))) == {"new": 1}


def test_withdrawn_person_stays_withdrawn(cohort):
    bring(sheet({}), into(cohort))
    withdraw(enrolment=cohort.enrolments.get(), reason="Sakit", by=None)

    outcome = bring(sheet({"gol": "III/b"}), into(cohort))

    assert verdicts(outcome.preview) == {"known": 1}
    assert cohort.enrolments.get().state == EnrolmentState.WITHDRAWN


def test_nothing_is_written_when_a_row_has_a_problem(cohort):
    content = sheet({}, {"no_identitas": 199508172024032002, "email": "b@contoh.example"})
    before = table_counts()

    with pytest.raises(RosterHasProblems) as error:
        bring(content, into(cohort))

    assert verdicts(error.value.preview) == {"new": 1, "problem": 1}
    assert table_counts() == before


def test_rows_without_problems_are_imported_when_asked(cohort):
    content = sheet({}, {"no_identitas": 199508172024032002, "email": "b@contoh.example"})

    outcome = bring(content, into(cohort), skip_problems=True)

    assert verdicts(outcome.preview) == {"new": 1, "problem": 1}
    assert [enrolment.user.nip for enrolment in cohort.enrolments.all()] == [NIP]


def test_more_people_than_places_are_refused_with_numbers(cohort):
    cohort.capacity = 2
    cohort.save()

    found = look(sheet(*people(3)), into(cohort))

    assert verdicts(found) == {"new": 2, "problem": 1}
    assert dict(found.rows[2].remarks[0].parameters) == {"needed": 3, "free": 2}


def test_closed_cohort_takes_nobody(cohort):
    Cohort.objects.update(state=CohortState.CLOSED)

    with pytest.raises(CohortClosed):
        look(sheet({}), into(cohort))
    with pytest.raises(CohortClosed):
        bring(sheet({}), into(cohort))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Serang", RosterProblem.AGENCY_UNCLEAR),
        ("Kab Serang", None),
        ("PEMKOT SERANG", None),
        ("Kota Bogor", RosterProblem.AGENCY_UNKNOWN),
    ],
)
def test_agencies_are_matched_only_when_unambiguous(cohort, written, code):
    assert remarks(look(sheet({"Instansi": written}), into(cohort))) == [[code] if code else []]


# --- split over new cohorts -----------------------------------------------------------------------


def test_list_is_split_over_new_open_cohorts_in_order(programme):
    CohortFactory(programme=programme, number=7, year=2019)
    target = IntoNewCohorts(programme.pk, size=2, place="Pandeglang")

    with clock.at(APRIL):
        found = look(sheet(*people(5)), target)
        outcome = bring(sheet(*people(5)), target)

    assert found.cohort_sizes == (2, 2, 1)
    facts = [
        (c.slug, c.state, c.starts_on, c.ends_on, c.capacity, c.place) for c in outcome.cohorts
    ]
    dates = (dt.date(2019, 5, 1), dt.date(2019, 6, 20))
    assert facts == [
        (f"angkatan-{number}-2019", "open", *dates, 2, "Pandeglang")
        for number in ("viii", "ix", "x")
    ]
    names = [list(c.enrolments.values_list("user__full_name", flat=True)) for c in outcome.cohorts]
    assert names == [["Orang 0", "Orang 1"], ["Orang 2", "Orang 3"], ["Orang 4"]]


def test_split_again_makes_no_cohort_even_after_the_end(programme):
    target = IntoNewCohorts(programme.pk, size=2)
    bring(sheet(*people(3)), target)
    Cohort.objects.update(state=CohortState.CLOSED)
    before = table_counts()

    outcome = bring(sheet(*people(3)), target)

    assert (verdicts(outcome.preview), outcome.cohorts) == ({"known": 3}, ())
    assert (outcome.preview.cohort_sizes, table_counts()) == ((), before)


def test_split_updates_enrolments_of_unstarted_cohorts(programme):
    target = IntoNewCohorts(programme.pk, size=2)
    bring(sheet({}), target)

    bring(sheet({"gol": "III/b"}), target)

    assert Enrolment.objects.get().rank == "III/b"


def test_taken_number_is_reported_as_outdated(programme, monkeypatch):
    CohortFactory(programme=programme, number=1, year=2019)
    monkeypatch.setattr("courses.queries.roster.last_number", lambda year: 0)
    target = IntoNewCohorts(programme.pk, size=2, year=2019)
    before = table_counts()

    with pytest.raises(RosterOutdated):
        bring(sheet(*people(3)), target)

    assert table_counts() == before


# --- real input, counts and speed -----------------------------------------------------------------


def test_real_sheet_becomes_five_cohorts_of_forty_once(programme):
    target = IntoNewCohorts(programme.pk, size=40)
    content = REAL.read_bytes()

    first = apply(upload_bytes=content, file_name=REAL.name, target=target, by=None)
    again = apply(upload_bytes=content, file_name=REAL.name, target=target, by=None)

    assert verdicts(first.preview) == {"new": 200}
    assert [cohort.enrolments.count() for cohort in first.cohorts] == [40] * 5
    assert verdicts(again.preview) == {"known": 200}
    assert Cohort.objects.count() == 5


@pytest.mark.parametrize("is_known", [False, True])
def test_preview_takes_the_same_queries_for_any_number_of_rows(cohort, is_known):
    cohort.capacity = 100
    cohort.save()
    counts = []
    for count in (1, 3, 100):
        content = sheet(*people(count))
        if is_known:
            bring(content, into(cohort))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look(content, into(cohort))
        counts.append(len(queries))

    assert len(set(counts)) == 1
    assert counts[0] <= 7


def test_thousand_people_are_imported_in_seconds(programme):
    content = sheet(*people(1000))
    target = IntoNewCohorts(programme.pk, size=40)
    began = time.process_time()

    outcome = bring(content, target)

    assert outcome.preview.counts[RowVerdict.NEW] == 1000
    assert time.process_time() - began < 8


def test_no_log_names_a_nip(cohort, caplog):
    caplog.set_level("DEBUG", logger="")

    bring(sheet({}), into(cohort))

    own = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert [text for text in own if NIP in text] == []
