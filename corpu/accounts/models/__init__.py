"""Facts about people and agencies."""

from corpu.accounts.models.agency import Agency, AgencyAlias
from corpu.accounts.models.user import User

__all__ = ["Agency", "AgencyAlias", "User"]
