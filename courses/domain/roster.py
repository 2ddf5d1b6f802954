"""What each row of a roster means: new, known, changed or a problem, with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from corpu.accounts.domain.people import PersonData
from corpu.accounts.enums import PersonKind
from courses.domain.roster_rows import Remark, RosterRow, note, problem
from courses.enums import RosterField, RosterNote, RosterProblem, RowVerdict

NAME_PARTS = ("title_before", "full_name", "title_after")
# What an organiser calls the parts of a person's record.
_FIELDS = {
    **dict.fromkeys(NAME_PARTS, RosterField.NAME),
    "email": RosterField.EMAIL,
    "kind": RosterField.KIND,
    "rank": RosterField.RANK,
    "post": RosterField.POST,
    "agency_id": RosterField.AGENCY,
    "sex": RosterField.SEX,
    "religion": RosterField.RELIGION,
    "birth_place": RosterField.BIRTH_PLACE,
    "birth_date": RosterField.BIRTH_DATE,
    "phone": RosterField.PHONE,
}
# Identity never changes by a roster; names and kind have rules of their own.
_COMPARED = tuple(
    part.name
    for part in fields(PersonData)
    if part.name not in {"nip", "email", "kind", *NAME_PARTS}
)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is in the database already."""

    id: int
    name: str
    data: PersonData
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A person's enrolment in a cohort of the programme; `is_target` where the roster leads."""

    cohort: str
    is_target: bool
    is_closed: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """What a written agency name may mean: one agency, or several to choose from, or none."""

    id: int | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What the database says about the people of a roster; `free` places, None for no limit."""

    by_nip: Mapping[str, KnownPerson] = field(default_factory=dict)
    by_email: Mapping[str, KnownPerson] = field(default_factory=dict)
    places: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)
    agencies: Mapping[str, AgencyMatch] = field(default_factory=dict)
    free: int | None = None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with its verdict; `person` is what to store, `known_id` whom it is about."""

    number: int
    nip: str
    name: str
    verdict: RowVerdict
    person: PersonData
    known_id: int | None = None
    changed: tuple[RosterField, ...] = ()
    remarks: tuple[Remark, ...] = ()


def judge(rows: Sequence[RosterRow], facts: RosterFacts) -> tuple[JudgedRow, ...]:
    """Judge every row; nothing beyond the free places is new."""
    first_nip: dict[str, RosterRow] = {}
    first_email: dict[str, RosterRow] = {}
    judged = []
    for row in rows:
        repeated = _repeated(row, first_nip, first_email)
        judged.append(_judge_row(row, facts, repeated))
    return _within_places(judged, facts.free)


def _repeated(
    row: RosterRow, first_nip: dict[str, RosterRow], first_email: dict[str, RosterRow]
) -> tuple[Remark, ...]:
    """Name the earlier row with the same NIP, or with the same e-mail and another NIP."""
    nip, email = row.person.nip, row.person.email
    same_nip = first_nip.setdefault(nip, row) if nip else row
    if same_nip is not row:
        return (problem(RosterProblem.DUPLICATE_NIP, RosterField.NIP, row=same_nip.number),)
    same_email = first_email.setdefault(email, row) if email else row
    if same_email is not row:
        return (problem(RosterProblem.DUPLICATE_EMAIL, RosterField.EMAIL, row=same_email.number),)
    return ()


def _judge_row(row: RosterRow, facts: RosterFacts, repeated: tuple[Remark, ...]) -> JudgedRow:
    known = facts.by_nip.get(row.person.nip or "")
    agency = facts.agencies.get(row.agency, AgencyMatch(None))
    remarks = (
        *_still_true(row.remarks, known),
        *repeated,
        *_about_agency(row, agency),
        *_about_email(row, facts, known),
        *_about_places(facts.places.get(known.id, ()) if known else ()),
    )
    judged = JudgedRow(
        number=row.number,
        nip=row.nip,
        name=row.name,
        verdict=RowVerdict.NEW,
        person=replace(row.person, agency_id=agency.id),
        known_id=known.id if known else None,
        remarks=remarks,
    )
    if any(remark.is_problem for remark in remarks):
        return replace(judged, verdict=RowVerdict.PROBLEM)
    return _judge_known(judged, known, facts.places.get(known.id, ())) if known else judged


def _judge_known(judged: JudgedRow, known: KnownPerson, places: tuple[Place, ...]) -> JudgedRow:
    here = [place for place in places if place.is_target]
    if here and all(place.is_withdrawn for place in here):
        # Who has withdrawn comes back by a decision, not because an old list is read again.
        remark = note(RosterNote.WITHDRAWN, cohort=here[0].cohort)
        return _with(judged, RowVerdict.KNOWN, known.data, remark)
    merged, remarks = _merge(known, judged.person)
    changed = _differences(known.data, merged)
    if changed:
        remarks.append(note(RosterNote.CHANGES, fields=",".join(changed)))
    if not here:
        remarks.insert(0, note(RosterNote.HAS_ACCOUNT))
        verdict = RowVerdict.NEW
    else:
        verdict = RowVerdict.CHANGED if changed else RowVerdict.KNOWN
    return replace(_with(judged, verdict, merged, *remarks), changed=changed)


def _with(judged: JudgedRow, verdict: RowVerdict, person: PersonData, *added: Remark) -> JudgedRow:
    remarks = (*judged.remarks, *added)
    return replace(judged, verdict=verdict, person=person, remarks=remarks)


def _merge(known: KnownPerson, read: PersonData) -> tuple[PersonData, list[Remark]]:
    """Put what the roster says over what is known; an empty cell takes nothing away."""
    old, remarks = known.data, []
    new = replace(
        old,
        full_name=read.full_name,
        title_before=read.title_before,
        title_after=read.title_after,
        kind=_merged_kind(old.kind, read.kind),
        **{name: getattr(read, name) or getattr(old, name) for name in _COMPARED},
    )
    if read.email and read.email != old.email:
        if known.has_password:
            remarks.append(note(RosterNote.EMAIL_KEPT, RosterField.EMAIL))
        else:
            new = replace(new, email=read.email)
    return new, remarks


def _merged_kind(old: str, read: str) -> str:
    """A roster takes everyone for CPNS who is not PPPK; that makes no CPNS of a PNS."""
    return old if (old, read) == (PersonKind.PNS, PersonKind.CPNS) else read


def _differences(old: PersonData, new: PersonData) -> tuple[RosterField, ...]:
    found = [field for part, field in _FIELDS.items() if getattr(old, part) != getattr(new, part)]
    return tuple(dict.fromkeys(found))


def _still_true(remarks: tuple[Remark, ...], known: KnownPerson | None) -> tuple[Remark, ...]:
    """Without e-mail in the file a person can be invited whose e-mail is known."""
    if known is None or not known.data.email:
        return remarks
    return tuple(remark for remark in remarks if remark.code != RosterNote.NO_EMAIL)


def _about_agency(row: RosterRow, agency: AgencyMatch) -> tuple[Remark, ...]:
    if not row.agency or agency.id is not None:
        return ()
    found = row.agency[:60]
    if agency.candidates:
        names = ", ".join(agency.candidates)
        code = RosterProblem.AGENCY_UNCLEAR
        return (problem(code, RosterField.AGENCY, found=found, candidates=names),)
    return (problem(RosterProblem.AGENCY_UNKNOWN, RosterField.AGENCY, found=found),)


def _about_email(
    row: RosterRow, facts: RosterFacts, known: KnownPerson | None
) -> tuple[Remark, ...]:
    owner = facts.by_email.get(row.person.email or "")
    if owner is None or (known and owner.id == known.id) or not row.person.nip:
        return ()
    return (problem(RosterProblem.EMAIL_TAKEN, RosterField.EMAIL, name=owner.name),)


def _about_places(places: tuple[Place, ...]) -> tuple[Remark, ...]:
    if any(place.is_target for place in places):
        return ()
    return tuple(
        problem(RosterProblem.ENROLLED_ELSEWHERE, cohort=place.cohort)
        for place in places
        if not (place.is_closed or place.is_withdrawn)
    )


def _within_places(judged: Sequence[JudgedRow], free: int | None) -> tuple[JudgedRow, ...]:
    new = [row for row in judged if row.verdict == RowVerdict.NEW]
    if free is None or len(new) <= free:
        return tuple(judged)
    remark = problem(RosterProblem.NO_PLACE, needed=len(new), free=free)
    beyond = {row.number for row in new[free:]}
    return tuple(
        _with(row, RowVerdict.PROBLEM, row.person, remark) if row.number in beyond else row
        for row in judged
    )
