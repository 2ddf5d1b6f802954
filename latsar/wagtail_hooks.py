"""What the packaged curricula add to the Wagtail admin: the words of their log entries."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the log actions of the load."""
    actions.register_action(
        "latsar.programme.created", _("Load programme"), _("Loaded from the package")
    )
    actions.register_action(
        "latsar.programme.updated", _("Update programme"), _("Updated from the package")
    )
