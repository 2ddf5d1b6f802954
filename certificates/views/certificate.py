"""My certificate: what it says, how far it is, and the file itself."""

import io
import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.enums import STORED_STATES, CertificateState
from certificates.models import Certificate
from certificates.permissions import may_read_certificate
from certificates.queries.addresses import verification_address
from certificates.queries.certificates import certificate_by_uuid
from certificates.queries.files import StoredFileProblem, stored_bytes
from certificates.views.headers import keep_out_of_search


@require_safe
@login_required
@never_cache
@keep_out_of_search
def show(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show one certificate to its owner or to staff; answer htmx with the changing part only."""
    response = _page(request, _readable(request, identity))
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@login_required
@never_cache
@keep_out_of_search
def download(request: HttpRequest, identity: uuid.UUID) -> HttpResponse | FileResponse:
    """Hand out the file, but only if it still is the one that was issued."""
    certificate = _readable(request, identity)
    if certificate.state not in STORED_STATES:
        raise Http404
    try:
        content = stored_bytes(certificate)
    except StoredFileProblem:
        return _page(request, certificate, is_damaged=True, status=409)
    return FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=file_name(certificate),
        content_type="application/pdf",
    )


def file_name(certificate: Certificate) -> str:
    """Return a name that says on anybody's disk whose certificate this is."""
    number = certificate.number.replace("/", "-")
    return f"sertifikat-{slugify(certificate.name)}-{slugify(number)}.pdf"


def _readable(request: HttpRequest, identity: uuid.UUID) -> Certificate:
    certificate = certificate_by_uuid(identity)
    if certificate is None or not may_read_certificate(request.user, certificate):
        raise Http404
    return certificate


def _page(
    request: HttpRequest, certificate: Certificate, *, is_damaged: bool = False, status: int = 200
) -> HttpResponse:
    is_partial = request.headers.get("HX-Request") == "true"
    template = "certificates/_state.html" if is_partial else "certificates/certificate_show.html"
    context = {
        "certificate": certificate,
        "is_owed": certificate.state == CertificateState.PENDING,
        "is_failed": certificate.state == CertificateState.FAILED,
        "is_stored": certificate.state in STORED_STATES,
        "is_damaged": is_damaged,
        "is_mine": certificate.recipient_id == request.user.pk,
        "verification_address": verification_address(certificate.code),
    }
    return render(request, template, context, status=status)
