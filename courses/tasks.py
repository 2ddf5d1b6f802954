"""Background work of courses: hand in what is overdue, publish, forget old uploads."""

from typing import Any

from celery import shared_task


@shared_task(name="courses.hand_in_overdue", time_limit=100, soft_time_limit=90)
def hand_in_overdue(**_kwargs: Any) -> None:
    """Hand in the attempts whose time is up; safe to run twice, and at the same time."""
    from courses.services import attempts

    attempts.hand_in_overdue()


@shared_task(name="courses.publish_scheduled", soft_time_limit=100, time_limit=120)
def publish_scheduled(**_kwargs: Any) -> None:
    from courses.services import schedule

    schedule.publish_scheduled()


@shared_task(name="courses.forget_uploads", soft_time_limit=280, time_limit=300)
def forget_uploads(**_kwargs: Any) -> None:
    """Delete uploaded files that nobody imported; safe to run twice."""
    from courses.services import upload_sweeps

    upload_sweeps.forget_uploads()
