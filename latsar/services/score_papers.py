"""Papers that scores from elsewhere stand on, such as an agency's list of PKTBT."""

import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from corpu.accounts.models import Agency, User
from corpu.core import audit, clock
from courses.domain.file_types import clean_name, inspect
from courses.enums import FileFault, FileKind
from courses.models import Cohort, Enrolment
from latsar.models import ScorePaper
from latsar.services.score_setup import lock_component

MAX_MEGABYTES = 10
KINDS = (FileKind.PDF, FileKind.JPG, FileKind.PNG)


class PaperRefused(Exception):
    """The file is not taken; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@transaction.atomic
def add_paper(
    *,
    cohort: Cohort,
    code: str,
    content: bytes,
    file_name: str,
    by: User,
    number: str = "",
    enrolment: Enrolment | None = None,
    agency: Agency | None = None,
) -> ScorePaper:
    """Keep a paper for one person, one agency's people, or with neither everybody."""
    verdict = inspect(content, allowed=KINDS, max_megabytes=MAX_MEGABYTES)
    if verdict.kind is None:
        raise PaperRefused(verdict.fault or FileFault.WRONG_TYPE)
    lock_component(cohort, code)
    paper = ScorePaper(
        cohort=cohort,
        code=code,
        enrolment=enrolment,
        agency=None if enrolment else agency,
        number=number.strip(),
        file_name=clean_name(file_name, verdict.kind),
        kind=verdict.kind.value,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    paper.file.save(f"{uuid.uuid4()}.{verdict.kind.value}", ContentFile(content), save=False)
    paper.save()
    audit.record(
        cohort,
        "latsar.scores.paper_added",
        actor=by,
        code=code,
        number=paper.number,
        enrolment=enrolment.pk if enrolment else None,
        agency=agency.pk if agency else None,
    )
    return paper
