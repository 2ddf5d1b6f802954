"""One way to write the audit log: who did what to which object, with before, after and reason."""

from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.log_actions import log

if TYPE_CHECKING:
    from corpu.accounts.models import User


def record(
    instance: models.Model, action: str, *, actor: "User | None", **data: Any
) -> None:
    """Log `action` (registered in a `wagtail_hooks` module) on a stored instance.

    `data` must be JSON; NIP, answers and secrets do not belong into it.
    """
    log(instance=instance, action=action, user=actor, data=data or None)
