"""How cohorts are numbered: an integer, a display style and the year."""

from corpu.core.domain.roman import MAX_ROMAN, to_roman


def cohort_number(number: int, style: str) -> str:
    """Write a cohort's number in its style; beyond Roman numerals it is written in digits."""
    return to_roman(number) if style == "roman" and number <= MAX_ROMAN else str(number)
