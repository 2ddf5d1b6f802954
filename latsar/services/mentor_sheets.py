"""A sheet of mentors brought in: judged row by row, then taken as a whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from courses.enums import RowVerdict
from courses.models import Cohort
from latsar.domain.mentor_rows import JudgedMentor, MentorRow, judge_mentors
from latsar.queries.mentor_sheets import people_by_nip
from latsar.services.coaching import prepare_guidances
from latsar.services.mentors import assign_mentor


class SheetHasProblems(Exception):
    """Rows must be corrected first; nothing was taken."""


@dataclass(frozen=True, slots=True)
class MentorPreview:
    """What taking a sheet would do."""

    rows: tuple[JudgedMentor, ...]

    @property
    def counts(self) -> Counter[RowVerdict]:
        """How many rows have which verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def to_write(self) -> int:
        """How many rows would change something."""
        return self.counts[RowVerdict.NEW] + self.counts[RowVerdict.CHANGED]

    @property
    def problems(self) -> int:
        """How many rows must be corrected in the file."""
        return self.counts[RowVerdict.PROBLEM]


def preview_mentors(*, cohort: Cohort, rows: Sequence[MentorRow]) -> MentorPreview:
    """Judge the rows against the mentors of now; writes nothing."""
    return MentorPreview(judge_mentors(rows, people_by_nip(cohort)))


@transaction.atomic
def apply_mentors(*, cohort: Cohort, rows: Sequence[MentorRow], by: User | None) -> MentorPreview:
    """Name the mentors of the sheet; raises SheetHasProblems or CohortOver."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    prepare_guidances(cohort=cohort)
    preview = preview_mentors(cohort=cohort, rows=rows)
    if preview.problems:
        raise SheetHasProblems
    enrolments = {one.pk: one for one in cohort.enrolments.members()}
    for judged in preview.rows:
        if judged.person is not None and judged.verdict != RowVerdict.KNOWN:
            enrolment = enrolments[judged.person.enrolment]
            assign_mentor(enrolment=enrolment, details=judged.row.details, by=by)
    return preview
