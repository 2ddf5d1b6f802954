"""Handing in, sending and marking at the same moment, with real connections."""

from threading import Event

import pytest
from django.db import transaction

from courses.enums import Outcome
from courses.models import (
    Assessment,
    Completion,
    Submission,
    SubmissionFile,
    SubmissionVersion,
    WorkGroup,
)
from courses.services.assessments import MarkedElsewhere, Marks, conclude, save_assessment
from courses.services.submissions import DraftChanged, add_file, save_draft, submit
from courses.services.work_groups import GroupsRefused, deal_groups, place_people
from tests.courses.assignments.test_assessments import full
from tests.courses.assignments.world import hand_in, marker, upload, world
from tests.courses.test_enrolment_concurrency import at_once
from tests.courses.tracking_world import staff

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_submits_at_once_hand_in_one_version():
    here = world()
    save_draft(enrolment=here.enrolment, activity=here.activity, texts={"text": "a"}, sequence=0)

    results = at_once(*[lambda: submit(enrolment=here.enrolment, activity=here.activity).pk] * 2)

    assert results == [SubmissionVersion.objects.get().pk] * 2


def test_same_file_sent_twice_at_once_is_one_file():
    here = world()

    def send():
        return add_file(enrolment=here.enrolment, activity=here.activity, upload=upload()).pk

    assert at_once(send, send) == [SubmissionFile.objects.get().pk] * 2


def test_two_first_drafts_at_once_are_one_draft_and_one_message():
    here = world()

    def write(text):
        try:
            return save_draft(
                enrolment=here.enrolment, activity=here.activity, texts={"text": text}, sequence=0
            ).texts["text"]
        except DraftChanged as changed:
            return f"not over {changed.draft.texts['text']}"

    results = at_once(lambda: write("a"), lambda: write("b"))

    stored = SubmissionVersion.objects.get().texts["text"]
    assert sorted(results) == [stored, f"not over {stored}"]


def test_two_markers_at_once_lose_nothing():
    here = world()
    version, one, two = hand_in(here), marker(here.cohort), marker(here.cohort)

    def save(by):
        try:
            marks = Marks(comment=f"Dari {by.pk}")
            return save_assessment(version=version, marks=marks, base="", by=by).comment
        except MarkedElsewhere as elsewhere:
            return f"not over {elsewhere.assessment.comment}"

    results = at_once(lambda: save(one), lambda: save(two))

    stored = Assessment.objects.get().comment
    assert sorted(results) == [stored, f"not over {stored}"]


def test_two_acceptances_at_once_complete_once():
    here = world()
    version, by = hand_in(here), marker(here.cohort)
    marks = full(here.page)

    def accept():
        outcome = Outcome.ACCEPT
        return conclude(version=version, marks=marks, base="", outcome=outcome, by=by).pk

    assert at_once(accept, accept) == [Assessment.objects.get().pk] * 2
    assert Completion.objects.count() == 1


def draft(here, person, text):
    return save_draft(
        enrolment=person, activity=here.activity, texts={"text": text}, sequence=0
    ).submission_id


def test_handing_in_while_groups_are_dealt_again_neither_doubles_nor_loses_work():
    here = world(people=4, is_group=True)
    by, person = staff("penyelenggara"), here.enrolment
    deal_groups(activity=here.activity, count=2, by=by)
    own = WorkGroup.objects.get(members=person)
    other = WorkGroup.objects.exclude(pk=own.pk).get()
    draft(here, person, "Milik pertama")
    draft(here, other.members.first(), "Milik kedua")

    def swap():
        places = {one.pk: other.pk for one in own.members.all()}
        places |= {one.pk: own.pk for one in other.members.all()}
        try:
            return len(place_people(activity=here.activity, places=places, by=by))
        except GroupsRefused:
            return "refused"

    dealt, handed = at_once(
        swap, lambda: submit(enrolment=person, activity=here.activity).submission_id
    )

    # Whoever came second saw what the first had done.
    now = WorkGroup.objects.get(members=person)
    assert Submission.objects.get(pk=handed).group == now
    assert now == (own if dealt == "refused" else other)
    assert Submission.objects.count() == 2
    assert SubmissionVersion.objects.exclude(submitted_at=None).count() == 1


def test_dealing_waits_for_whoever_hands_in_and_then_refuses():
    here = world(people=2, is_group=True)
    by, person = staff("penyelenggara"), here.enrolment
    deal_groups(activity=here.activity, count=2, by=by)
    draft(here, person, "Milik saya")
    is_locked, may_end = Event(), Event()

    def hand_in_slowly():
        with transaction.atomic():
            handed = submit(enrolment=person, activity=here.activity)
            is_locked.set()
            may_end.wait(1)
        return handed.pk

    def deal():
        is_locked.wait()
        with pytest.raises(GroupsRefused):
            deal_groups(activity=here.activity, count=1, by=by)
        return "refused"

    assert at_once(hand_in_slowly, deal) == [SubmissionVersion.objects.get().pk, "refused"]
    assert WorkGroup.objects.get(members=person).submissions.count() == 1
