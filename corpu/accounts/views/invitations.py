"""The page behind an invitation link: choose a password and be logged in."""

from http import HTTPStatus

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from corpu.accounts.forms.invitation import FirstPasswordForm
from corpu.accounts.queries.invitations import find_invited, invitation_path
from corpu.accounts.services.invitations import InvitationUsed, accept_invitation

_SESSION_KEY = "accounts.invitation_token"
# Stands in the address in the token's place, which would leak by referer and history.
_TOKEN_IN_SESSION = "kata-sandi"  # noqa: S105  a word of the address, no secret


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Let an invited person set a password; opening the link alone uses nothing up."""
    in_session = token == _TOKEN_IN_SESSION
    secret = request.session.get(_SESSION_KEY, "") if in_session else token
    person = find_invited(uidb64, secret)
    if person is None:
        return _gone(request)
    if not in_session:
        request.session[_SESSION_KEY] = token
        return redirect(invitation_path(person, token=_TOKEN_IN_SESSION))
    form = FirstPasswordForm(person, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/invitation_accept.html", {"person": person, "form": form})
    try:
        person = accept_invitation(user=person, password=form.cleaned_data["new_password1"])
    except InvitationUsed:
        return _gone(request)
    del request.session[_SESSION_KEY]
    return perform_login(request, person)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=HTTPStatus.GONE)
