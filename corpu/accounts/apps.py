"""People and agencies: users, login, invitation, roles."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "corpu.accounts"
    label = "accounts"
    verbose_name = _("People and agencies")

    def ready(self) -> None:
        # Wagtail reads this name when it builds its addresses; its own section cannot hold a
        # person of ours and would let everyone with `change_user` make administrators.
        users = apps.get_app_config("wagtailusers")
        users.user_viewset = "corpu.accounts.viewsets.access.AccessViewSet"
