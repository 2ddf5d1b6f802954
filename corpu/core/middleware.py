"""What every answer gets: a strict content security policy, and pages small on the wire."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

# Wagtail 7.4 still renders inline styles and scripts in its own templates.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class ContentSecurityPolicy(CSPMiddleware):
    """The settings' policy, with the admin's exceptions below its own address only."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002  the signature of django-csp
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.update = ADMIN_POLICY
        return parts


class CompressedPages(GZipMiddleware):
    """Whole pages go out compressed; files stay as they are stored, with their length.

    Django pads what it compresses with random bytes, so that its size betrays no secret.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith("text/html"):
            return response
        return super().process_response(request, response)
