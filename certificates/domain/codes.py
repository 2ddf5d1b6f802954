"""Verification codes: short enough to type from paper, safe against slips of the hand.

A code is twelve random characters and a check character, all from Crockford's base 32, printed
as ``XXXX-XXXX-XXXX-C``. Each character is an element of the field GF(32); weighted with powers
of a primitive element the thirteen of them add up to zero. Weights are not zero and neighbouring
weights differ, so every wrong character and every swap of two neighbours is noticed.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 12
RANDOM_BITS = 5 * RANDOM_LENGTH
_LENGTH = RANDOM_LENGTH + 1
_GROUP = 4
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
# What people read for a digit of the alphabet, and what they type between the groups.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "\u2010": None, "\u2013": None})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def make_code(random_number: int) -> str:
    """Return the code of `random_number`, which the caller draws from RANDOM_BITS random bits."""
    if not 0 <= random_number < 1 << RANDOM_BITS:
        raise ValueError("a code is made of 60 random bits")
    digits = [(random_number >> shift) & 31 for shift in range(RANDOM_BITS - 5, -1, -5)]
    digits.append(_checksum([*digits, 0]))
    return _printed("".join(ALPHABET[digit] for digit in digits))


def normalise(text: str) -> str:
    """Return `text` as the paper spells it, as far as it can be a code at all."""
    letters = "".join(text.split()).upper().translate(_READ_AS)
    return _printed(letters) if len(letters) == _LENGTH else letters


def is_wellformed(text: str) -> bool:
    """Whether `text`, in any spelling, is a code that could have been given out."""
    digits = [_VALUES.get(letter) for letter in normalise(text).replace("-", "")]
    known = [digit for digit in digits if digit is not None]
    return len(known) == len(digits) == _LENGTH and _checksum(known) == 0


def _printed(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _checksum(digits: list[int]) -> int:
    """Evaluate the digits as a polynomial at x, the primitive element (Horner's scheme)."""
    total = 0
    for digit in digits:
        total <<= 1
        if total & 32:
            total ^= _FIELD_POLYNOMIAL
        total ^= digit
    return total
