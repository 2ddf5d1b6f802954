"""allauth's decisions that are ours: nobody signs up alone, and a NIP may be typed with spaces."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from corpu.accounts.domain.nip import NotANip, nip_digits
from corpu.accounts.models import User

_WRONG_LOGIN = _("This e-mail or NIP and password do not belong together.")
# allauth greets by the user name, which here is the NIP.
_SILENT_MESSAGES = {"account/messages/logged_in.txt"}


class LoginBackend(AuthenticationBackend):
    """allauth's backend, which learns with the person whether there is any right to look up.

    Most people who learn have none; asking for each of them again costs two queries a page.
    """

    def get_user(self, user_id: int) -> User | None:
        person: User | None = (
            User.objects.annotate(
                may_have_rights=Exists(User.groups.through.objects.filter(user=OuterRef("pk")))
                | Exists(User.user_permissions.through.objects.filter(user=OuterRef("pk")))
            )
            .filter(pk=user_id)
            .first()
        )
        return person if person is not None and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_superuser and not getattr(user_obj, "may_have_rights", True):
            return set()
        permissions: set[str] = super().get_all_permissions(user_obj, obj)
        return permissions


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from rosters and staff, not from a sign-up form."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG_LOGIN,
        "email_password_mismatch": _WRONG_LOGIN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Try the credentials, with a NIP as it is stored, however it is typed.

        Failed attempts are counted under the same key for every way of typing.
        """
        if "username" in credentials:
            credentials["username"] = _as_stored(credentials["username"])
        return super().authenticate(request, **credentials)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if message_template not in _SILENT_MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)


def display_name(user: AbstractBaseUser) -> str:
    """Return what allauth calls a person in its pages and mails (`ACCOUNT_USER_DISPLAY`)."""
    return str(user)


def _as_stored(login: str) -> str:
    try:
        return nip_digits(login)
    except NotANip:
        return login
