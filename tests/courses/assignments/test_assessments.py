"""Marking: autosave, two markers, acceptance and return."""

from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from courses.enums import CompletionHow, MarkRefusal, Outcome, SubmissionState
from courses.models import (
    Assessment,
    AssignmentPage,
    Completion,
    Enrolment,
    Submission,
    SubmissionFile,
    SubmissionVersion,
)
from courses.queries.assignment_feedback import returned_work
from courses.services.assessments import (
    MarkedElsewhere,
    MarkRefused,
    Marks,
    conclude,
    decide,
    save_assessment,
    stamp,
)
from courses.services.cohorts import close_cohort
from courses.services.completion import CohortNotRunning, EnrolmentWithdrawn
from courses.services.enrolment import withdraw
from courses.services.submissions import remove_file
from courses.services.work_groups import (
    GroupsRefused,
    add_group,
    deal_groups,
    place_people,
)
from tests.courses.assignments.world import hand_in, keys, marker, rubric, upload, world
from tests.courses.tracking_world import staff

pytestmark = pytest.mark.django_db


def full(page, level=0, comment="Baik."):
    return Marks(levels=dict.fromkeys(keys(page), level), comment=comment)


def settle(here, version, outcome, by, marks=None):
    marks = marks or full(here.page)
    return conclude(version=version, marks=marks, base="", outcome=outcome, by=by)


def test_assessment_is_a_draft_with_the_rubric_of_its_first_saving():
    here = world()
    version, by = hand_in(here), marker(here.cohort)
    one, two = keys(here.page)

    saved = save_assessment(
        version=version,
        marks=Marks({one: 1, "unknown": 0}, {two: " Jelas \r\n", one: " "}, " Sip "),
        base="",
        by=by,
    )
    page = AssignmentPage.objects.get(pk=here.page.pk)
    page.rubric = rubric(("Lain",))
    page.save()
    again = save_assessment(
        version=version, marks=Marks({one: 1, two: 0}), base=stamp(saved), by=by
    )

    assert (saved.levels, saved.comments, saved.comment) == ({one: 1}, {two: "Jelas"}, "Sip")
    assert saved.percent is None
    assert again.pk == saved.pk
    assert again.percent == Decimal("75.00")
    assert again.outcome == ""


def test_two_markers_lose_nothing():
    here = world()
    version, one, two = hand_in(here), marker(here.cohort), marker(here.cohort)
    save_assessment(version=version, marks=Marks(comment="Dari satu"), base="", by=one)

    with pytest.raises(MarkedElsewhere) as elsewhere:
        save_assessment(version=version, marks=Marks(comment="Dari dua"), base="", by=two)
    stored = elsewhere.value.assessment
    assert (stored.marker, stored.comment) == (one, "Dari satu")
    replaced = save_assessment(
        version=version, marks=Marks(comment="Dari dua"), base=stamp(stored), by=two
    )

    assert (replaced.marker, replaced.comment) == (two, "Dari dua")


def test_repeated_saving_is_acknowledged():
    here = world()
    version, by = hand_in(here), marker(here.cohort)
    first = save_assessment(version=version, marks=full(here.page), base="", by=by)

    again = save_assessment(version=version, marks=full(here.page), base="", by=by)

    assert stamp(again) == stamp(first)


def test_acceptance_completes_the_assignment_once():
    here = world()
    version, by = hand_in(here), marker(here.cohort)

    first = settle(here, version, Outcome.ACCEPT, by)
    again = settle(here, version, Outcome.ACCEPT, by)
    assert decide(assessment=first, outcome=Outcome.ACCEPT, by=by).decided_at == first.decided_at

    work = Submission.objects.get()
    done = Completion.objects.get()
    enrolment = Enrolment.objects.get(pk=here.enrolment.pk)
    assert (first.percent, again.pk) == (Decimal("100.00"), first.pk)
    assert (work.state, work.waiting_since) == (SubmissionState.ACCEPTED, None)
    assert (done.activity, done.how) == (here.activity, CompletionHow.ACCEPTED)
    assert enrolment.activities_done == 1
    assert ModelLogEntry.objects.filter(action="courses.work.accepted", user=by).count() == 1


def test_returned_work_opens_a_draft_of_the_last_version(django_capture_on_commit_callbacks):
    here = world()
    version, by = hand_in(here, uploads=[upload()]), marker(here.cohort)

    settle(here, version, Outcome.RETURN, by)

    draft = SubmissionVersion.objects.get(submitted_at=None)
    copy = draft.files.get()
    assert (draft.number, draft.texts) == (2, version.texts)
    assert copy.file.name == version.files.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(enrolment=here.enrolment, activity=here.activity, file=copy.pk)
    with SubmissionFile.objects.get().file.open("rb") as kept:
        assert kept.read()
    (back,) = returned_work(here.user)
    assert (back.outcome, back.waits, back.title) == (Outcome.RETURN, True, "Studi kasus")
    assert not Completion.objects.exists()


def test_second_version_is_accepted_and_both_stay():
    here = world()
    by = marker(here.cohort)
    settle(here, hand_in(here), Outcome.RETURN, by)

    settle(here, hand_in(here, text="Sudah diperbaiki."), Outcome.ACCEPT, by)

    assert list(
        Assessment.objects.order_by("version__number").values_list("outcome", flat=True)
    ) == ["return", "accept"]
    assert [back.waits for back in returned_work(here.user)] == [False, False]
    assert returned_work(by) == []


@pytest.mark.parametrize(
    ("outcome", "marks", "refusal"),
    [
        (Outcome.ACCEPT, Marks(comment="x"), MarkRefusal.LEVELS_MISSING),
        (Outcome.RETURN, Marks(), MarkRefusal.NO_WORDS),
    ],
)
def test_decisions_need_what_they_rest_on(outcome, marks, refusal):
    here = world()
    version, by = hand_in(here), marker(here.cohort)

    with pytest.raises(MarkRefused) as refused:
        conclude(version=version, marks=marks, base="", outcome=outcome, by=by)

    assert refused.value.refusal == refusal
    if refusal == MarkRefusal.LEVELS_MISSING:
        assert "Ketepatan analisis, Kejelasan tulisan" in str(refused.value)
    assert Submission.objects.get().state == SubmissionState.SUBMITTED


def test_decided_work_and_old_versions_are_not_marked_again():
    here = world()
    by, other = marker(here.cohort), marker(here.cohort)
    version = hand_in(here)
    settle(here, version, Outcome.RETURN, by)

    with pytest.raises(MarkRefused):
        save_assessment(version=version, marks=Marks(comment="Lagi"), base="", by=other)
    hand_in(here)
    with pytest.raises(MarkRefused):
        save_assessment(version=version, marks=Marks(comment="Lagi"), base="", by=other)


def test_nothing_is_decided_for_who_has_gone_or_after_the_close():
    here = world(people=2)
    by = marker(here.cohort)
    versions = [hand_in(here, enrolment) for enrolment in here.enrolments]
    withdraw(enrolment=here.enrolment, reason="Pindah", by=None)

    with pytest.raises(EnrolmentWithdrawn):
        settle(here, versions[0], Outcome.ACCEPT, by)
    close_cohort(cohort=here.cohort, by=None)
    with pytest.raises(CohortNotRunning):
        settle(here, versions[1], Outcome.ACCEPT, by)

    assert not Assessment.objects.exists()


def test_everybody_of_the_group_completes_but_who_has_gone():
    here = world(people=3, is_group=True)
    by = marker(here.cohort)
    deal_groups(activity=here.activity, count=1, by=by)
    version = hand_in(here)
    withdraw(enrolment=here.enrolments[2], reason="Pindah", by=None)

    settle(here, version, Outcome.ACCEPT, by)

    done = set(Completion.objects.values_list("enrolment_id", flat=True))
    assert done == {enrolment.pk for enrolment in here.enrolments[:2]}
    assert len(returned_work(here.user)) == 1


def test_group_of_nobody_cannot_be_decided():
    here = world(people=1, is_group=True)
    by = marker(here.cohort)
    deal_groups(activity=here.activity, count=1, by=by)
    version = hand_in(here)
    withdraw(enrolment=here.enrolment, reason="Pindah", by=None)

    with pytest.raises(EnrolmentWithdrawn):
        settle(here, version, Outcome.ACCEPT, by)


def sizes(here):
    return [group.members.count() for group in here.activity.work_groups.order_by("pk")]


def test_groups_are_dealt_again_as_long_as_nothing_was_handed_in():
    here = world(people=5, is_group=True)
    by = staff("penyelenggara")

    deal_groups(activity=here.activity, count=4, by=by)
    first = sizes(here)
    deal_groups(activity=here.activity, count=2, by=by)
    second = sizes(here)
    hand_in(here)

    assert (sorted(first), sorted(second)) == ([1, 1, 1, 2], [2, 3])
    with pytest.raises(GroupsRefused) as refused:
        deal_groups(activity=here.activity, count=2, by=by)
    assert "Kelompok" in str(refused.value)


def test_group_that_has_begun_stays_without_members():
    here = world(people=2, is_group=True)
    by = staff("penyelenggara")
    deal_groups(activity=here.activity, count=2, by=by)
    from_both = [here.activity.work_groups.get(members=enrolment) for enrolment in here.enrolments]
    last = max(from_both, key=lambda group: group.name)
    Submission.objects.create(activity=here.activity, group=last)

    deal_groups(activity=here.activity, count=1, by=by)

    assert sorted(sizes(here)) == [0, 2]


def test_people_are_placed_by_hand():
    here = world(people=3, is_group=True)
    by = staff("penyelenggara")
    one, two = add_group(activity=here.activity, by=by), add_group(activity=here.activity, by=by)
    first, second, third = (enrolment.pk for enrolment in here.enrolments)

    place_people(
        activity=here.activity, places={first: one.pk, second: two.pk, 9999: one.pk}, by=by
    )
    place_people(activity=here.activity, places={second: one.pk, third: None}, by=by)

    assert (one.name, two.name) == ("Kelompok 1", "Kelompok 2")
    assert set(one.members.values_list("pk", flat=True)) == {first, second}
    assert not two.members.exists()
    hand_in(here)
    with pytest.raises(GroupsRefused) as refused:
        place_people(activity=here.activity, places={first: two.pk}, by=by)
    assert str(refused.value).startswith("Kelompok 1")


def test_new_group_takes_the_next_free_name():
    here = world(people=1, is_group=True)
    by = staff("penyelenggara")
    one = add_group(activity=here.activity, by=by)
    add_group(activity=here.activity, by=by)
    one.delete()

    assert add_group(activity=here.activity, by=by).name == "Kelompok 3"
