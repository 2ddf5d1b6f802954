"""StreamField blocks of a course page: its objectives, and how it is assessed."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LineBlock(blocks.CharBlock):
    """One line; to migrations it stays plain text, only the words of the picker are ours."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        _path, arguments, options = super().deconstruct()
        return "wagtail.blocks.CharBlock", arguments, options


class ObjectiveBlock(LineBlock):
    """What people can do after the course."""

    class Meta:
        icon = "check"
        description = _("One thing people can do after the course, in one sentence.")

    def get_preview_value(self) -> str:
        return gettext("Find the offices that a citizen visits for one affair.")


class AssessmentBlock(LineBlock):
    """One way in which learning is assessed."""

    class Meta:
        icon = "list-ol"
        description = _("One way in which learning is assessed, in one sentence.")

    def get_preview_value(self) -> str:
        return gettext("A quiz at the end of the course.")
