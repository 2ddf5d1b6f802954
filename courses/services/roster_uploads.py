"""Uploaded rosters: kept between preview and import, applied once."""

import datetime as dt
import uuid
from pathlib import PurePath
from typing import cast

from django.core.files.base import ContentFile
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts, Target
from courses.enums import RowVerdict
from courses.models import Cohort, Programme, RosterImport
from courses.queries.roster import IMPORTED
from courses.services import roster

NAME_LENGTH = 200


class UploadGone(Exception):
    """The stored file is not there any more; the organiser has to upload it again."""


def upload_roster(
    *,
    upload_bytes: bytes,
    file_name: str,
    cohort: Cohort | None,
    programme: Programme | None,
    size: int,
    by: User,
) -> RosterImport:
    """Keep a file that can be read as a roster; raises what `roster.preview` raises."""
    file_name = file_name[-NAME_LENGTH:]
    upload = RosterImport(
        cohort=cohort,
        programme=None if cohort else programme,
        cohort_size=size,
        file_name=file_name,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    roster.preview(upload_bytes=upload_bytes, file_name=file_name, target=target_of(upload))
    # A name of its own: the private storage replaces what is written under the same name.
    stored = f"{uuid.uuid4()}{PurePath(file_name).suffix.lower()}"
    upload.file.save(stored, ContentFile(upload_bytes), save=False)
    upload.save()
    return upload


def preview_upload(*, upload: RosterImport) -> roster.RosterPreview:
    """Judge the stored file against the database as it is now; writes nothing."""
    return roster.preview(
        upload_bytes=_content(upload), file_name=upload.file_name, target=target_of(upload)
    )


@transaction.atomic
def apply_upload(
    *,
    upload: RosterImport,
    by: User,
    skip_problems: bool = False,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> RosterImport:
    """Import the stored file; a second time nothing happens. Raises what `roster.apply` raises."""
    locked = RosterImport.objects.select_for_update().get(pk=upload.pk)
    if locked.applied_at is not None:
        return locked
    outcome = roster.apply(
        upload_bytes=_content(locked),
        file_name=locked.file_name,
        target=target_of(locked, starts_on=starts_on, ends_on=ends_on),
        by=by,
        skip_problems=skip_problems,
    )
    locked.applied_at = clock.now()
    locked.save(update_fields=["applied_at"])
    counts = outcome.preview.counts
    audit.record(
        locked,
        IMPORTED,
        actor=by,
        new=counts[RowVerdict.NEW],
        changed=counts[RowVerdict.CHANGED],
        known=counts[RowVerdict.KNOWN],
        skipped=counts[RowVerdict.PROBLEM],
        cohorts=[cohort.pk for cohort in outcome.cohorts],
    )
    return locked


def target_of(
    upload: RosterImport, *, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> Target:
    """Where the people of an upload go."""
    if upload.cohort_id is not None:
        return IntoCohort(upload.cohort_id)
    # The database lets no upload be without both.
    programme_id = cast("int", upload.programme_id)
    return IntoNewCohorts(programme_id, upload.cohort_size, starts_on=starts_on, ends_on=ends_on)


def _content(upload: RosterImport) -> bytes:
    if not upload.file:
        raise UploadGone
    try:
        with upload.file.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError as error:
        raise UploadGone from error
