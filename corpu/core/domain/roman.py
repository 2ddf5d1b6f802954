"""Roman numerals, as cohorts and document numbers use them."""

_NUMERALS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
MAX_ROMAN = 3999


def to_roman(number: int) -> str:
    """Write 1–3999 in Roman numerals; other numbers raise ValueError."""
    if not 1 <= number <= MAX_ROMAN:
        raise ValueError(f"{number} has no Roman numeral")
    parts = []
    for value, letters in _NUMERALS:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)
