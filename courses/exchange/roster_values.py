"""The cells of a roster row read as values; what cannot be read becomes a problem with a remedy."""

import datetime as dt
import re
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from corpu.accounts.domain.nip import NotANip, nip_digits
from corpu.accounts.enums import PersonKind, Rank, Sex
from corpu.core.exchange.cells import Cell, CellKind
from corpu.core.exchange.written_dates import day_month_year
from courses.domain.roster_rows import Remark, note, problem
from courses.enums import RosterField, RosterNote, RosterProblem

T = TypeVar("T")
Read = tuple[T, tuple[Remark, ...]]

OLDEST = dt.date(1930, 1, 1)
SEXES = {
    **dict.fromkeys(("pria", "l", "lk", "laki laki", "laki", "lelaki", "male", "m"), Sex.MALE),
    **dict.fromkeys(("wanita", "p", "pr", "perempuan", "female", "f", "w"), Sex.FEMALE),
}
KINDS = {
    "cpns": PersonKind.CPNS,
    "calon pns": PersonKind.CPNS,
    "pns": PersonKind.PNS,
    "pppk": PersonKind.PPPK,
    "p3k": PersonKind.PPPK,
    "asn pppk": PersonKind.PPPK,
}
RANK_NAMES = {label.rpartition(" (")[0].casefold(): Rank(value) for value, label in Rank.choices}

_EXPONENT = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
_RANK = re.compile(r"\b(I{1,3}|IV)\s?[/.\- ]?\s?([A-E])\b", re.IGNORECASE)
_PPPK_RANK = re.compile(r"[IVX]+", re.IGNORECASE)
NIP_LENGTH = 18
# What a spreadsheet keeps of a number: fifteen digits, then zeros.
KEPT_DIGITS = 15
PHONE_LENGTH = 20


def read_text(
    cell: Cell, field: RosterField, limit: int, *, is_required: bool = False
) -> Read[str]:
    """Read text of at most `limit` characters."""
    if cell.kind == CellKind.FORMULA:
        return "", (problem(RosterProblem.FORMULA, field),)
    if is_required and not cell.text:
        return "", (problem(RosterProblem.MISSING, field),)
    if len(cell.text) > limit:
        return cell.text, (problem(RosterProblem.TOO_LONG, field, limit=limit),)
    return cell.text, ()


def read_identity(cell: Cell) -> Read[str]:
    """Read the 18 digits of a NIP; a number cell is refused whatever digits it still shows."""
    code, parameters = _identity_fault(cell)
    if code:
        return "", (problem(code, RosterField.NIP, **parameters),)
    return nip_digits(cell.text), ()


def _identity_fault(cell: Cell) -> tuple[RosterProblem | None, dict[str, str | int]]:
    simple = {
        CellKind.EMPTY: RosterProblem.MISSING,
        CellKind.FORMULA: RosterProblem.FORMULA,
        CellKind.NUMBER: RosterProblem.NIP_NUMBER,
        CellKind.DATE: RosterProblem.NIP_NUMBER,
    }
    if cell.kind in simple:
        return simple[cell.kind], {}
    found = cell.text
    try:
        digits = nip_digits(found)
    except NotANip:
        return _not_a_nip(found)
    # Serial numbers begin at 001: three zeros are what rounding leaves of eighteen digits.
    if digits.endswith("0" * (NIP_LENGTH - KEPT_DIGITS)):
        return RosterProblem.NIP_LOST_DIGITS, {"found": found}
    return None, {}


def _not_a_nip(found: str) -> tuple[RosterProblem, dict[str, str | int]]:
    if _EXPONENT.fullmatch(found.replace(" ", "")):
        return RosterProblem.NIP_LOST_DIGITS, {"found": found}
    digits = re.sub(r"[\s.,\-'\u2018\u2019]", "", found)
    if not (digits.isascii() and digits.isdigit()):
        return RosterProblem.NIP_LETTERS, {"found": found[:40]}
    if KEPT_DIGITS <= len(digits) < NIP_LENGTH:
        return RosterProblem.NIP_LOST_DIGITS, {"found": found}
    return RosterProblem.NIP_LENGTH, {"found": found[:40], "count": len(digits)}


def read_birth_date(cell: Cell, today: dt.date) -> Read[dt.date | None]:
    """Read a date cell, or a date written day first, year first or with the month's name."""
    field = RosterField.BIRTH_DATE
    refused = {
        CellKind.FORMULA: RosterProblem.FORMULA,
        CellKind.NUMBER: RosterProblem.DATE_NUMBER,
    }
    if cell.kind in refused:
        return None, (problem(refused[cell.kind], field),)
    if isinstance(cell.value, dt.datetime):
        return _possible(cell.value.date(), cell.value.strftime("%d-%m-%Y"), today)
    return _read_written_date(cell.text, today) if cell.text else (None, ())


def _read_written_date(text: str, today: dt.date) -> Read[dt.date | None]:
    field = RosterField.BIRTH_DATE
    numbers = day_month_year(text)
    if numbers is None:
        return None, (problem(RosterProblem.DATE_UNREADABLE, field, found=text[:40]),)
    day, month, year = numbers
    try:
        return _possible(dt.date(year, month, day), text, today)
    except ValueError:
        return None, (problem(RosterProblem.DATE_IMPOSSIBLE, field, found=text),)


def _possible(day: dt.date, found: str, today: dt.date) -> Read[dt.date | None]:
    if OLDEST <= day < today:
        return day, ()
    return None, (problem(RosterProblem.DATE_IMPOSSIBLE, RosterField.BIRTH_DATE, found=found),)


def read_email(cell: Cell) -> Read[str | None]:
    """Read an e-mail address; without one the person cannot be invited yet."""
    if cell.kind == CellKind.FORMULA:
        return None, (problem(RosterProblem.FORMULA, RosterField.EMAIL),)
    email = cell.text.removeprefix("mailto:").lower()
    if not email:
        return None, (note(RosterNote.NO_EMAIL, RosterField.EMAIL),)
    try:
        validate_email(email)
    except ValidationError:
        return None, (problem(RosterProblem.EMAIL_INVALID, RosterField.EMAIL, found=email[:60]),)
    return email, ()


def read_phone(cell: Cell) -> Read[str]:
    """Read a phone number; one stored as a number gets the zero back that it lost."""
    if cell.kind == CellKind.NUMBER and isinstance(cell.value, int | float):
        digits = f"{cell.value:.0f}"
        remark = note(RosterNote.PHONE_NUMBER, RosterField.PHONE)
        return (f"0{digits}", (remark,)) if digits.startswith(("8", "2")) else (digits, ())
    text, remarks = read_text(cell, RosterField.PHONE, PHONE_LENGTH)
    return text.lstrip("'"), remarks


def read_sex(cell: Cell) -> Read[Sex | str]:
    """Read the sex as forms write it."""
    text, remarks = read_text(cell, RosterField.SEX, 20)
    if not text:
        return "", remarks
    if sex := SEXES.get(re.sub(r"[\W_]+", " ", text).strip().casefold()):
        return sex, ()
    return "", (_unknown(RosterField.SEX, text, "Pria, Wanita"),)


def read_kind(cell: Cell) -> Read[PersonKind | None]:
    """Read the kind of employment as written; an empty cell says nothing."""
    text, remarks = read_text(cell, RosterField.KIND, 40)
    if not text:
        return None, remarks
    if kind := KINDS.get(re.sub(r"[\W_]+", " ", text).strip().casefold()):
        return kind, ()
    return None, (_unknown(RosterField.KIND, text, "CPNS, PNS, PPPK"),)


def read_rank(cell: Cell, name_cell: Cell, *, is_pppk: bool) -> Read[Rank | str]:
    """Read golongan/ruang, from the name of the rank where golongan is empty."""
    text, remarks = read_text(cell, RosterField.RANK, 60)
    name, name_remarks = read_text(name_cell, RosterField.RANK_NAME, 60)
    if remarks or name_remarks:
        return "", remarks + name_remarks
    named = RANK_NAMES.get(name.casefold().replace("tingkat", "tk."))
    if not text:
        return named or "", ()
    if is_pppk and _PPPK_RANK.fullmatch(text):
        return "", (note(RosterNote.RANK_NOT_KEPT, RosterField.RANK, found=text),)
    found = _RANK.search(text)
    value = f"{found[1].upper()}/{found[2].lower()}" if found else ""
    if value not in Rank.values:
        return "", (_unknown(RosterField.RANK, text, "II/c, III/a, III/b, …"),)
    if named and named != value:
        return Rank(value), (
            note(RosterNote.RANK_DIFFERS, RosterField.RANK_NAME, found=name, rank=value),
        )
    return Rank(value), ()


def _unknown(field: RosterField, found: str, allowed: str) -> Remark:
    return problem(RosterProblem.UNKNOWN_VALUE, field, found=found[:40], allowed=allowed)
