"""Who may see and do what in coaching and scores; mentors are known by their link and pass none."""

from typing import Any

import rules

from courses.enums import StaffRole
from courses.models import Cohort
from courses.permissions import is_organiser, may_mark
from latsar.domain.actors import Actor
from latsar.enums import ActorRole
from latsar.models import Guidance


@rules.predicate
def may_arrange_guidance(user: Any, cohort: Cohort) -> bool:
    """Organisers of the site, and those whom this cohort has as organisers."""
    if user.pk is None or not user.is_active:
        return False
    own = cohort.staff_roles.filter(user_id=user.pk, role=StaffRole.ORGANISER)
    return is_organiser(user) or own.exists()


@rules.predicate
def may_coach(user: Any, cohort: Cohort) -> bool:
    """Coaches of a group of this cohort, and those who arrange its guidance."""
    if user.pk is None or not user.is_active:
        return False
    own = cohort.coaching_groups.filter(coach_id=user.pk)
    return own.exists() or may_arrange_guidance(user, cohort)


def actor_of(user: Any, guidance: Guidance) -> Actor | None:
    """In which role an account acts on this person's guidance; None for everybody else.

    Give the guidance with `enrolment` and `group` fetched.
    """
    if user.pk is None or not user.is_active:
        return None
    group = guidance.group
    if guidance.enrolment.user_id == user.pk:
        role = ActorRole.PARTICIPANT
    elif group is not None and group.coach_id == user.pk:
        role = ActorRole.COACH
    elif guidance.examiner_id == user.pk:
        role = ActorRole.EXAMINER
    elif may_arrange_guidance(user, guidance.enrolment.cohort):
        role = ActorRole.ORGANISER
    else:
        return None
    return Actor(role, user.pk, user.name)


@rules.predicate
def may_score(user: Any, cohort: Cohort) -> bool:
    """Those who teach, coach or examine in this cohort, and those who decide about its scores."""
    return bool(may_mark(user, cohort) or may_decide_scores(user, cohort))


@rules.predicate
def may_decide_scores(user: Any, cohort: Cohort) -> bool:
    """Organisers of the site, and those whom this cohort has as organisers."""
    return bool(may_arrange_guidance(user, cohort))


@rules.predicate
def may_follow_aktualisasi(user: Any, cohort: Cohort) -> bool:
    """Those who coach or arrange, and those who examine somebody of this cohort."""
    if user.pk is None or not user.is_active:
        return False
    own = Guidance.objects.filter(enrolment__cohort=cohort, examiner_id=user.pk)
    return own.exists() or may_coach(user, cohort)
