"""Invitation links: who one belongs to, and who still waits for one."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, urlsafe_base64_decode, urlsafe_base64_encode

from corpu.accounts.models import User
from corpu.core import clock


class InvitationTokens(PasswordResetTokenGenerator):
    """Single-use tokens: setting a password, changing the e-mail or time makes one worthless."""

    key_salt = "corpu.accounts.invitation"

    def check_token(self, user: AbstractBaseUser | None, token: str | None) -> bool:
        """Check a token; unlike Django's, its age is measured in `INVITATION_DAYS`."""
        if user is None or not token:
            return False
        try:
            made_at = base36_to_int(token.partition("-")[0])
        except ValueError:
            return False
        age = self._num_seconds(self._now()) - made_at
        days = dt.timedelta(seconds=age) / dt.timedelta(days=1)
        return 0 <= days <= settings.INVITATION_DAYS and self._is_genuine(user, made_at, token)

    def _is_genuine(self, user: Any, made_at: int, token: str) -> bool:
        return any(
            constant_time_compare(self._make_token_with_timestamp(user, made_at, secret), token)
            for secret in (self.secret, *self.secret_fallbacks)
        )

    def _now(self) -> dt.datetime:
        return timezone.make_naive(clock.now())


invitation_tokens = InvitationTokens()


def invitation_path(user: User, *, token: str = "") -> str:
    """Return the path of a person's invitation, with a fresh token unless one is given."""
    return reverse(
        "accounts:invitation-accept",
        kwargs={
            "uidb64": urlsafe_base64_encode(str(user.pk).encode()),
            "token": token or invitation_tokens.make_token(user),
        },
    )


def find_invited(uidb64: str, token: str) -> User | None:
    """Return the active person whom a link invites, or `None` when it is used, expired or wrong."""
    try:
        user = User.objects.get(pk=int(urlsafe_base64_decode(uidb64)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if invitation_tokens.check_token(user, token) else None


def due_invitations() -> QuerySet[User]:
    """Return people whose invitation is owed, the longest waiting first."""
    return User.objects.filter(invitation_due_at__isnull=False, is_active=True).order_by(
        "invitation_due_at", "pk"
    )
