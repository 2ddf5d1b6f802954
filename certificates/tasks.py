"""Background work of documents: render one, and repair what lost messages left out."""

import datetime as dt
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_ready

# Seconds before the second, third and fourth attempt.
RETRY_DELAYS = (2, 10, 30)


@shared_task(
    bind=True,
    name="certificates.render",
    time_limit=60,
    soft_time_limit=50,
    max_retries=len(RETRY_DELAYS),
)
def render(self: Task, *, certificate_id: int, **_kwargs: Any) -> None:
    """Make the file of one certificate; a final failure is a state on the row."""
    from certificates.services import rendering

    try:
        rendering.render(certificate_id=certificate_id)
    except Exception as error:
        if not rendering.note_failure(certificate_id=certificate_id, error=error):
            raise
        delay = RETRY_DELAYS[min(self.request.retries, len(RETRY_DELAYS) - 1)]
        raise self.retry(exc=error, countdown=delay) from error


@shared_task(name="certificates.sweep", time_limit=60, soft_time_limit=50)
def sweep(*, min_age: float | None = None, **_kwargs: Any) -> None:
    """Queue again what has waited longer than `min_age` seconds (None: the usual patience)."""
    from certificates.services import rendering

    patience = rendering.PATIENCE if min_age is None else dt.timedelta(seconds=min_age)
    rendering.sweep(min_age=patience)


@worker_ready.connect
def sweep_when_ready(**_kwargs: Any) -> None:
    """Repair what the worker before this one took from the queue and did not finish.

    As a message, so that it comes after those that are still in the queue: what is owed when its
    turn comes was lost with the last worker, or is harmless to be told twice.
    """
    sweep.delay(min_age=0)
