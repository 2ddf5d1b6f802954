"""Work on an assignment: drafts that lose nothing, files, handing in."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from corpu.core import audit, clock
from corpu.core.storage import private_storage
from courses.domain.file_types import MEGABYTE, clean_name, inspect
from courses.domain.lateness import lateness
from courses.domain.policies import AssignmentPolicy
from courses.domain.submission_states import (
    WorkFacts,
    clean_texts,
    content_refusal,
    edit_refusal,
    takes_files,
)
from courses.enums import ActivityKind, FileFault, Lateness, SubmissionState, WorkRefusal
from courses.models import (
    Enrolment,
    RequiredActivity,
    Submission,
    SubmissionFile,
    SubmissionVersion,
    WorkGroup,
)
from courses.queries.availability import access_of
from courses.services.completion import ActivityNotRequired, begin, lock_learner, need_own


class WorkRefused(Exception):
    """The work cannot be changed or handed in now; `refusal` says why."""

    def __init__(self, refusal: WorkRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class DraftChanged(Exception):
    """The draft was saved elsewhere since it was read; `draft` is what is stored."""

    def __init__(self, draft: SubmissionVersion) -> None:
        super().__init__(draft.pk)
        self.draft = draft


class FileRefused(Exception):
    """A file is not taken; `fault` says why, `words` fill its label."""

    def __init__(self, name: str, fault: FileFault, words: Mapping[str, Any]) -> None:
        super().__init__(name, fault)
        self.name, self.fault, self.words = name, fault, words

    def __str__(self) -> str:
        return str(self.fault.label) % self.words


@dataclass(frozen=True, slots=True)
class KeptWork:
    """What one saving of the whole form did; files that were not taken come with their reason."""

    draft: SubmissionVersion
    refused: tuple[FileRefused, ...] = ()


@dataclass(frozen=True, slots=True)
class _Work:
    """A work under its lock, with all that decides what may be done with it."""

    enrolment: Enrolment
    policy: AssignmentPolicy
    submission: Submission | None
    last: SubmissionVersion | None
    facts: WorkFacts

    @property
    def draft(self) -> SubmissionVersion | None:
        return self.last if self.last is not None and self.last.submitted_at is None else None


@transaction.atomic
def save_draft(
    *, enrolment: Enrolment, activity: RequiredActivity, texts: Mapping[str, str], sequence: int
) -> SubmissionVersion:
    """Save the texts of the draft; `sequence` is the one that the writer's copy had.

    The same texts a second time change nothing; a copy older than what is stored overwrites
    nothing (DraftChanged).
    """
    work, draft = _open_draft(enrolment, activity)
    written = clean_texts(work.policy.kind, texts)
    if written == draft.texts and draft.sequence:
        return draft
    if sequence != draft.sequence:
        raise DraftChanged(draft)
    draft.texts = written
    draft.sequence += 1
    _touch(draft, work.enrolment, "texts", "sequence")
    return draft


@transaction.atomic
def add_file(
    *, enrolment: Enrolment, activity: RequiredActivity, upload: "File[bytes]"
) -> SubmissionFile:
    """Add a file to the draft; the same content sent again is the file that is there."""
    work, draft = _open_draft(enrolment, activity)
    policy, name = work.policy, upload.name or ""
    if not takes_files(policy.kind):
        raise FileRefused(name, FileFault.NO_FILES, {})
    # What is too large is not read at all.
    is_readable = (upload.size or 0) <= policy.max_megabytes * MEGABYTE
    content = upload.read() if is_readable else b""
    verdict = inspect(content, allowed=policy.file_types, max_megabytes=policy.max_megabytes)
    fault = verdict.fault if is_readable else FileFault.TOO_LARGE
    if fault is not None or verdict.kind is None:
        raise FileRefused(name, fault or FileFault.WRONG_TYPE, _fault_words(policy))
    digest = hashlib.sha256(content).hexdigest()
    known = draft.files.filter(sha256=digest).first()
    if known is not None:
        return known
    if draft.files.count() >= policy.max_files:
        raise FileRefused(name, FileFault.TOO_MANY, {"limit": policy.max_files})
    file = SubmissionFile(
        version=draft,
        name=clean_name(name, verdict.kind),
        kind=verdict.kind,
        size=len(content),
        sha256=digest,
        uploaded_at=clock.now(),
    )
    file.file.save(f"{uuid.uuid4()}.{verdict.kind}", ContentFile(content), save=False)
    file.save()
    _touch(draft, work.enrolment)
    return file


@transaction.atomic
def remove_file(*, enrolment: Enrolment, activity: RequiredActivity, file: int) -> None:
    """Take a file out of the draft; one that is not in it changes nothing."""
    work, draft = _open_draft(enrolment, activity)
    found = draft.files.filter(pk=file).first()
    if found is None:
        return
    stored = str(found.file.name)
    found.delete()
    _touch(draft, work.enrolment)
    transaction.on_commit(partial(_forget, stored))


@transaction.atomic
def keep_work(
    *,
    enrolment: Enrolment,
    activity: RequiredActivity,
    texts: Mapping[str, str],
    sequence: int,
    uploads: "Iterable[File[bytes]]" = (),
    removed: int | None = None,
) -> KeptWork:
    """Save the whole form at once: texts, new files, a removed file.

    A file that is refused takes nothing else with it.
    """
    draft = save_draft(enrolment=enrolment, activity=activity, texts=texts, sequence=sequence)
    if removed is not None:
        remove_file(enrolment=enrolment, activity=activity, file=removed)
    refused = []
    for upload in uploads:
        try:
            add_file(enrolment=enrolment, activity=activity, upload=upload)
        except FileRefused as refusal:
            refused.append(refusal)
    return KeptWork(draft, tuple(refused))


@transaction.atomic
def submit(*, enrolment: Enrolment, activity: RequiredActivity) -> SubmissionVersion:
    """Hand in the draft; a second call returns what has been handed in."""
    work = _lock_work(enrolment, activity)
    submission, last = work.submission, work.last
    if submission is not None and submission.state == SubmissionState.SUBMITTED and last:
        return last
    _need(edit_refusal(work.facts))
    if submission is None or last is None:
        raise WorkRefused(WorkRefusal.NOTHING)
    _need(content_refusal(work.policy.kind, last.texts, last.files.count()))
    last.submitted_at = clock.now()
    last.is_late = work.facts.lateness == Lateness.LATE
    _touch(last, work.enrolment, "submitted_at", "is_late")
    submission.state, submission.waiting_since = SubmissionState.SUBMITTED, last.submitted_at
    submission.save(update_fields=["state", "waiting_since"])
    _note_work(work.enrolment, activity)
    audit.record(
        submission, "courses.work.handed_in", actor=work.enrolment.user, version=last.number
    )
    return last


def open_revision(version: SubmissionVersion) -> SubmissionVersion:
    """Open a draft that starts from a version that came back; the caller holds the lock."""
    draft = SubmissionVersion.objects.create(
        submission_id=version.submission_id,
        number=version.number + 1,
        texts=version.texts,
        sequence=version.sequence + 1,
        saved_at=clock.now(),
        saved_by_id=version.saved_by_id,
    )
    copies = list(version.files.all())
    for copy in copies:
        copy.pk, copy.version = None, draft
    SubmissionFile.objects.bulk_create(copies)
    return draft


def _open_draft(
    enrolment: Enrolment, activity: RequiredActivity
) -> tuple[_Work, SubmissionVersion]:
    work = _lock_work(enrolment, activity)
    refusal, submission = edit_refusal(work.facts), work.submission
    if refusal is not None or submission is None:
        raise WorkRefused(refusal or WorkRefusal.NO_GROUP)
    if work.draft is not None:
        return work, work.draft
    _note_work(work.enrolment, activity)
    draft = SubmissionVersion(
        submission=submission,
        number=1,
        texts=clean_texts(work.policy.kind, {}),
        saved_at=clock.now(),
        saved_by_id=work.enrolment.user_id,
    )
    draft.save()
    return work, draft


def _lock_work(enrolment: Enrolment, activity: RequiredActivity) -> _Work:
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    if activity.kind != ActivityKind.ASSIGNMENT:
        raise ActivityNotRequired
    policy = AssignmentPolicy.from_json(activity.policy)
    submission = _lock_submission(locked, activity, is_group=policy.is_group)
    last = submission.versions.first() if submission else None
    access = access_of(locked, activity)
    facts = WorkFacts(
        kind=policy.kind,
        state=SubmissionState(submission.state) if submission else None,
        is_open=access.is_open,
        lacks_group=submission is None,
        lateness=lateness(
            now=clock.now(),
            due_at=access.due_at,
            late=policy.late,
            is_revision=last is not None and last.number > 1,
        ),
    )
    return _Work(locked, policy, submission, last, facts)


def _lock_submission(
    enrolment: Enrolment, activity: RequiredActivity, *, is_group: bool
) -> Submission | None:
    """Lock the work of a person or of their group; None for a person without a group."""
    owner: dict[str, Any] = {"enrolment": enrolment}
    if is_group:
        group = WorkGroup.objects.filter(activity=activity, members=enrolment).first()
        if group is None:
            return None
        owner = {"group": group}
    made, _is_new = Submission.objects.get_or_create(activity=activity, **owner)
    return Submission.objects.select_for_update(of=("self",)).get(pk=made.pk)


def _note_work(enrolment: Enrolment, activity: RequiredActivity) -> None:
    begin(enrolment, activity)
    enrolment.save(update_fields=["state", "started_at", "last_activity"])


def _touch(draft: SubmissionVersion, enrolment: Enrolment, *changed: str) -> None:
    draft.saved_at, draft.saved_by_id = clock.now(), enrolment.user_id
    draft.save(update_fields=["saved_at", "saved_by", *changed])


def _need(refusal: WorkRefusal | None) -> None:
    if refusal is not None:
        raise WorkRefused(refusal)


def _fault_words(policy: AssignmentPolicy) -> dict[str, Any]:
    types = ", ".join(one.upper() for one in policy.file_types)
    return {"limit": policy.max_megabytes, "types": types}


def _forget(stored: str) -> None:
    """Delete a stored file that no version has any more."""
    if not SubmissionFile.objects.filter(file=stored).exists():
        private_storage().delete(stored)
