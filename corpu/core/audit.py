"""One way to write the audit log: who did what to which object, with before, after and reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from corpu.core import clock


def record(
    instance: models.Model, action: str, *, actor: AbstractBaseUser | None, **data: Any
) -> None:
    """Log `action` (registered in a `wagtail_hooks` module) on a stored instance.

    `data` must be JSON; NIP, answers and secrets do not belong into it.
    """
    log(instance=instance, action=action, user=actor, data=data or None)


def record_all(
    instances: Sequence[models.Model],
    action: str,
    *,
    actor: AbstractBaseUser | None,
    data: Sequence[dict[str, Any]] | None = None,
) -> None:
    """Log `action` on many stored instances of one model, in one query per 200 of them.

    `data` has one entry per instance; what `record` says of its content holds here too.
    """
    if not instances:
        return
    content_type = ContentType.objects.get_for_model(instances[0])
    moment = clock.now()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(instance.pk),
                label=str(instance),
                action=action,
                timestamp=moment,
                user=actor,
                data=entry,
                content_changed=False,
                deleted=False,
            )
            for instance, entry in zip(instances, data or [{}] * len(instances), strict=True)
        ],
        batch_size=200,
    )
