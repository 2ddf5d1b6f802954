"""Sends handed-in files: always as attachments, never kept by anybody on the way."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.enums import FileKind
from courses.queries.work_files import WorkFile, marked_file, own_file

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}


@require_safe
@login_required
@never_cache
def assignment_file(request: HttpRequest, cohort: str, activity: int, pk: int) -> FileResponse:
    """Send somebody a file of their own work."""
    return _send(own_file(request.user, cohort, activity, pk))


@require_safe
@login_required
@never_cache
def marked_work_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a marker a file that was handed in."""
    return _send(marked_file(request.user, pk))


def _send(found: WorkFile | None) -> FileResponse:
    if found is None:
        raise Http404
    try:
        content = found.file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=TYPES[FileKind(found.file.kind)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
