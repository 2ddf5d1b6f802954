"""The staff's list of agencies with the names they are known by."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from corpu.accounts.domain.agency_names import AmbiguousAlias
from corpu.accounts.forms.agencies import AgencyForm
from corpu.accounts.models import Agency
from corpu.accounts.permissions import agency_policy
from corpu.accounts.services.agencies import save_agency


class _SavesAgency:
    """What adding and changing an agency have in common."""

    form: AgencyForm
    request: Any
    produced_error_message = None

    def save_instance(self) -> Agency:
        return save_agency(
            agency=self.form.instance,
            aliases=self.form.cleaned_data["aliases"],
            by=self.request.user,
        )

    def form_valid(self, form: AgencyForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]  # the view beside this mixin
        except AmbiguousAlias as clash:
            form.add_error(
                "aliases",
                _("“%(alias)s” already means %(agency)s.")
                % {"alias": clash.alias, "agency": clash.agencies[1]},
            )
            return self.form_invalid(form)  # type: ignore[attr-defined]  # the view beside this mixin


class AgencyCreateView(_SavesAgency, generic.CreateView):
    pass


class AgencyEditView(_SavesAgency, generic.EditView):
    pass


class AgencyViewSet(ModelViewSet):
    """Agencies in the admin."""

    model = Agency
    name = "agencies"
    url_prefix = "instansi"
    icon = "home"
    menu_order = 210
    permission_policy = agency_policy
    add_view_class = AgencyCreateView
    edit_view_class = AgencyEditView
    copy_view_enabled = False
    list_display = ("name", "short_name", "level", "kemendagri_code", "siasn_code")
    list_filter = ("level",)
    search_fields = ("name", "short_name", "kemendagri_code", "siasn_code")
    search_backend_name = None
    ordering = ("kemendagri_code", "name")

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        return AgencyForm


agency_viewset = AgencyViewSet()
