"""The key in a private calendar address."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from courses.domain.calendar_keys import KEY_LENGTH, calendar_key, key_digest

MADE = dt.datetime(2019, 5, 6, 2, tzinfo=dt.UTC)
FACTS = {"secret": "rahasia", "user_id": 1, "cohort_id": None, "created_at": MADE}


def test_the_same_facts_make_the_same_key():
    key = calendar_key(**FACTS)

    assert key == calendar_key(**FACTS)
    assert len(key) == KEY_LENGTH
    assert key.replace("-", "").replace("_", "").isalnum()


def test_each_fact_makes_another_key():
    others = [
        {"secret": "lain"},
        {"user_id": 2},
        {"cohort_id": 1},
        {"created_at": MADE + dt.timedelta(microseconds=1)},
    ]

    assert len({calendar_key(**FACTS), *(calendar_key(**FACTS | one) for one in others)}) == 5


def test_a_moment_is_the_same_in_every_time_zone():
    elsewhere = MADE.astimezone(dt.timezone(dt.timedelta(hours=7)))

    assert calendar_key(**FACTS | {"created_at": elsewhere}) == calendar_key(**FACTS)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_ids_do_not_run_into_each_other(user, cohort):
    with_cohort = calendar_key(**FACTS | {"user_id": user, "cohort_id": cohort})

    assert with_cohort != calendar_key(**FACTS | {"user_id": int(f"{user}{cohort}")})


def test_what_is_stored_does_not_show_the_key():
    key = calendar_key(**FACTS)

    assert key not in key_digest(key)
    assert len(key_digest(key)) == 64
