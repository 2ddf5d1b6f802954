"""Background work about people: invitations, one by one and repaired by a sweep."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task


@shared_task(
    name="accounts.send_invitation",
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=45,
    time_limit=60,
)
def send_invitation(*, user_id: int, **_kwargs: Any) -> None:
    from corpu.accounts.services import invitations

    invitations.send_invitation(user_id=user_id)


@shared_task(name="accounts.sweep_invitations", soft_time_limit=45, time_limit=60)
def sweep_invitations(**_kwargs: Any) -> None:
    from corpu.accounts.services import invitations

    invitations.sweep_invitations()
