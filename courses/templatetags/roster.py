"""The words of a roster's remarks, for the screen and the command alike."""

from django import template

from courses.domain.roster_rows import Remark
from courses.enums import RosterField

register = template.Library()


@register.filter
def remark_text(remark: Remark) -> str:
    """Say a remark: the field it is about, what is wrong, what to do."""
    parameters = dict(remark.parameters)
    if isinstance(listed := parameters.get("fields"), str):
        labels = (str(RosterField(value).label) for value in listed.split(","))
        parameters["fields"] = ", ".join(labels)
    text = str(remark.code.label)
    # Labels without parameters may contain a percent sign of their own.
    text = text % parameters if parameters else text
    return f"{remark.field.label}: {text}" if remark.field else text
