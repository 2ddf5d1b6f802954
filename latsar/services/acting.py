"""Writes the audit log for whoever acts, with or without an account."""

from typing import Any

from django.db import models

from corpu.accounts.models import User
from corpu.core import audit
from latsar.domain.actors import Actor


def record_by(actor: Actor, instance: models.Model, action: str, **data: Any) -> None:
    """Log `action` with the role and name of who acted; a mentor has no account to name."""
    user = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    audit.record(instance, action, actor=user, by=actor.as_log(), **data)
