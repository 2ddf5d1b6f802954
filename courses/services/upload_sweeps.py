"""Files that were brought in and never imported: deleted after a while, their rows stay."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from corpu.core import clock
from courses.models import QuestionImport, RosterImport

# Days from the upload; a roster holds people, but its organiser may wait for an agency's answer.
KEPT_DAYS: dict[type[QuestionImport | RosterImport], int] = {QuestionImport: 7, RosterImport: 30}


def forget_uploads() -> int:
    """Delete what nobody imported in time; return how many files. Safe to repeat."""
    forgotten = 0
    for model in KEPT_DAYS:
        for pk in list(_stale(model).values_list("pk", flat=True)):
            forgotten += _forget(model, pk)
    return forgotten


def _stale(model: type[QuestionImport | RosterImport]) -> QuerySet[Any]:
    before = clock.now() - dt.timedelta(days=KEPT_DAYS[model])
    stale: QuerySet[Any] = model.objects.filter(applied_at=None, uploaded_at__lt=before)
    return stale.exclude(file="").order_by("pk")


@transaction.atomic
def _forget(model: type[QuestionImport | RosterImport], pk: int) -> bool:
    """Delete first, then say so: interrupted in between, the next sweep finishes it."""
    upload = _stale(model).select_for_update(of=("self",)).filter(pk=pk).first()
    if upload is None:
        return False
    upload.file.delete(save=False)
    upload.save(update_fields=["file"])
    return True
