"""One way to write the audit log: who did what to which object, with before, after and reason."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from wagtail.log_actions import log


def record(
    instance: models.Model, action: str, *, actor: AbstractBaseUser | None, **data: Any
) -> None:
    """Log `action` (registered in a `wagtail_hooks` module) on a stored instance.

    `data` must be JSON; NIP, answers and secrets do not belong into it.
    """
    log(instance=instance, action=action, user=actor, data=data or None)
