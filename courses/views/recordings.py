"""Sends parts of recordings: players ask for them to seek, and iPhones before they play at all."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.documents.views.serve import serve

from courses.domain.byte_ranges import NOTHING, requested_part

RECORDINGS = (".mp4", ".webm", ".mp3", ".ogg")
BLOCK = 64 * 1024


def document_serve(request: HttpRequest, document: int, filename: str) -> HttpResponseBase:
    """Send a document as Wagtail does, its guards first; of a recording the part asked for."""
    response = serve(request, document, filename)
    if isinstance(response, FileResponse) and filename.lower().endswith(RECORDINGS):
        return _in_parts(response, request)
    return response


def _in_parts(response: FileResponse, request: HttpRequest) -> HttpResponseBase:
    response.headers["Accept-Ranges"] = "bytes"
    tag = response.headers["ETag"]
    # What a player has of an older file does not fit this one.
    if request.headers.get("If-Range", tag) != tag:
        return response
    size = int(response.headers["Content-Length"])
    part = requested_part(request.headers.get("Range", ""), size)
    if part is None:
        return response
    if part == NOTHING:
        response.close()
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    file: Any = response.file_to_stream  # closed with the response
    file.seek(part.start)
    response.streaming_content = _read(file, part.length)
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response.headers["Content-Length"] = str(part.length)
    last = part.start + part.length - 1
    response.headers["Content-Range"] = f"bytes {part.start}-{last}/{size}"
    return response


def _read(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(BLOCK, left))):
        left -= len(piece)
        yield piece
