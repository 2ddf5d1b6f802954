"""People: added in bulk, changed with a record, found by either identity."""

import datetime as dt
import time

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from wagtail.models import ModelLogEntry

from corpu.accounts.domain.people import PersonData
from corpu.accounts.models import User
from corpu.accounts.queries.people import find_by_identity
from corpu.accounts.services.people import IdentityTaken, create_people, update_person
from corpu.core import clock
from tests.factories import AgencyFactory, UserFactory


def person(number=1, **fields):
    return PersonData(
        **{
            "nip": f"19950817202403{number % 2 + 1}{number:03d}",
            "full_name": f"Siti Aminah {number}",
            "email": f"Siti{number}@Contoh.example",
            "title_after": "S.E.",
            "kind": "cpns",
            **fields,
        }
    )


def as_data(user, **changes):
    fields = {name: getattr(user, name) for name in PersonData.__dataclass_fields__}
    return PersonData(**{**fields, **changes})


def entries(user, action):
    return list(ModelLogEntry.objects.for_instance(user).filter(action=action))


def test_created_people_are_stored_without_a_password(db):
    agency = AgencyFactory()

    [user] = create_people(
        data=[person(agency_id=agency.pk, birth_date=dt.date(1995, 8, 17))], by=None
    )

    stored = User.objects.get(pk=user.pk)
    assert (
        stored.name,
        stored.email,
        stored.agency,
        stored.birth_date,
        stored.has_usable_password(),
    ) == ("Siti Aminah 1, S.E.", "siti1@contoh.example", agency, dt.date(1995, 8, 17), False)


def test_creating_is_logged_with_actor_and_time(organiser):
    moment = dt.datetime(2019, 4, 25, 8, tzinfo=dt.UTC)

    with clock.at(moment):
        users = create_people(data=[person(1), person(2)], by=organiser)

    logged = [entries(user, "accounts.person.created") for user in users]
    assert [(e.user, e.timestamp, e.label) for [e] in logged] == [
        (organiser, moment, str(user)) for user in users
    ]


def test_missing_identities_do_not_collide(db):
    people = [person(1, nip="", email="a@contoh.example"), person(2, nip=None, email="")]

    users = create_people(data=people, by=None)

    assert [(u.nip, u.email) for u in users] == [(None, "a@contoh.example"), (None, None)]


@pytest.mark.parametrize(
    ("second", "nips", "emails"),
    [
        ({"email": "x@contoh.example"}, ("199508172024032001",), ()),
        ({"nip": None, "email": "SITI1@contoh.example"}, (), ("siti1@contoh.example",)),
    ],
)
def test_known_identity_is_refused_and_nobody_added(db, second, nips, emails):
    create_people(data=[person(1)], by=None)

    with pytest.raises(IdentityTaken) as taken:
        create_people(data=[person(2), person(1, **second)], by=None)

    assert (taken.value.nips, taken.value.emails, User.objects.count()) == (nips, emails, 1)


def test_identity_twice_in_one_list_is_refused(db):
    with pytest.raises(IdentityTaken) as taken:
        create_people(data=[person(1), person(1, email="b@contoh.example")], by=None)

    assert taken.value.nips == ("199508172024032001",)


def test_creating_takes_the_same_queries_for_one_and_three(db, django_assert_num_queries):
    # transaction, who is known, people, log entries (the content type is cached by then)
    create_people(data=[person(99)], by=None)
    with django_assert_num_queries(5):
        create_people(data=[person(1)], by=None)
    with django_assert_num_queries(5):
        create_people(data=[person(2), person(3), person(4)], by=None)


def test_a_thousand_people_are_added_quickly(db):
    data = [person(n, nip=f"19950817202403{n:04d}") for n in range(1000)]
    started = time.perf_counter()

    create_people(data=data, by=None)

    assert User.objects.count() == 1000
    # Generous for a busy machine; a hash or query per person takes many times as long.
    assert time.perf_counter() - started < 1.5


def test_updating_writes_only_what_differs(organiser):
    user = UserFactory(post="Auditor", phone="0812")

    changed = update_person(user=user, data=as_data(user, post="Perencana"), by=organiser)

    [entry] = entries(user, "accounts.person.changed")
    assert (changed.post, changed.phone, entry.user, entry.data) == (
        "Perencana",
        "0812",
        organiser,
        {"changes": {"post": ["Auditor", "Perencana"]}},
    )


def test_updating_without_a_difference_is_not_logged(db):
    user = UserFactory()

    update_person(user=user, data=as_data(user), by=None)

    assert entries(user, "accounts.person.changed") == []


def test_log_never_carries_a_nip(db):
    user = UserFactory()

    update_person(user=user, data=as_data(user, nip="199508172024032001", birth_date=None), by=None)

    [entry] = entries(user, "accounts.person.changed")
    assert entry.data == {"changes": {"nip": "changed"}}


def test_nip_may_change_without_changing_the_person(db):
    """CU-02: contract staff get a new number with a new agency."""
    user = UserFactory(nip="199508172024212001")

    update_person(user=user, data=as_data(user, nip="199508172026212001"), by=None)

    assert User.objects.get(nip="199508172026212001").pk == user.pk


def test_identity_of_somebody_else_is_refused(db):
    other, user = UserFactory(), UserFactory()

    with pytest.raises(IdentityTaken) as taken:
        update_person(user=user, data=as_data(user, email=other.email), by=None)

    assert taken.value.emails == (other.email,)


def test_new_address_closes_the_old_one(db):
    user = UserFactory(email="lama@contoh.example")
    EmailAddress.objects.create(user=user, email="lama@contoh.example", primary=True)

    changed = update_person(user=user, data=as_data(user, email="Baru@contoh.example"), by=None)

    assert (changed.email, EmailAddress.objects.count()) == ("baru@contoh.example", 0)


def test_new_address_needs_a_new_invitation(invited):
    invited.invited_at = clock.now()
    invited.save()

    changed = update_person(user=invited, data=as_data(invited, email="b@contoh.example"), by=None)

    changed.refresh_from_db()
    assert changed.invited_at is None


def test_people_are_found_by_nip_and_by_email(db):
    first, second, _third = UserFactory.create_batch(3)

    known = find_by_identity([first.nip, "", "000000000000000000"], [second.email.upper(), ""])

    assert (known.by_nip[first.nip], known.by_email[second.email]) == (first, second)
    assert set(known.by_nip) == {first.nip, second.nip}


def test_people_with_one_identity_are_found_by_it(db):
    by_nip, by_email = UserFactory(email=None), UserFactory(nip=None)

    known = find_by_identity([by_nip.nip], [by_email.email])

    assert (known.by_nip, known.by_email) == ({by_nip.nip: by_nip}, {by_email.email: by_email})


def test_nothing_asked_is_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_by_identity([], []).by_nip == {}


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_one_query(db, django_assert_num_queries, count):
    users = UserFactory.create_batch(count)

    with django_assert_num_queries(1):
        known = find_by_identity([u.nip for u in users], [u.email for u in users])
        assert len({user.agency.name for user in known.by_nip.values()}) == count


def test_long_lists_are_asked_in_batches(db, django_assert_num_queries):
    nips = [f"1995081720240{n:05d}" for n in range(1000)]

    with django_assert_num_queries(2):
        find_by_identity(nips, [])

    assert connection.features.max_query_params is None or len(nips) > 999
