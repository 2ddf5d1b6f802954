"""How a NIP is written for reading."""

from django import template

from corpu.accounts.domain.nip import format_nip

register = template.Library()


@register.filter
def grouped_nip(digits: str | None) -> str:
    """Write a NIP as *19950817 202403 2 001*; nothing where there is none."""
    return format_nip(digits or "")
