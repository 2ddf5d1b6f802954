"""Two organisers import the same roster at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from corpu.accounts.models import User
from corpu.accounts.services.agencies import load_agencies
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts
from courses.enums import RowVerdict
from courses.models import Cohort
from courses.services.roster import apply
from tests.courses.roster.sheets import people, sheet
from tests.factories import CohortFactory, ProgrammeFactory

pytestmark = pytest.mark.usefixtures("committed_db")


def import_twice(target):
    content = sheet(*people(6))
    start = Barrier(2)

    def run(_number):
        try:
            start.wait(timeout=10)
            outcome = apply(upload_bytes=content, file_name="peserta.xlsx", target=target, by=None)
            return outcome.preview.counts
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(run, range(2)))
    return sorted((found[RowVerdict.NEW], found[RowVerdict.KNOWN]) for found in counts)


def test_split_at_the_same_moment_makes_the_cohorts_once():
    load_agencies()
    programme = ProgrammeFactory()

    assert import_twice(IntoNewCohorts(programme.pk, size=2)) == [(0, 6), (6, 0)]
    assert [cohort.enrolments.count() for cohort in Cohort.objects.all()] == [2, 2, 2]
    assert User.objects.count() == 6


def test_one_cohort_at_the_same_moment_is_filled_once():
    load_agencies()
    cohort = CohortFactory(programme=ProgrammeFactory(), capacity=6)

    assert import_twice(IntoCohort(cohort.pk)) == [(0, 6), (6, 0)]
    assert cohort.enrolments.count() == 6
