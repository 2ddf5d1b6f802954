"""What a roster row means: the rule, without a database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.accounts.domain.people import PersonData
from courses.domain.agency_candidates import agency_candidates
from courses.domain.roster import AgencyMatch, KnownPerson, Place, RosterFacts, judge
from courses.domain.roster_rows import Remark, RosterRow, note, problem
from courses.enums import RosterField, RosterNote, RosterProblem, RowVerdict

NEW, KNOWN, CHANGED, PROBLEM = (
    RowVerdict.NEW,
    RowVerdict.KNOWN,
    RowVerdict.CHANGED,
    RowVerdict.PROBLEM,
)
SERANG = {"Kota Serang": AgencyMatch(9)}
HERE = Place("Angkatan I Tahun 2019", is_target=True)
ELSEWHERE = Place("Angkatan II Tahun 2019", is_target=False)


def nip(number):
    return f"199508172024032{number:03d}"


def row(number=1, **person):
    data = PersonData(
        **{
            "full_name": f"Orang {number}",
            "nip": nip(number),
            "email": f"orang.{number}@contoh.example",
            "kind": "cpns",
            "rank": "III/a",
            **person,
        }
    )
    return RosterRow(number + 2, data.nip or "", data.full_name, data, "Kota Serang")


def known(number=1, *, has_password=False, **person):
    data = replace(row(number).person, **{"agency_id": 9, **person})
    return KnownPerson(number, f"Orang {number}, S.E.", data, has_password=has_password)


def facts(*people, places=None, free=None, agencies=None):
    return RosterFacts(
        by_nip={person.data.nip: person for person in people if person.data.nip},
        by_email={person.data.email: person for person in people if person.data.email},
        places=places or {},
        agencies=SERANG if agencies is None else agencies,
        free=free,
    )


def verdicts(judged):
    return [row.verdict for row in judged]


def only(judged):
    (found,) = judged
    return found


def test_unknown_person_is_new_with_the_agency_found():
    found = only(judge([row()], facts()))

    assert (found.verdict, found.person.agency_id, found.known_id) == (NEW, 9, None)
    assert found.remarks == ()


def test_row_with_a_problem_stays_a_problem_and_keeps_its_remarks():
    doubtful = replace(row(), remarks=(problem(RosterProblem.MISSING, RosterField.NAME),))

    found = only(judge([doubtful], facts(known(), places={1: (HERE,)})))

    assert (found.verdict, found.remarks) == (PROBLEM, doubtful.remarks)


# --- known people ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "verdict", "remarks"),
    [
        ((), NEW, (note(RosterNote.HAS_ACCOUNT),)),
        ((HERE,), KNOWN, ()),
        ((ELSEWHERE, HERE), KNOWN, ()),
        (
            (ELSEWHERE,),
            PROBLEM,
            (problem(RosterProblem.ENROLLED_ELSEWHERE, cohort=ELSEWHERE.cohort),),
        ),
        ((replace(ELSEWHERE, is_closed=True),), NEW, (note(RosterNote.HAS_ACCOUNT),)),
        ((replace(ELSEWHERE, is_withdrawn=True),), NEW, (note(RosterNote.HAS_ACCOUNT),)),
        (
            (replace(HERE, is_withdrawn=True),),
            KNOWN,
            (note(RosterNote.WITHDRAWN, cohort=HERE.cohort),),
        ),
        ((replace(HERE, is_withdrawn=True), HERE), KNOWN, ()),
        ((replace(HERE, is_closed=True),), KNOWN, ()),
    ],
)
def test_known_person_by_where_they_are_enrolled(places, verdict, remarks):
    found = only(judge([row()], facts(known(), places={1: places})))

    assert (found.verdict, found.remarks, found.known_id) == (verdict, remarks, 1)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ({}, {}, ()),
        ({"rank": "II/c"}, {}, (RosterField.RANK,)),
        ({"agency_id": 3}, {}, (RosterField.AGENCY,)),
        ({"full_name": "Lama", "title_after": "S.E."}, {}, (RosterField.NAME,)),
        ({"title_before": "Dr."}, {}, (RosterField.NAME,)),
        ({"email": "lama@contoh.example"}, {}, (RosterField.EMAIL,)),
        ({"email": None}, {}, (RosterField.EMAIL,)),
        ({"kind": "cpns"}, {"kind": "pppk"}, (RosterField.KIND,)),
        ({"kind": "pns"}, {"kind": "cpns"}, ()),
        ({"kind": "pns"}, {"kind": "pppk"}, (RosterField.KIND,)),
        ({"post": "Guru", "phone": "08"}, {"post": "", "phone": ""}, ()),
        ({"email": "tetap@contoh.example"}, {"email": None}, ()),
    ],
)
def test_changes_of_a_known_person(old, new, fields):
    found = only(judge([row(**new)], facts(known(**old), places={1: (HERE,)})))

    assert (found.verdict, found.changed) == (CHANGED if fields else KNOWN, fields)
    named = {"fields": ",".join(fields)} if fields else None
    assert found.remarks == ((note(RosterNote.CHANGES, **named),) if named else ())


def test_empty_cells_take_nothing_away():
    found = only(judge([row(rank="II/c", email=None)], facts(known(post="Guru"))))

    assert (found.person.rank, found.person.post) == ("II/c", "Guru")
    assert found.person.email == "orang.1@contoh.example"


def test_new_enrolment_of_a_known_person_names_what_changes():
    found = only(judge([row(rank="II/c")], facts(known())))

    assert found.verdict == NEW
    assert [remark.code for remark in found.remarks] == [RosterNote.HAS_ACCOUNT, RosterNote.CHANGES]


def test_login_of_who_has_a_password_is_not_changed_by_a_file():
    person = known(has_password=True, email="lama@contoh.example")

    found = only(judge([row()], facts(person, places={1: (HERE,)})))

    assert (found.verdict, found.person.email) == (KNOWN, "lama@contoh.example")
    assert found.remarks == (note(RosterNote.EMAIL_KEPT, RosterField.EMAIL),)


def test_missing_email_matters_only_while_none_is_known():
    silent = replace(row(email=None), remarks=(note(RosterNote.NO_EMAIL, RosterField.EMAIL),))

    assert only(judge([silent], facts(known()))).remarks == (note(RosterNote.HAS_ACCOUNT),)
    assert (
        only(judge([silent], facts(known(email=None)))).remarks
        == (
            note(RosterNote.HAS_ACCOUNT),
            *silent.remarks,
        )[::-1]
    )
    assert only(judge([silent], facts())).remarks == silent.remarks


# --- duplicates -----------------------------------------------------------------------------------


def test_same_nip_twice_makes_the_second_row_the_problem():
    judged = judge([row(1), row(2), row(3, nip=nip(1))], facts())

    assert verdicts(judged) == [NEW, NEW, PROBLEM]
    assert judged[2].remarks == (problem(RosterProblem.DUPLICATE_NIP, RosterField.NIP, row=3),)


def test_same_email_with_another_nip_makes_the_second_row_the_problem():
    judged = judge([row(1), row(2, email=row(1).person.email)], facts())

    assert verdicts(judged) == [NEW, PROBLEM]
    assert judged[1].remarks == (problem(RosterProblem.DUPLICATE_EMAIL, RosterField.EMAIL, row=3),)


def test_missing_nip_and_email_are_no_duplicates():
    rows = [replace(row(n, nip=None, email=None), nip="") for n in (1, 2)]

    assert [r.remarks for r in judge(rows, facts())] == [(), ()]


def test_email_of_somebody_else_is_a_problem():
    owner = known(2, email=row(1).person.email)

    found = only(judge([row(1)], facts(owner)))

    taken = problem(RosterProblem.EMAIL_TAKEN, RosterField.EMAIL, name="Orang 2, S.E.")
    assert (found.verdict, found.remarks) == (PROBLEM, (taken,))


# --- agency ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("match", "remark"),
    [
        (
            AgencyMatch(None),
            problem(RosterProblem.AGENCY_UNKNOWN, RosterField.AGENCY, found="Kota Serang"),
        ),
        (
            AgencyMatch(None, ("Kota Serang", "Kabupaten Serang")),
            problem(
                RosterProblem.AGENCY_UNCLEAR,
                RosterField.AGENCY,
                found="Kota Serang",
                candidates="Kota Serang, Kabupaten Serang",
            ),
        ),
    ],
)
def test_agency_that_is_not_one_is_a_problem(match, remark):
    found = only(judge([row()], facts(agencies={"Kota Serang": match})))

    assert (found.verdict, found.remarks) == (PROBLEM, (remark,))


def test_candidates_share_a_telling_word():
    names = [
        ("kabupaten serang", "Pemerintah Kabupaten Serang"),
        ("kota serang", "Pemerintah Kota Serang"),
        ("kota cilegon", "Pemerintah Kota Cilegon"),
    ]

    assert agency_candidates("serang", names) == (
        "Pemerintah Kabupaten Serang",
        "Pemerintah Kota Serang",
    )
    assert agency_candidates("kota bogor", names) == ()


# --- places ---------------------------------------------------------------------------------------


def test_nobody_beyond_the_free_places_is_new():
    people = (known(1), known(2, rank="II/c"))
    rows = [row(number) for number in range(1, 6)]

    judged = judge(rows, facts(*people, places={1: (HERE,), 2: (HERE,)}, free=2))

    assert verdicts(judged) == [KNOWN, CHANGED, NEW, NEW, PROBLEM]
    assert judged[4].remarks == (
        Remark(RosterProblem.NO_PLACE, None, (("needed", 3), ("free", 2))),
    )


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["a", "b", None])), max_size=25),
    st.none() | st.integers(0, 6),
)
def test_every_row_gets_one_verdict_and_nobody_is_new_twice(pairs, free):
    rows = [
        replace(row(number, email=mail and f"{mail}@contoh.example"), number=index)
        for index, (number, mail) in enumerate(pairs, start=3)
    ]

    judged = judge(rows, facts(free=free))

    new = [found.nip for found in judged if found.verdict == NEW]
    assert [found.number for found in judged] == [found.number for found in rows]
    assert len(new) == len(set(new))
    assert free is None or len(new) <= free
