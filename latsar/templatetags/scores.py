"""How problems in a sheet of scores are said."""

from django import template

from latsar.domain.score_rows import RowFault

register = template.Library()


@register.filter
def score_fault(fault: RowFault) -> str:
    """Say what must be corrected in a row."""
    reason = ""
    if fault.reason is not None:
        reason = str(fault.reason.label) % {"text": fault.text}
    words = str(fault.fault.label) % {"reason": reason}
    return f"{fault.code}: {words}" if fault.code else words
