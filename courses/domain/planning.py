"""Which facts of a cohort may still be changed, by its state."""

from courses.enums import CohortState

PLAN_FIELDS = (
    "programme",
    "number",
    "year",
    "number_style",
    "starts_on",
    "ends_on",
    "place",
    "capacity",
    "attendance_rule",
)
# What certificates, addresses and all that is pinned rest on once people learn.
PINNED_FIELDS = (
    "programme",
    "number",
    "year",
    "number_style",
    "starts_on",
    "attendance_rule",
)


def fixed_fields(state: str) -> frozenset[str]:
    """Return the facts that may not be changed any more in this state."""
    if state == CohortState.CLOSED:
        return frozenset(PLAN_FIELDS)
    if state == CohortState.RUNNING:
        return frozenset(PINNED_FIELDS)
    return frozenset()
