"""What staff can do about a certificate that could not be made."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certificates.models import Certificate
from certificates.permissions import may_retry_certificate
from certificates.services.issuing import NotFailed, retry


@require_POST
def retry_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue one failed certificate again (the admin's addresses are open to staff only)."""
    certificate = get_object_or_404(Certificate, pk=pk)
    if not may_retry_certificate(request.user, certificate):
        raise Http404
    try:
        retry(certificate=certificate, by=request.user)
    except NotFailed:
        messages.info(request, _("This certificate is already being made or finished."))
    else:
        messages.success(request, _("The certificate is being made again."))
    return redirect("certificates_admin:inspect", pk=pk)
