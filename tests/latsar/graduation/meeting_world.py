"""A cohort at the end of its way: everything completed, every score locked, a meeting open."""

import datetime as dt
from decimal import Decimal

from corpu.core import clock
from courses.models import Enrolment
from latsar.models import CohortScheme, Score
from latsar.services.graduation import Attendee, open_meeting
from tests.courses.tracking_world import running_cohort
from tests.factories import make_programme
from tests.latsar.evaluation.policies import POLICY

HELD_ON = dt.date(2019, 6, 20)
LATER = dt.date(2019, 8, 1)


def finished_cohort(*scores, policy=POLICY, **fields):
    """A running cohort with one person per score; None leaves a person without scores."""
    programme = make_programme(courses=1, lessons=1)
    cohort = running_cohort(len(scores), programme=programme, **fields)
    CohortScheme.objects.create(cohort=cohort, policy=policy.to_json(), frozen_at=cohort.started_at)
    Enrolment.objects.filter(cohort=cohort).update(activities_done=cohort.activity_count)
    for person, score in zip(people_of(cohort), scores, strict=True):
        if score is not None:
            give(person, score, policy)
    return cohort


def people_of(cohort):
    """Its people in the order of the meeting's list."""
    return list(Enrolment.objects.filter(cohort=cohort).order_by("user__full_name", "pk"))


def give(person, score, policy=POLICY, *, is_locked=True):
    """The same score in every component."""
    Score.objects.filter(enrolment=person).delete()
    Score.objects.bulk_create(
        Score(
            enrolment=person,
            code=leaf.code,
            value=Decimal(str(score)),
            locked_at=clock.now() if is_locked else None,
        )
        for leaf in policy.leaves
    )


def meet(cohort, by=None, **fields):
    """Open a meeting."""
    given = {"held_on": HELD_ON, "place": "Aula", "attendance": [Attendee("Ketua", "Kepala")]}
    return open_meeting(cohort=cohort, by=by, **given | fields)
