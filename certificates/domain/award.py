"""What the rooms above hand over when somebody has earned a document."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the second page; `jp` is None where no official figure is known."""

    agenda: str
    title: str
    jp: int | None


@dataclass(frozen=True, slots=True)
class Award:
    """The facts one certificate will carry for good, as they are now.

    `cause` names what it is issued for (such as ``enrolment:17``); a second award with the same
    cause leads to the same certificate. `collection` names the batch, such as a cohort's slug.
    `jp` and the subjects' `jp` hold official figures only (1 JP is 45 minutes).
    """

    cause: str
    kind: str
    collection: str
    recipient_id: int | None
    name: str
    nip: str
    birth_place: str
    birth_date: dt.date | None
    rank: str
    post: str
    agency: str
    programme: str
    regulation: str
    cohort: str
    place: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    completed_on: dt.date
    jp: int | None
    subjects: tuple[Subject, ...]
