"""Background work of Latsar: mentors' links and frozen policies, repaired by sweeps."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task


@shared_task(
    name="latsar.send_mentor_link",
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=45,
    time_limit=60,
)
def send_mentor_link(*, link_id: int, **_kwargs: Any) -> None:
    from latsar.services import mentor_links

    mentor_links.send_link(link_id=link_id)


@shared_task(name="latsar.sweep_mentor_links", soft_time_limit=45, time_limit=60)
def sweep_mentor_links(**_kwargs: Any) -> None:
    from latsar.services import mentor_links

    mentor_links.sweep_links()


@shared_task(name="latsar.freeze_policies", soft_time_limit=45, time_limit=60)
def freeze_policies(**_kwargs: Any) -> None:
    from latsar.services import schemes

    schemes.freeze_started()
