"""Wagtail's own account page and login, fitted to people who log in at one door only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import RedirectView
from wagtail.admin.views.account import (
    AccountView,
    ChangePasswordPanel,
    NameEmailSettingsPanel,
)

ACCESS = "wagtailadmin.access_admin"


class AdminAccountView(AccountView):
    """Preferences of the admin; name and password have their places elsewhere."""

    def get_panels(self) -> list[Any]:
        elsewhere = (NameEmailSettingsPanel, ChangePasswordPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]


class OneDoor(RedirectView):
    """Sends Wagtail's login to the site's own, which counts failed attempts.

    Who is logged in and no staff would be sent back and forth for ever: nothing is here for them.
    """

    pattern_name = "account_login"
    query_string = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm(ACCESS):
            raise Http404
        return super().get(request, *args, **kwargs)


class OneReset(RedirectView):
    """Sends Wagtail's password reset to the site's own."""

    pattern_name = "account_reset_password"

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str | None:
        return super().get_redirect_url()
