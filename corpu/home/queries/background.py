"""What the background worker still owes, over the whole site."""

from dataclasses import dataclass

from certificates.enums import OWED_STATES
from certificates.models import Certificate
from corpu.accounts.queries.invitations import due_invitations


@dataclass(frozen=True, slots=True)
class OwedWork:
    """Numbers of things queued and not done."""

    certificates: int
    invitations: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is owed."""
        return not (self.certificates or self.invitations)


def owed_work() -> OwedWork:
    """Count what the worker still has to do, in two queries."""
    return OwedWork(
        certificates=Certificate.objects.filter(state__in=OWED_STATES).count(),
        invitations=due_invitations().count(),
    )
