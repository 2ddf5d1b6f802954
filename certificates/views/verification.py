"""Public verification: is this paper genuine, and is it still valid?"""

from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.domain.codes import is_wellformed, normalise
from certificates.domain.paper import nip_masked
from certificates.enums import STORED_STATES, CertificateState
from certificates.forms.verification import VerificationForm
from certificates.queries.certificates import certificate_by_code
from certificates.views.headers import keep_out_of_search

SHORT_DIGEST = 16


@require_safe
@never_cache
@keep_out_of_search
@rate_limit(action="verify_certificate", limit_get=True)
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a well-formed one leads to its own address."""
    form = VerificationForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:verify-code", code=form.cleaned_data["kode"])
    return render(request, "certificates/verify.html", {"form": form})


@require_safe
@never_cache
@keep_out_of_search
@rate_limit(action="verify_certificate", limit_get=True)
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the paper with this code says, and the state of the certificate."""
    if not is_wellformed(code):
        raise Http404
    canonical = normalise(code)
    if code != canonical:
        return redirect("certificates:verify-code", code=canonical)
    certificate = certificate_by_code(code)
    if certificate is None:
        return render(request, "certificates/verify_unknown.html", {"code": code}, status=404)
    context = {
        "certificate": certificate,
        "is_printed": certificate.state in STORED_STATES,
        "is_valid": certificate.state == CertificateState.ISSUED,
        "nip": nip_masked(certificate.nip),
        "short_digest": certificate.sha256[:SHORT_DIGEST],
    }
    return render(request, "certificates/verify_result.html", context)
