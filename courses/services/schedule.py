"""Publishes what was approved for a later moment, and takes off what was to end by now."""

import logging
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

from corpu.core import audit, clock
from courses.queries.holds import is_held

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScheduleOutcome:
    """How many pages were published, taken off, kept for those who need them, or refused."""

    published: int = 0
    unpublished: int = 0
    kept: int = 0
    refused: int = 0


def publish_scheduled() -> ScheduleOutcome:
    """Do what is due; each page in a transaction of its own, so that one keeps no other waiting.

    Safe to repeat. A page that a programme or a cohort needs is never taken off: its end is
    removed and logged.
    """
    now = clock.now()
    ending = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")
    ended = [_end(pk) for pk in ending.values_list("pk", flat=True)]
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    begun = [_begin(pk) for pk in due.values_list("pk", flat=True)]
    return ScheduleOutcome(
        published=begun.count("published"),
        unpublished=ended.count("unpublished"),
        kept=ended.count("kept"),
        refused=begun.count("refused"),
    )


@transaction.atomic
def _end(pk: int) -> str:
    page = (
        Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=clock.now()).first()
    )
    if page is None:
        return "done"
    if is_held([page]):
        audit.record(page, "courses.page.kept", actor=None, expire_at=page.expire_at.isoformat())
        Page.objects.filter(pk=pk).update(expire_at=None)
        return "kept"
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return "unpublished"


@transaction.atomic
def _begin(pk: int) -> str:
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=pk, approved_go_live_at__lt=clock.now())
        .first()
    )
    if revision is None:
        return "done"
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        # What cannot be published now would fail every minute: it waits as a draft again.
        logger.warning("Scheduled revision %s cannot be published: %s", pk, error)
        Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
        audit.record(revision.content_object, "courses.page.refused", actor=None)
        return "refused"
    return "published"
