"""Document numbers: a template of tokens, filled with serial, date and kind."""

import datetime as dt
import string

from corpu.core.domain.roman import to_roman

TOKENS = ("serial", "month", "roman_month", "year", "kind")
# Without these two a number would come back in the same or in the next year.
REQUIRED_TOKENS = frozenset({"serial", "year"})


class BadNumberTemplate(ValueError):
    """The template cannot be read."""


class UnknownToken(BadNumberTemplate):
    """The template names a token that does not exist."""

    def __init__(self, token: str) -> None:
        super().__init__(f"unknown token {{{token}}}; known are {', '.join(TOKENS)}")
        self.token = token


class MissingToken(BadNumberTemplate):
    """The template leaves out a token without which numbers would repeat."""

    def __init__(self, token: str) -> None:
        super().__init__(f"the template needs the token {{{token}}}")
        self.token = token


def check_template(template: str) -> None:
    """Raise a BadNumberTemplate when `template` cannot number documents."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise BadNumberTemplate(str(error)) from error
    for name in names:
        if name not in TOKENS:
            raise UnknownToken(name)
    for name in sorted(REQUIRED_TOKENS.difference(names)):
        raise MissingToken(name)


def number_text(template: str, *, serial: int, on: dt.date, kind: str) -> str:
    """Write the number of the `serial`-th document of its kind and year."""
    check_template(template)
    try:
        return template.format(
            serial=serial,
            month=on.month,
            roman_month=to_roman(on.month),
            year=on.year,
            kind=kind,
        )
    except (ValueError, KeyError) as error:
        raise BadNumberTemplate(str(error)) from error
