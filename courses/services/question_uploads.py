"""Uploaded files of questions: kept between preview and import, applied once."""

import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import clock
from courses.enums import RowVerdict
from courses.enums.question_files import QuestionFileKind
from courses.exchange.questions.recognition import recognise
from courses.models import CoursePage, QuestionImport
from courses.services.question_import import ImportOutcome, import_questions

NAME_LENGTH = 200


class UploadGone(Exception):
    """The stored file is not there any more; the author has to upload it again."""


class FileHasProblems(Exception):
    """Nothing was imported; the preview names the problems."""


def upload_questions(
    *,
    course: CoursePage,
    data: bytes,
    kind: QuestionFileKind | None,
    file_name: str,
    by: User,
) -> QuestionImport:
    """Keep a file for a course; without a type, it is recognised from what it holds."""
    upload = QuestionImport(
        course=course,
        kind=kind or recognise(data),
        file_name=file_name[-NAME_LENGTH:],
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    # A name of its own: the private storage replaces what is written under the same name.
    upload.file.save(f"{uuid.uuid4()}.txt", ContentFile(data), save=False)
    upload.save()
    return upload


def preview_upload(*, upload: QuestionImport, by: User) -> ImportOutcome:
    """Judge the stored file against the bank as it is now; writes nothing."""
    return _import(upload, by, dry_run=True)


@transaction.atomic
def apply_upload(*, upload: QuestionImport, by: User) -> QuestionImport:
    """Import the stored file; a second time nothing happens."""
    locked = QuestionImport.objects.select_for_update().get(pk=upload.pk)
    if locked.applied_at is not None:
        return locked
    outcome = _import(locked, by, dry_run=False)
    if outcome.problems:
        raise FileHasProblems
    counts = outcome.judgement.counts
    locked.new, locked.changed = counts[RowVerdict.NEW], counts[RowVerdict.CHANGED]
    locked.known, locked.applied_at = counts[RowVerdict.KNOWN], clock.now()
    locked.save(update_fields=["new", "changed", "known", "applied_at"])
    return locked


def _import(upload: QuestionImport, by: User, *, dry_run: bool) -> ImportOutcome:
    if not upload.file:
        raise UploadGone
    try:
        with upload.file.open("rb") as stored:
            data = bytes(stored.read())
    except FileNotFoundError as error:
        raise UploadGone from error
    return import_questions(
        course=upload.course,
        data=data,
        kind=QuestionFileKind(upload.kind),
        file_name=upload.file_name,
        by=by,
        dry_run=dry_run,
    )
