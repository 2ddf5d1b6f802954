"""Comparing what a cohort has with what is offered: docs/rules/adoption.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.curriculum_changes import Entry, RuleChange, compare, placed
from courses.enums import ChangeKind, Part


def activity(page, title="Materi", *, live=True, **rules):
    return Entry(Part.ACTIVITY, page, 1, title, rules, live)


def course(page, title="Mata", **rules):
    return Entry(Part.COURSE, page, page, title, rules)


BOTH = [("renamed", 1), ("rules", 1)]


@pytest.mark.parametrize(
    ("has", "offers", "expected"),
    [
        ([], [], []),
        ([activity(1)], [activity(1)], []),
        ([], [activity(1)], [("added", 1)]),
        ([activity(1)], [], [("removed", 1)]),
        ([activity(1, live=False)], [], [("gone", 1)]),
        ([activity(1, "Lama")], [activity(1, "Baru")], [("renamed", 1)]),
        ([activity(1, a="1")], [activity(1, a="")], [("rules", 1)]),
        ([activity(1, "Lama", a="1")], [activity(1, "Baru")], [("renamed", 1)]),
        (
            [activity(1, "Lama", a="1")],
            [activity(1, "Baru", a="2")],
            [("renamed", 1), ("rules", 1)],
        ),
        # Courses come and go with their activities; names and rules of those that stay count.
        ([course(1)], [], []),
        ([], [course(1)], []),
        ([course(1, "Lama", jp="3")], [course(1, "Baru", jp="6")], BOTH),
        # What is offered first, then what is missing.
        ([activity(3), activity(1)], [activity(1), activity(2)], [("added", 2), ("removed", 3)]),
    ],
)
def test_compare(has, offers, expected):
    assert [(change.kind, change.entry.page) for change in compare(has, offers)] == expected


def test_a_change_says_what_was_before():
    (renamed, rules) = compare([activity(1, "Lama", a="1")], [activity(1, "Baru", a="2", b="x")])

    assert (renamed.before, renamed.entry.title) == ("Lama", "Baru")
    assert rules.rules == (RuleChange("a", "1", "2"), RuleChange("b", "", "x"))
    assert (renamed.key, rules.key) == ("renamed-activity-1", "rules-activity-1")


@pytest.mark.parametrize(
    ("has", "offers", "expected"),
    [
        ([], [], []),
        ([1, 2], [1, 2], [1, 2]),
        ([1, 2], [2, 1], [2, 1]),
        ([1, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 9, 2], [1, 2], [1, 9, 2]),
        ([9, 1], [1], [9, 1]),
        ([1, 8, 9], [1, 2], [1, 8, 9, 2]),
    ],
)
def test_placed(has, offers, expected):
    assert placed(has, offers) == expected


PAGES = st.lists(st.integers(1, 12), unique=True)


@given(PAGES, PAGES)
def test_order_loses_and_doubles_nothing(has, offers):
    order = placed(has, offers)

    assert sorted(order) == sorted({*has, *offers})
    assert [page for page in order if page in offers] == offers


@given(PAGES, PAGES)
def test_after_adopting_everything_nothing_differs(has, offers):
    mine = [activity(page, f"Materi {page}") for page in has]
    theirs = [activity(page, f"Materi {page}") for page in offers]

    kinds = {(change.kind, change.entry.page) for change in compare(mine, theirs)}

    assert {page for kind, page in kinds if kind == ChangeKind.ADDED} == {*offers} - {*has}
    assert {page for kind, page in kinds if kind == ChangeKind.REMOVED} == {*has} - {*offers}
