"""Drafts, files and handing in."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corpu.core import clock
from corpu.core.storage import private_storage
from courses.domain.file_types import MEGABYTE
from courses.enums import (
    AssignmentKind,
    EnrolmentState,
    FileFault,
    LatePolicy,
    SubmissionState,
    WorkRefusal,
)
from courses.models import RequiredActivity, Submission, SubmissionFile, SubmissionVersion
from courses.services.cohorts import close_cohort
from courses.services.completion import ActivityNotRequired, CohortNotRunning, EnrolmentWithdrawn
from courses.services.enrolment import withdraw
from courses.services.extensions import grant_extension
from courses.services.submissions import (
    DraftChanged,
    FileRefused,
    WorkRefused,
    add_file,
    keep_work,
    remove_file,
    save_draft,
    submit,
)
from courses.services.work_groups import deal_groups
from tests.courses.assignments.world import DOCX, JPG, ODT, PDF, PNG, hand_in, upload, world
from tests.courses.tracking_world import staff

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def save(here, text="Satu", sequence=0):
    return save_draft(
        enrolment=here.enrolment,
        activity=here.activity,
        texts={"text": text},
        sequence=sequence,
    )


def add(here, **kwargs):
    return add_file(enrolment=here.enrolment, activity=here.activity, upload=upload(**kwargs))


def test_draft_begins_the_learning_and_counts_its_savings():
    here = world()

    one = save(here)
    two = save(here, "Satu dua", sequence=one.sequence)

    here.enrolment.refresh_from_db()
    assert (one.sequence, two.sequence, two.texts) == (1, 2, {"text": "Satu dua"})
    assert (one.pk, SubmissionVersion.objects.count()) == (two.pk, 1)
    assert here.enrolment.state == EnrolmentState.ACTIVE
    assert here.enrolment.last_activity == here.activity


def test_same_text_again_changes_nothing_whatever_the_sequence():
    here = world()
    save(here)

    again = save(here, sequence=0)

    assert again.sequence == 1


def test_older_copy_overwrites_nothing_and_gets_what_is_stored():
    here = world()
    save(here)

    with pytest.raises(DraftChanged) as changed:
        save(here, "Dari tab lama", sequence=0)

    assert changed.value.draft.texts == {"text": "Satu"}
    assert SubmissionVersion.objects.get().texts == {"text": "Satu"}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("b.docx", DOCX, "docx"),
        ("c.odt", ODT, "odt"),
        ("d.JPEG", JPG, "jpg"),
        ("e.txt", PNG, "png"),
    ],
)
def test_files_of_each_type_are_kept(name, content, kind):
    here = world()

    file = add(here, name=name, content=content)

    assert (file.kind, file.size) == (kind, len(content))
    assert file.name.endswith(f".{kind}")
    with file.file.open("rb") as stored:
        assert stored.read() == content


def test_stored_path_tells_and_betrays_nothing():
    file = add(world(), name="rahasia-budi.pdf")

    assert "budi" not in file.file.name
    assert len(file.file.name) > 36


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("virus.pdf", b"MZ" + b"\0" * 90, FileFault.WRONG_TYPE),
        ("foto.jpg", b"<html><script>", FileFault.WRONG_TYPE),
        ("kosong.pdf", b"", FileFault.EMPTY),
        ("potong.pdf", PDF[:-6], FileFault.DAMAGED),
    ],
)
def test_liars_are_refused_and_leave_nothing(name, content, fault):
    here = world()

    with pytest.raises(FileRefused) as refused:
        add(here, name=name, content=content)

    assert (refused.value.fault, refused.value.name) == (fault, name)
    assert str(refused.value)
    assert not SubmissionFile.objects.exists()


def test_what_is_too_large_is_not_even_read():
    here = world(max_megabytes=1)
    large = SimpleUploadedFile("besar.pdf", b"%PDF-" + b"x" * MEGABYTE)
    large.close()

    with pytest.raises(FileRefused) as refused:
        add_file(enrolment=here.enrolment, activity=here.activity, upload=large)

    assert refused.value.fault == FileFault.TOO_LARGE
    assert "1 MB" in str(refused.value)


def test_same_file_sent_twice_is_one_file():
    here = world(max_files=1)

    first, again = add(here, name="a.pdf"), add(here, name="b.pdf")

    assert first.pk == again.pk
    assert SubmissionFile.objects.count() == 1


def test_no_more_files_than_allowed():
    here = world(max_files=1)
    add(here)

    with pytest.raises(FileRefused) as refused:
        add(here, name="b.png", content=PNG)

    assert refused.value.fault == FileFault.TOO_MANY


def test_text_assignment_takes_no_files():
    with pytest.raises(FileRefused) as refused:
        add(world(kind=AssignmentKind.TEXT))

    assert refused.value.fault == FileFault.NO_FILES


def test_removed_file_is_gone_from_the_disk(django_capture_on_commit_callbacks):
    here = world()
    file = add(here)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(enrolment=here.enrolment, activity=here.activity, file=file.pk)
        remove_file(enrolment=here.enrolment, activity=here.activity, file=file.pk)

    assert not SubmissionFile.objects.exists()
    assert not private_storage().exists(file.file.name)


def test_nobody_removes_the_file_of_somebody_else():
    here = world(people=2)
    file = add(here)

    remove_file(enrolment=here.enrolments[1], activity=here.activity, file=file.pk)

    assert SubmissionFile.objects.filter(pk=file.pk).exists()


def test_whole_form_is_kept_although_one_file_is_refused():
    here = world()

    kept = keep_work(
        enrolment=here.enrolment,
        activity=here.activity,
        texts={"text": "Satu"},
        sequence=0,
        uploads=[upload("a.pdf"), upload("b.pdf", b"MZ")],
    )

    assert [refusal.name for refusal in kept.refused] == ["b.pdf"]
    assert kept.draft.texts == {"text": "Satu"}
    file = SubmissionFile.objects.get()
    keep_work(
        enrolment=here.enrolment,
        activity=here.activity,
        texts={"text": "Satu"},
        sequence=1,
        removed=file.pk,
    )
    assert not SubmissionFile.objects.exists()


def test_handing_in_twice_hands_in_once():
    here = world()
    first = hand_in(here)

    again = submit(enrolment=here.enrolment, activity=here.activity)

    work = Submission.objects.get()
    assert (again.pk, again.submitted_at) == (first.pk, first.submitted_at)
    assert (work.state, work.waiting_since) == (SubmissionState.SUBMITTED, first.submitted_at)
    assert SubmissionVersion.objects.count() == 1


def test_nothing_can_be_changed_while_it_waits():
    here = world()
    hand_in(here)

    with pytest.raises(WorkRefused) as refused:
        save(here, "Lagi", sequence=1)

    assert refused.value.refusal == WorkRefusal.WAITING


@pytest.mark.parametrize(
    ("kind", "texts", "refusal"),
    [
        (AssignmentKind.TEXT, {"text": " "}, WorkRefusal.NO_TEXT),
        (AssignmentKind.FILES, {"text": "x"}, WorkRefusal.NO_FILE),
        (AssignmentKind.TEXT_AND_FILES, {}, WorkRefusal.NOTHING),
        (AssignmentKind.JOURNAL, {"main_ideas": "x"}, WorkRefusal.HALF_A_JOURNAL),
    ],
)
def test_empty_work_is_not_handed_in(kind, texts, refusal):
    here = world(kind=kind)
    save_draft(enrolment=here.enrolment, activity=here.activity, texts=texts, sequence=0)

    with pytest.raises(WorkRefused) as refused:
        submit(enrolment=here.enrolment, activity=here.activity)

    assert refused.value.refusal == refusal


def test_what_was_never_begun_is_not_handed_in():
    here = world()

    with pytest.raises(WorkRefused):
        submit(enrolment=here.enrolment, activity=here.activity)

    assert not Submission.objects.exists()


def test_journal_is_an_assignment_with_two_texts():
    here = world(kind=AssignmentKind.JOURNAL)

    version = hand_in(here)

    assert list(version.texts) == ["main_ideas", "application"]


@pytest.mark.parametrize(
    ("late", "after", "outcome"),
    [
        (LatePolicy.ACCEPT, dt.timedelta(0), False),
        (LatePolicy.ACCEPT, dt.timedelta(seconds=1), True),
        (LatePolicy.REFUSE, dt.timedelta(seconds=1), WorkRefusal.TOO_LATE),
    ],
)
def test_due_date_and_late_policy(late, after, outcome):
    due_at = clock.now() + DAY
    here = world(late=late, dates={"due_at": due_at})

    with clock.at(due_at + after):
        try:
            found = hand_in(here).is_late
        except WorkRefused as refused:
            found = refused.refusal

    assert found == outcome


def test_extension_moves_the_due_date_of_one_person():
    due_at = clock.now() + DAY
    here = world(people=2, late=LatePolicy.REFUSE, dates={"due_at": due_at})
    grant_extension(
        enrolment=here.enrolment,
        activity=here.activity,
        until=due_at + 2 * DAY,
        reason="Sakit",
        by=staff("penyelenggara"),
    )

    with clock.at(due_at + DAY):
        assert not hand_in(here).is_late
        with pytest.raises(WorkRefused):
            hand_in(here, here.enrolments[1])


def test_closed_assignment_takes_nothing():
    here = world(dates={"opens_at": clock.now() + DAY})

    with pytest.raises(WorkRefused) as refused:
        save(here)

    assert refused.value.refusal == WorkRefusal.CLOSED


def test_withdrawn_people_closed_cohorts_and_lessons_take_nothing():
    here = world(people=2)
    withdraw(enrolment=here.enrolments[1], reason="Pindah", by=None)
    lesson = RequiredActivity.objects.exclude(pk=here.activity.pk).get()

    with pytest.raises(ActivityNotRequired):
        save_draft(enrolment=here.enrolment, activity=lesson, texts={}, sequence=0)
    with pytest.raises(EnrolmentWithdrawn):
        save_draft(enrolment=here.enrolments[1], activity=here.activity, texts={}, sequence=0)
    close_cohort(cohort=here.cohort, by=None)
    with pytest.raises(CohortNotRunning):
        save(here)


def test_group_shares_one_draft_and_hands_in_once():
    here = world(people=2, is_group=True)
    one, two = here.enrolments
    with pytest.raises(WorkRefused) as refused:
        save(here)
    assert refused.value.refusal == WorkRefusal.NO_GROUP
    deal_groups(activity=here.activity, count=1, by=staff("penyelenggara"))

    save(here)
    draft = save_draft(enrolment=two, activity=here.activity, texts={"text": "Berdua"}, sequence=1)
    handed = submit(enrolment=one, activity=here.activity)

    assert handed.pk == draft.pk
    assert submit(enrolment=two, activity=here.activity).pk == draft.pk
    assert Submission.objects.get().group is not None
