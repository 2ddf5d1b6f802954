"""The staff's list of certificates: look up, inspect, fetch, try again; nothing to edit."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet

from certificates.enums import STORED_STATES, CertificateState
from certificates.models import Certificate
from certificates.permissions import certificate_policy, may_retry_certificate
from certificates.views.staff import retry_certificate


class CertificateInspectView(generic.InspectView):
    """All facts of one certificate, with its file and what can be done about a failure."""

    template_name = "certificates/admin/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.object.state
        return super().get_context_data(
            **kwargs,
            certificate=self.object,
            has_file=state in STORED_STATES,
            may_retry=state == CertificateState.FAILED
            and may_retry_certificate(self.request.user, self.object),
        )


class CertificateHistoryView(HistoryView):
    any_permission_required = ["view"]


class CertificateViewSet(ModelViewSet):
    """Certificates in the admin."""

    model = Certificate
    name = "certificates_admin"
    url_prefix = "sertifikat"
    menu_label = _("Certificates")
    menu_name = "certificates"
    menu_order = 230
    icon = "doc-full"
    add_to_admin_menu = True
    permission_policy = certificate_policy
    inspect_view_enabled = True
    inspect_view_class = CertificateInspectView
    history_view_class = CertificateHistoryView
    copy_view_enabled = False
    # A certificate is never edited; the viewset still wants to know what a form would hold.
    form_fields = ("name",)
    list_display = (
        "number",
        "name",
        "cohort",
        "state",
        "issued_on",
    )
    list_filter = ("state", "collection")
    list_per_page = 50
    search_fields = ("name", "number", "code")
    search_backend_name = None
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "number",
        "code",
        "state",
        "error",
        "attempts",
        "name",
        "nip",
        "rank",
        "post",
        "agency",
        "programme",
        "cohort",
        "place",
        "starts_on",
        "ends_on",
        "completed_on",
        "jp",
        "institute",
        "signatory_name",
        "signatory_position",
        "issued_on",
        "issued_at",
        "design",
        "sha256",
        "pages",
    )
    inspect_template_name = "certificates/admin/inspect.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("coba-lagi/<int:pk>/", retry_certificate, name="retry"),
        ]


certificate_viewset = CertificateViewSet()
