"""Addresses of the account area beside allauth; they come before allauth's own."""

from django.urls import path
from django.views.generic import RedirectView

from corpu.accounts.views.account import account
from corpu.accounts.views.invitations import invitation_accept

app_name = "accounts"
urlpatterns = [
    path("", account, name="account"),
    path("undangan/<uidb64>/<token>/", invitation_accept, name="invitation-accept"),
    # Staff keep the address: a self-chosen one could take over somebody else's enrolment.
    path("email/", RedirectView.as_view(pattern_name="accounts:account"), name="email-closed"),
]
