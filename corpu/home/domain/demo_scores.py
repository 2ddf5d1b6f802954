"""The scores of the demonstration: plausible, close between raters, the same every time."""

from decimal import Decimal

from corpu.home.domain.demo_plan import draw

# Components of the scheme of 2018, by the roles in the demonstration that rate them.
QUIZ_COMPONENT = "AK"
SCORED_TITLE = "Kuis Whole of Government"
EXTERNAL = "TB"
RATED_BY = {
    "SP": ("widyaiswara", "coach"),
    "RA": ("penguji", "coach"),
    "PA": ("penguji", "coach"),
}
ATTENDANCE = (
    ("pimpinan", "Ketua rapat"),
    ("penyelenggara", "Penyelenggara"),
    ("widyaiswara", "Wakil widyaiswara"),
    ("coach", "Coach"),
    ("penguji", "Penguji"),
)
# Everybody has a level of their own; components and raters differ a little from it.
_LOWEST, _RANGE = 7450, 1900
_COMPONENT_RANGE, _RATER_RANGE = 500, 300


def score_of(key: str, component: str, rater: str) -> Decimal:
    """Return what a rater gives the person named by `key`, with two decimals."""
    hundredths = (
        _LOWEST
        + draw(key, "level", _RANGE)
        + draw(key, component, _COMPONENT_RANGE)
        - draw(key, f"{component}:{rater}", _RATER_RANGE)
    )
    return Decimal(hundredths) / 100
