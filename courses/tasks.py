"""Background work of courses: hand in what is overdue, publish, forget old uploads, warn."""

from smtplib import SMTPException
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


@shared_task(name="courses.sweep_absence_warnings", soft_time_limit=100, time_limit=120)
def sweep_absence_warnings(**_kwargs: Any) -> None:
    """Find who comes close to a limit of absence, and hand out the mails; safe to run twice."""
    from courses.services import absence_warnings

    absence_warnings.sweep_absence_warnings()


@shared_task(
    name="courses.send_absence_warning",
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=45,
    time_limit=60,
)
def send_absence_warning(*, enrolment_id: int, **_kwargs: Any) -> None:
    from courses.services import absence_warnings

    absence_warnings.send_absence_warning(enrolment_id=enrolment_id)


@shared_task(
    name="courses.tell_organisers_of_absence",
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=45,
    time_limit=60,
)
def tell_organisers_of_absence(*, cohort_id: int, **_kwargs: Any) -> None:
    from courses.services import absence_warnings

    absence_warnings.tell_organisers(cohort_id=cohort_id)
