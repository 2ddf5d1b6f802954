"""The rules of scores: reading, means, forms, what may be changed and locked, rows of a sheet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import RowVerdict
from latsar.domain.score_rows import (
    KnownPerson,
    RowFault,
    ScoreRow,
    Standing,
    WrittenScore,
    judge_rows,
)
from latsar.domain.score_states import (
    Change,
    PaperReach,
    ScoreFacts,
    ScoreRules,
    change_refusal,
    is_covered,
    is_disputed,
    lock_holds,
    rated,
    stage_of,
)
from latsar.domain.score_values import ScoreReading, mean_of, read_score, spread_of
from latsar.domain.scoring_forms import FormItem, items_from_json, items_to_json, total_of
from latsar.enums import (
    LockHold,
    ScoreFault,
    ScoreHow,
    ScoreRefusal,
    ScoreRowFault,
    ScoreSource,
    ScoreStage,
)

D = Decimal
RATERS = ScoreRules(ScoreSource.RATERS, D(10))
scores = st.decimals(0, 100, places=2)


@pytest.mark.parametrize(
    ("text", "value", "fault", "was_rounded"),
    [
        ("", None, None, False),
        ("   ", None, None, False),
        ("85", "85", None, False),
        ("85,5", "85.50", None, False),
        ("85.50", "85.50", None, False),
        (" 8 5 ", "85", None, False),
        ("0", "0", None, False),
        ("100", "100", None, False),
        ("69,995", "70.00", None, True),
        ("80.005", "80.01", None, True),
        ("85.333333333333329", "85.33", None, True),
        ("100,001", None, ScoreFault.OUT_OF_RANGE, False),
        ("101", None, ScoreFault.OUT_OF_RANGE, False),
        ("-1", None, ScoreFault.NOT_A_NUMBER, False),
        ("A", None, ScoreFault.NOT_A_NUMBER, False),
        ("1e2", None, ScoreFault.NOT_A_NUMBER, False),
        ("1.000,5", None, ScoreFault.NOT_A_NUMBER, False),
        ("²", None, ScoreFault.NOT_A_NUMBER, False),
    ],
)
def test_reading_a_score(text, value, fault, was_rounded):
    expected = None if value is None else D(value)

    assert read_score(text) == ScoreReading(expected, fault, was_rounded)


@given(scores)
def test_every_score_reads_back_as_it_is_written(score):
    assert read_score(f"{score:.2f}".replace(".", ",")).value == score


@pytest.mark.parametrize(
    ("values", "mean", "spread"),
    [
        ([], None, None),
        (["80"], "80", None),
        (["80", "90"], "85", "10"),
        (["80", "80.01"], "80.01", "0.01"),
        (["70", "80", "90"], "80", "20"),
    ],
)
def test_mean_and_spread(values, mean, spread):
    found = [D(value) for value in values]

    assert mean_of(found) == (None if mean is None else D(mean))
    assert spread_of(found) == (None if spread is None else D(spread))


@given(st.lists(scores, min_size=1, max_size=8), st.data())
def test_a_higher_rating_never_lowers_the_mean(values, data):
    place = data.draw(st.integers(0, len(values) - 1))
    raised = list(values)
    raised[place] = data.draw(st.decimals(values[place], 100, places=2))

    assert mean_of(raised) >= mean_of(values)


@given(st.lists(scores, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_of_raters_does_not_matter(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)

    assert (mean_of(shuffled), spread_of(shuffled)) == (mean_of(values), spread_of(values))


ITEMS = (FormItem("1", "Isi", 3), FormItem("2", "Penyampaian", 1, "Jelas dan runtut"))


@pytest.mark.parametrize(
    ("items", "given_scores", "total", "missing"),
    [
        (ITEMS, {"1": D(80), "2": D(60)}, "75.00", ()),
        (ITEMS, {"1": D(80), "2": D(0)}, "60.00", ()),
        (ITEMS, {"1": D(80)}, None, ("2",)),
        (ITEMS, {"1": D(80), "2": None}, None, ("2",)),
        (ITEMS, {}, None, ("1", "2")),
        ((), {}, None, ()),
    ],
)
def test_total_of_a_form(items, given_scores, total, missing):
    result = total_of(items, given_scores)

    assert (result.total, result.missing) == (None if total is None else D(total), missing)


def test_items_are_stored_and_read():
    assert items_from_json(items_to_json(ITEMS)) == ITEMS


def facts(value=None, how=ScoreHow.NONE, **more):
    return ScoreFacts(None if value is None else D(value), how, **more)


TWO = (D(70), D("80.01"))


@pytest.mark.parametrize(
    ("found", "stage", "holds"),
    [
        (facts(), ScoreStage.MISSING, (LockHold.NO_VALUE,)),
        (facts(80, ScoreHow.MEAN, ratings=(D(80),)), ScoreStage.ENTERED, ()),
        (facts(75, ScoreHow.MEAN, ratings=(D(70), D(80))), ScoreStage.ENTERED, ()),
        (facts(75, ScoreHow.MEAN, ratings=TWO), ScoreStage.DISPUTED, (LockHold.SPREAD,)),
        (facts(76, ScoreHow.MODERATED, ratings=TWO), ScoreStage.ENTERED, ()),
        (facts(80, ScoreHow.MEAN, is_locked=True), ScoreStage.LOCKED, ()),
        (facts(80, ScoreHow.MEAN, is_locked=True, is_released=True), ScoreStage.RELEASED, ()),
    ],
)
def test_where_a_score_stands(found, stage, holds):
    assert (stage_of(found, RATERS), lock_holds(found, RATERS)) == (stage, holds)
    assert is_disputed(found, RATERS) == (stage == ScoreStage.DISPUTED)


@pytest.mark.parametrize(("has_paper", "holds"), [(True, ()), (False, (LockHold.NO_PAPER,))])
def test_a_paper_may_be_needed(has_paper, holds):
    rules = ScoreRules(ScoreSource.EXTERNAL, D(10), needs_paper=True)

    assert lock_holds(facts(80, ScoreHow.EXTERNAL, has_paper=has_paper), rules) == holds


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [((), (None, ScoreHow.NONE)), ((D(80), D(81)), (D("80.50"), ScoreHow.MEAN))],
)
def test_what_raters_make(ratings, expected):
    assert rated(facts(ratings=ratings)) == expected


@pytest.mark.parametrize(
    ("found", "source", "change", "refusal"),
    [
        (facts(), "raters", Change(ScoreSource.RATERS, False, ""), None),
        (facts(80), "raters", Change(ScoreSource.RATERS, True, "salah ketik"), None),
        (facts(80), "raters", Change(ScoreSource.RATERS, True, "  "), ScoreRefusal.NO_REASON),
        (
            facts(80, is_locked=True),
            "raters",
            Change(ScoreSource.RATERS, True, "x"),
            ScoreRefusal.LOCKED,
        ),
        (
            facts(80, ScoreHow.MODERATED),
            "raters",
            Change(ScoreSource.RATERS, False, ""),
            ScoreRefusal.MODERATED,
        ),
        (facts(), "quiz", Change(ScoreSource.RATERS, False, ""), ScoreRefusal.FROM_QUIZ),
        (facts(), "external", Change(ScoreSource.RATERS, False, ""), ScoreRefusal.NOT_RATED),
    ],
)
def test_what_may_be_changed(found, source, change, refusal):
    rules = ScoreRules(ScoreSource(source), D(10))

    assert change_refusal(found, rules, change) == refusal


@pytest.mark.parametrize(
    ("paper", "is_for_them"),
    [
        (PaperReach(), True),
        (PaperReach(agency_id=7), True),
        (PaperReach(agency_id=8), False),
        (PaperReach(enrolment_id=1), True),
        (PaperReach(enrolment_id=2), False),
    ],
)
def test_whom_a_paper_speaks_for(paper, is_for_them):
    assert is_covered([paper], enrolment_id=1, agency_id=7) == is_for_them


PEOPLE = (
    KnownPerson(1, "199001012019031001", ("Siti, S.E.", "Siti")),
    KnownPerson(2, "199001012019031002", ("Budi",)),
    KnownPerson(3, "199001012019031003", ("Budi",)),
)


def row(nip="", name="", *, number=2, lost=False, **written):
    cells = tuple(
        WrittenScore(code.replace("_", "-"), text, read_score(text))
        for code, text in written.items()
    )
    return ScoreRow(number, nip, name, cells, is_nip_lost=lost)


@pytest.mark.parametrize(
    ("written", "verdict", "fault"),
    [
        (row("199001012019031001", RA="80"), RowVerdict.NEW, None),
        (row("199001012019031001", SP="70"), RowVerdict.KNOWN, None),
        (row("199001012019031001", SP="71"), RowVerdict.CHANGED, None),
        (row("199001012019031001", SP="71", RA="80"), RowVerdict.CHANGED, None),
        (row("199001012019031001", RA=""), RowVerdict.KNOWN, None),
        (row(name="SITI S.E", RA="80"), RowVerdict.NEW, None),
        (row(name="siti", RA="80"), RowVerdict.NEW, None),
        (row(RA="80"), RowVerdict.PROBLEM, RowFault(ScoreRowFault.NO_PERSON)),
        (row("1", RA="80"), RowVerdict.PROBLEM, RowFault(ScoreRowFault.UNKNOWN)),
        (row(name="Tono", RA="80"), RowVerdict.PROBLEM, RowFault(ScoreRowFault.UNKNOWN)),
        (row(name="Budi", RA="80"), RowVerdict.PROBLEM, RowFault(ScoreRowFault.AMBIGUOUS)),
        (row("1", lost=True, RA="80"), RowVerdict.PROBLEM, RowFault(ScoreRowFault.NIP_LOST)),
        (row("1", "Siti", lost=True, RA="80"), RowVerdict.NEW, None),
        (
            row("199001012019031001", RA="x"),
            RowVerdict.PROBLEM,
            RowFault(ScoreRowFault.WRONG, "RA", ScoreFault.NOT_A_NUMBER, "x"),
        ),
        (
            row("199001012019031001", TB="80"),
            RowVerdict.PROBLEM,
            RowFault(ScoreRowFault.REFUSED, "TB", ScoreRefusal.LOCKED),
        ),
        (row("199001012019031001", TB="60"), RowVerdict.KNOWN, None),
    ],
)
def test_what_a_row_means(written, verdict, fault):
    standing = {(1, "SP"): Standing(D(70)), (1, "TB"): Standing(D(60), ScoreRefusal.LOCKED)}

    (judged,) = judge_rows([written], PEOPLE, standing)

    assert judged.verdict == verdict
    assert judged.faults == ((fault,) if fault else ())


def test_one_person_stands_in_a_sheet_once():
    rows = [row("199001012019031001", RA="80"), row(name="Siti", RA="90", number=3)]

    judged = judge_rows(rows, PEOPLE, {})

    assert [one.faults for one in judged] == [(RowFault(ScoreRowFault.TWICE),)] * 2


@given(st.permutations(range(4)))
def test_order_of_rows_does_not_matter(order):
    rows = [
        row("199001012019031001", number=2, RA="80"),
        row("199001012019031002", number=3, SP="x"),
        row(name="Tono", number=4, RA="1"),
        row("199001012019031003", number=5, SP="70"),
    ]
    usual = {one.row.number: one.verdict for one in judge_rows(rows, PEOPLE, {})}
    shuffled = judge_rows([rows[place] for place in order], PEOPLE, {})

    assert {one.row.number: one.verdict for one in shuffled} == usual
