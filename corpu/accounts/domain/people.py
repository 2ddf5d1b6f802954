"""What is known about a person when it comes from outside: a roster row, a form, a demo."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from corpu.accounts.enums import PersonKind


@dataclass(frozen=True, slots=True)
class PersonData:
    """A person as another source describes them; NIP and e-mail may each be missing."""

    full_name: str
    nip: str | None = None
    email: str | None = None
    title_before: str = ""
    title_after: str = ""
    kind: str = PersonKind.OTHER.value
    rank: str = ""
    post: str = ""
    agency_id: int | None = None
    sex: str = ""
    religion: str = ""
    birth_place: str = ""
    birth_date: dt.date | None = None
    phone: str = ""

    def as_stored(self) -> dict[str, Any]:
        """Return the fields as the database keeps them: no empty NIP, e-mail in lower case."""
        stored = {field.name: getattr(self, field.name) for field in fields(self)}
        stored["nip"] = self.nip or None
        stored["email"] = (self.email or "").strip().lower() or None
        return stored
