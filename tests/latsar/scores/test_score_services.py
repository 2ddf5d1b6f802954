"""Entering, moderating, locking and releasing scores; every change stays on record."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import RequiredActivity
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from latsar.enums import LockHold, ScoreAct, ScoreHow, ScoreRefusal, ScoreSource, ScoreStage
from latsar.models import (
    CohortScheme,
    RaterScore,
    Score,
    ScoreChange,
    ScoredComponent,
    ScoringForm,
)
from latsar.queries.scores import score_book, scores_of
from latsar.services.schemes import policy_of
from latsar.services.score_decisions import (
    ReasonMissing,
    lock_scores,
    moderate,
    release_scores,
    take_moderation_back,
    unlock_score,
)
from latsar.services.score_entry import (
    Fetched,
    ScoreEntry,
    ScoresRefused,
    enter_scores,
    take_quiz_scores,
)
from latsar.services.score_papers import add_paper
from latsar.services.score_setup import (
    FormEmpty,
    NotNow,
    QuizMissing,
    ScoresExist,
    UnknownComponent,
    make_neutral_form,
)
from tests.courses.quizzes.quiz_world import quiz_world
from tests.courses.tracking_world import open_cohort_of
from tests.latsar.scores.score_world import (
    CODES,
    POLICY,
    enter,
    examiner,
    members,
    organiser,
    scored_cohort,
    set_up,
)

pytestmark = pytest.mark.django_db
RIGHT = {"option": "a"}


@pytest.fixture
def cohort():
    return scored_cohort(2)


@pytest.fixture
def boss():
    return organiser()


def book_of(cohort):
    return score_book(cohort, policy_of(cohort))


def cell(cohort, code, place=0):
    return book_of(cohort).cells[members(cohort)[place].pk, code]


def refusals(error):
    return set(error.value.refusals.values())


def make_form(*, items=("Isi", "Penyampaian"), title="Seminar"):
    return make_neutral_form(
        title=title, component="RA", guidance="", items=[(one, "") for one in items], by=None
    )


# --- entering ---


def test_raters_scores_make_the_mean(cohort, boss):
    enter(cohort, "RA", ["80", None], boss)
    enter(cohort, "RA", ["85.01", "70"], examiner(cohort))

    first, second = cell(cohort, "RA"), cell(cohort, "RA", 1)

    assert (first.value, first.facts.how, first.spread) == (
        Decimal("82.51"),
        ScoreHow.MEAN,
        Decimal("5.01"),
    )
    assert (second.value, second.stage) == (Decimal(70), ScoreStage.ENTERED)
    assert cell(cohort, "SP").stage == ScoreStage.MISSING


def test_entering_the_same_again_changes_nothing(cohort, boss):
    enter(cohort, "RA", ["80"], boss)

    (one, _other) = members(cohort)
    again = ScoreEntry(one.pk, Decimal(80), seen=Decimal(80))

    assert enter_scores(cohort=cohort, code="RA", entries=[again], by=boss) == 0
    assert ScoreChange.objects.count() == 1


def test_a_change_needs_its_reason_and_keeps_what_was(cohort, boss):
    enter(cohort, "RA", ["80"], boss)
    (one, _other) = members(cohort)
    entry = ScoreEntry(one.pk, Decimal(82), seen=Decimal(80))

    with pytest.raises(ScoresRefused) as refused:
        enter_scores(cohort=cohort, code="RA", entries=[entry], by=boss)
    enter_scores(cohort=cohort, code="RA", entries=[entry], by=boss, reason=" salah ketik ")

    change = ScoreChange.objects.latest("pk")
    assert refusals(refused) == {ScoreRefusal.NO_REASON}
    assert (change.before, change.after, change.reason, change.by, change.act) == (
        Decimal(80),
        Decimal(82),
        "salah ketik",
        boss,
        ScoreAct.RATED,
    )


def test_who_has_not_seen_the_newest_score_writes_over_nothing(cohort, boss):
    enter(cohort, "TB", ["80"], boss)
    (one, _other) = members(cohort)
    entry = ScoreEntry(one.pk, Decimal(90), seen=None)

    with pytest.raises(ScoresRefused) as refused:
        enter_scores(cohort=cohort, code="TB", entries=[entry], by=boss, reason="x")

    assert refusals(refused) == {ScoreRefusal.CHANGED_MEANWHILE}
    assert cell(cohort, "TB").value == 80


def test_one_wrong_entry_stops_all(cohort, boss):
    one, other = members(cohort)
    withdraw(enrolment=other, reason="pindah", by=None)
    entries = [ScoreEntry(one.pk, Decimal(80)), ScoreEntry(other.pk, Decimal(80))]

    with pytest.raises(ScoresRefused) as refused:
        enter_scores(cohort=cohort, code="RA", entries=entries, by=boss)

    assert refused.value.refusals == {other.pk: ScoreRefusal.NOT_A_MEMBER}
    assert not Score.objects.exists()


def test_a_score_taken_out_is_missing_not_zero(cohort, boss):
    enter(cohort, "TB", ["80"], boss)
    (one, _other) = members(cohort)
    entry = ScoreEntry(one.pk, None, seen=Decimal(80))

    enter_scores(cohort=cohort, code="TB", entries=[entry], by=boss, reason="salah orang")

    found = cell(cohort, "TB")
    assert (found.value, found.facts.how, found.stage) == (
        None,
        ScoreHow.NONE,
        ScoreStage.MISSING,
    )
    assert book_of(cohort).final(one.pk).missing == CODES


def test_results_from_elsewhere_are_nobodys_rating(cohort, boss):
    enter(cohort, "TB", ["77.5"], boss)

    assert cell(cohort, "TB").facts.how == ScoreHow.EXTERNAL
    assert not RaterScore.objects.exists()


def test_scores_for_somebody_without_account_stand_beside_ones_own(cohort, boss):
    enter(cohort, "RA", ["80"], boss)
    enter(cohort, "RA", ["90"], boss, for_name="Ibu Mentor")

    assert cell(cohort, "RA").value == 85
    assert set(RaterScore.objects.values_list("for_name", flat=True)) == {"", "Ibu Mentor"}


def test_scores_wait_for_the_start_and_end_with_the_cohort(cohort, boss):
    waiting = open_cohort_of(1)

    with pytest.raises(NotNow) as early:
        enter_scores(cohort=waiting, code="RA", entries=[], by=boss)
    close_cohort(cohort=cohort, by=None)
    with pytest.raises(NotNow) as late:
        enter(cohort, "RA", ["80"], boss)

    assert early.value.refusal == late.value.refusal == ScoreRefusal.NOT_RUNNING


def test_a_component_the_evaluation_does_not_have_is_refused(cohort, boss):
    with pytest.raises(UnknownComponent):
        enter(cohort, "AK", ["80"], boss)


# --- forms ---


def test_a_form_adds_its_items_up(cohort, boss):
    form = make_form()
    form.items.filter(label="Isi").update(weight=3)
    set_up(cohort, "RA", form=form)
    (one, _other) = members(cohort)
    isi, tampil = (str(pk) for pk in form.items.values_list("pk", flat=True))

    enter_scores(
        cohort=cohort, code="RA", entries=[ScoreEntry(one.pk, items={isi: Decimal(80)})], by=boss
    )
    half = cell(cohort, "RA")
    whole = ScoreEntry(one.pk, items={isi: Decimal(80), tampil: Decimal(60)})
    enter_scores(cohort=cohort, code="RA", entries=[whole], by=boss)

    assert (half.value, half.ratings[0].items) == (None, {isi: "80"})
    assert cell(cohort, "RA").value == 75
    assert enter_scores(cohort=cohort, code="RA", entries=[whole], by=boss) == 0


def test_a_form_chosen_keeps_its_items(cohort, boss):
    form = make_form()
    component = set_up(cohort, "RA", form=form)
    form.items.update(label="Lain")

    component.refresh_from_db()
    assert [one["label"] for one in component.items] == ["Isi", "Penyampaian"]
    assert component.is_neutral


def test_a_total_does_not_go_past_the_form(cohort, boss):
    set_up(cohort, "RA", form=make_form())

    with pytest.raises(ScoresRefused) as refused:
        enter(cohort, "RA", ["80"], boss)

    assert refusals(refused) == {ScoreRefusal.HAS_FORM}


def test_a_neutral_form_is_made_once():
    first, again = make_form(), make_form(items=("Lain",))

    assert first == again
    assert (ScoringForm.objects.count(), first.items.count(), first.is_neutral) == (1, 2, True)


# --- setting up ---


def test_where_scores_come_from_is_fixed_once_there_is_one(cohort, boss):
    enter(cohort, "RA", ["80"], boss)

    with pytest.raises(ScoresExist):
        set_up(cohort, "RA", source=ScoreSource.EXTERNAL)
    with pytest.raises(ScoresExist):
        set_up(cohort, "RA", form=make_form())
    set_up(cohort, "RA", by=boss, spread_limit=5)

    entry = ModelLogEntry.objects.get(action="latsar.scores.set_up")
    assert entry.data["before"]["spread_limit"] == "10.00"
    assert entry.data["after"]["spread_limit"] == "5.00"
    assert ScoredComponent.objects.get(code="RA").spread_limit == 5


def test_a_setup_that_says_nothing_new_is_not_logged(cohort):
    set_up(cohort, "RA")
    set_up(cohort, "RA")

    assert not ModelLogEntry.objects.filter(action="latsar.scores.set_up").exists()


def test_a_form_without_items_and_a_quiz_of_others_are_refused(cohort):
    elsewhere = scored_cohort(1)
    lesson = RequiredActivity.objects.filter(required_course__cohort=elsewhere).first()

    with pytest.raises(FormEmpty):
        set_up(cohort, "RA", form=make_form(items=()))
    with pytest.raises(QuizMissing):
        set_up(cohort, "RA", source=ScoreSource.QUIZ)
    with pytest.raises(QuizMissing):
        set_up(cohort, "RA", source=ScoreSource.QUIZ, quiz=lesson)


def test_the_sending_agency_as_only_scorer_means_a_result_from_elsewhere(cohort):
    sources = {one.code: one.source for one in book_of(cohort).columns}

    assert sources["TB"] == ScoreSource.EXTERNAL
    assert sources["RA"] == ScoreSource.RATERS


# --- moderation ---


def differing(cohort, boss):
    enter(cohort, "RA", ["60"], boss)
    enter(cohort, "RA", ["80"], examiner(cohort))
    return members(cohort)[0].pk


def test_raters_who_differ_are_moderated_before_the_lock(cohort, boss):
    pk = differing(cohort, boss)
    held = lock_scores(cohort=cohort, code="RA", by=boss)

    moderate(
        cohort=cohort,
        code="RA",
        enrolment_id=pk,
        value=Decimal("72.5"),
        reason="disepakati bersama",
        by=boss,
    )
    done = lock_scores(cohort=cohort, code="RA", by=boss)

    assert held.held[pk] == (LockHold.SPREAD,)
    assert (held.count, done.count) == (0, 1)
    assert cell(cohort, "RA").value == Decimal("72.5")
    assert [one.value for one in cell(cohort, "RA").ratings] == [60, 80]


def test_after_moderation_raters_wait_until_it_is_taken_back(cohort, boss):
    pk = differing(cohort, boss)
    what = {"cohort": cohort, "code": "RA", "enrolment_id": pk, "by": boss, "reason": "rapat"}
    moderate(value=Decimal(72), **what)
    other = examiner(cohort)

    with pytest.raises(ScoresRefused) as refused:
        enter(cohort, "RA", ["90"], other)
    take_moderation_back(**what)
    enter(cohort, "RA", ["90"], other)

    assert refusals(refused) == {ScoreRefusal.MODERATED}
    assert cell(cohort, "RA").value == Decimal("76.67")


@pytest.mark.parametrize(
    ("code", "act", "refusal"),
    [
        ("TB", moderate, ScoreRefusal.NOT_RATED),
        ("SP", moderate, ScoreRefusal.NO_RATING),
        ("RA", take_moderation_back, ScoreRefusal.NOT_MODERATED),
    ],
)
def test_only_ratings_are_moderated(cohort, boss, code, act, refusal):
    pk = differing(cohort, boss)
    value = {"value": Decimal(80)} if act is moderate else {}

    with pytest.raises(NotNow) as refused:
        act(cohort=cohort, code=code, enrolment_id=pk, reason="x", by=boss, **value)

    assert refused.value.refusal == refusal


# --- lock, unlock, release ---


def test_a_locked_score_changes_only_after_unlocking_with_a_reason(cohort, boss):
    enter(cohort, "RA", ["80", "81"], boss)
    lock_scores(cohort=cohort, code="RA", by=boss)
    one, _other = members(cohort)
    what = {"cohort": cohort, "code": "RA", "enrolment_id": one.pk, "by": boss}
    entry = ScoreEntry(one.pk, Decimal(82), seen=Decimal(80))

    with pytest.raises(ScoresRefused) as refused:
        enter_scores(cohort=cohort, code="RA", entries=[entry], by=boss, reason="x")
    with pytest.raises(NotNow) as locked:
        moderate(value=Decimal(82), reason="x", **what)
    with pytest.raises(ReasonMissing):
        unlock_score(reason=" ", **what)
    unlock_score(reason="keberatan diterima", **what)
    enter_scores(cohort=cohort, code="RA", entries=[entry], by=boss, reason="keberatan")

    assert refusals(refused) == {ScoreRefusal.LOCKED}
    assert locked.value.refusal == ScoreRefusal.LOCKED
    assert (cell(cohort, "RA").value, cell(cohort, "RA").stage) == (82, ScoreStage.ENTERED)
    assert cell(cohort, "RA", 1).stage == ScoreStage.LOCKED
    assert ModelLogEntry.objects.get(action="latsar.score.unlocked").data["reason"] == (
        "keberatan diterima"
    )


def test_what_is_not_locked_is_not_unlocked(cohort, boss):
    enter(cohort, "RA", ["80"], boss)
    with pytest.raises(NotNow) as refused:
        unlock_score(
            cohort=cohort, code="RA", enrolment_id=members(cohort)[0].pk, reason="x", by=boss
        )
    assert refused.value.refusal == ScoreRefusal.NOT_LOCKED


def test_only_locked_scores_are_released_and_unlocking_takes_them_back(cohort, boss):
    enter(cohort, "RA", ["80"], boss)
    before = release_scores(cohort=cohort, code="RA", by=boss)
    lock_scores(cohort=cohort, code="RA", by=boss)
    released = release_scores(cohort=cohort, code="RA", by=boss)
    again = release_scores(cohort=cohort, code="RA", by=boss)
    seen = cell(cohort, "RA").stage
    pk = members(cohort)[0].pk
    unlock_score(cohort=cohort, code="RA", enrolment_id=pk, reason="salah", by=boss)

    assert (before, released, again, seen) == (0, 1, 0, ScoreStage.RELEASED)
    score = Score.objects.get(enrolment=pk, code="RA")
    assert (score.released_at, score.was_released) == (None, True)
    acts = list(score.changes.order_by("pk").values_list("act", flat=True))
    assert acts == ["rated", "locked", "released", "unlocked"]


# --- numbers ---


def test_the_final_score_is_weighed_from_the_book(cohort, boss):
    for code in CODES:
        enter(cohort, code, ["80", "70"], boss)
    one, other = members(cohort)

    book = book_of(cohort)

    assert (book.final(one.pk).total, book.final(other.pk).band.code) == (80, "TM")
    assert book.final(one.pk, only_released=True).missing == CODES
    assert book.column("RA").code == "RA"
    assert book.column("XX") is None
    assert scores_of([one])[one.pk] == dict.fromkeys(CODES, Decimal(80))


@pytest.mark.parametrize("people", [1, 3])
def test_reading_takes_five_queries_and_writing_a_fixed_number(people):
    cohort = scored_cohort(people)
    boss = organiser()
    enter(cohort, "RA", ["80"] * people, boss)
    other = examiner(cohort)
    policy = policy_of(cohort)

    with CaptureQueriesContext(connection) as reading:
        book = score_book(cohort, policy)
        [one.holds for one in book.cells.values()]
    with CaptureQueriesContext(connection) as writing:
        enter(cohort, "RA", ["84"] * people, other)
    with CaptureQueriesContext(connection) as locking:
        lock_scores(cohort=cohort, code="RA", by=boss)

    assert len(reading) == 5
    assert (len(writing), len(locking)) == COUNTS


# Whatever the number of people.
COUNTS = (20, 17)


# --- quizzes ---


@pytest.fixture
def quiz():
    """A quiz of two people, of whom the first has answered it rightly."""
    world = quiz_world("single", people=2)
    CohortScheme.objects.update_or_create(
        cohort=world.cohort, defaults={"policy": POLICY.to_json(), "frozen_at": timezone.now()}
    )
    world.take({1: RIGHT})
    return world


def fetch(world, boss):
    return take_quiz_scores(cohort=world.cohort, code="AK-A", by=boss)


def person_of(world, place):
    return book_of(world.cohort).cells[world.enrolments[place].pk, "AK-A"]


def test_scores_are_taken_from_the_quiz_and_missing_stays_missing(quiz, boss):
    set_up(quiz.cohort, "AK-A", source=ScoreSource.QUIZ, quiz=quiz.activity)

    first, again = fetch(quiz, boss), fetch(quiz, boss)

    assert (first, again) == (Fetched(1, 0, 1), Fetched(0, 0, 1))
    assert (person_of(quiz, 0).value, person_of(quiz, 0).facts.how) == (100, ScoreHow.QUIZ)
    assert person_of(quiz, 1).stage == ScoreStage.MISSING
    assert ScoreChange.objects.get().reason == quiz.activity.title


def test_a_locked_score_stays_when_the_quiz_is_taken_again(quiz, boss):
    set_up(quiz.cohort, "AK-A", source=ScoreSource.QUIZ, quiz=quiz.activity)
    fetch(quiz, boss)
    lock_scores(cohort=quiz.cohort, code="AK-A", by=boss)
    Score.objects.update(value=50)

    assert fetch(quiz, boss) == Fetched(0, 1, 1)
    assert person_of(quiz, 0).value == 50


def test_the_wrong_quiz_is_exchanged_and_what_it_gave_goes(quiz, boss):
    set_up(quiz.cohort, "AK-A", source=ScoreSource.QUIZ, quiz=quiz.activity)
    fetch(quiz, boss)

    set_up(quiz.cohort, "AK-A", boss, source=ScoreSource.EXTERNAL)

    change = ScoreChange.objects.latest("pk")
    assert person_of(quiz, 0).stage == ScoreStage.MISSING
    assert (change.before, change.after, change.by) == (100, None, boss)


def test_what_a_quiz_gave_stays_once_it_is_locked(quiz, boss):
    set_up(quiz.cohort, "AK-A", source=ScoreSource.QUIZ, quiz=quiz.activity)
    fetch(quiz, boss)
    lock_scores(cohort=quiz.cohort, code="AK-A", by=boss)

    with pytest.raises(ScoresExist):
        set_up(quiz.cohort, "AK-A", boss, source=ScoreSource.EXTERNAL)


def test_nobody_types_what_the_quiz_gives(quiz, boss):
    set_up(quiz.cohort, "AK-A", source=ScoreSource.QUIZ, quiz=quiz.activity)
    entry = ScoreEntry(quiz.enrolments[0].pk, Decimal(80))

    with pytest.raises(ScoresRefused) as refused:
        enter_scores(cohort=quiz.cohort, code="AK-A", entries=[entry], by=boss)
    with pytest.raises(NotNow) as elsewhere:
        take_quiz_scores(cohort=quiz.cohort, code="RA", by=boss)

    assert refusals(refused) == {ScoreRefusal.FROM_QUIZ}
    assert elsewhere.value.refusal == ScoreRefusal.NOT_RATED


def test_papers_of_a_person_and_of_everybody_let_scores_be_locked(cohort, boss):
    set_up(cohort, "TB", source=ScoreSource.EXTERNAL, needs_paper=True)
    enter(cohort, "TB", ["80", "81"], boss)
    one, _other = members(cohort)
    paper = {"content": b"%PDF-1.4\n%%EOF", "file_name": "a.pdf", "by": boss}

    none = lock_scores(cohort=cohort, code="TB", by=boss)
    add_paper(cohort=cohort, code="TB", enrolment=one, **paper)
    own = lock_scores(cohort=cohort, code="TB", by=boss)
    add_paper(cohort=cohort, code="TB", **paper)
    rest = lock_scores(cohort=cohort, code="TB", by=boss)

    assert (none.count, own.count, rest.count) == (0, 1, 1)
    assert set(none.held.values()) == {(LockHold.NO_PAPER,)}
