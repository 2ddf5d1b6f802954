"""allauth's decisions that are ours: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from rosters and staff, not from a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
