"""The staff's list of people, with add, change, look and invite again."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from corpu.accounts.domain.invitation import may_be_invited
from corpu.accounts.domain.nip import NipReading, NotANip, format_nip, nip_digits, read_nip
from corpu.accounts.forms.people import PersonForm
from corpu.accounts.models import User
from corpu.accounts.permissions import people_policy
from corpu.accounts.queries.people import people_for_staff
from corpu.accounts.services.invitations import NotInvitable, resend_invitation
from corpu.accounts.services.people import IdentityTaken, create_people, update_person
from corpu.core import clock

# Properties of a person have no field to take their label from.
_LABELS = {"name": gettext_lazy("Name"), "invitation_state": gettext_lazy("Invitation")}


class PeopleIndexView(generic.IndexView):
    """People, found by name, NIP (with or without spaces) or e-mail."""

    def get_base_queryset(self) -> QuerySet[User]:
        return people_for_staff()

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        with suppress(NotANip):
            self.search_query = nip_digits(self.search_query or "")
        return super().search_queryset(queryset)


class _SavesPerson:
    """What adding and changing a person have in common: problems on the form, doubts as notes."""

    def form_valid(self, form: PersonForm) -> HttpResponse:
        try:
            response = super().form_valid(form)  # type: ignore[misc]  # the view beside this mixin
        except IdentityTaken as taken:
            if taken.nips:
                form.add_error("nip", _("Somebody else has this NIP. Look for them in the list."))
            if taken.emails:
                form.add_error("email", _("Somebody else has this e-mail address."))
            return self.form_invalid(form)  # type: ignore[attr-defined]  # the view beside this mixin
        self._note_doubts(self.object)  # type: ignore[attr-defined]  # the view beside this mixin
        return response

    def _note_doubts(self, person: User) -> None:
        for warning in person_reading(person).warnings if person.nip else ():
            messages.warning(self.request, warning.label)  # type: ignore[attr-defined]


class PersonCreateView(_SavesPerson, generic.CreateView):
    produced_error_message = None

    def save_instance(self) -> User:
        return create_people(data=[self.form.data_of_person()], by=self.request.user)[0]


class PersonEditView(_SavesPerson, generic.EditView):
    produced_error_message = None

    def save_instance(self) -> User:
        return update_person(
            user=User(pk=self.object.pk), data=self.form.data_of_person(), by=self.request.user
        )


class PersonInspectView(generic.InspectView):
    """One person as stored, what their NIP says, and the way to invite them again."""

    template_name = "accounts/admin/person_inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["may_invite"] = people_policy.user_has_permission(
            self.request.user, "change"
        ) and may_be_invited(self.object.invitation_state)
        context["invite_url"] = reverse("people:invite", args=[self.object.pk])
        context["reading"] = person_reading(self.object) if self.object.nip else None
        return context

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(_LABELS.get(field_name) or super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value in {None, ""} else value

    def get_nip_display_value(self) -> str:
        return format_nip(self.object.nip or "")

    def get_invitation_state_display_value(self) -> str:
        return self.object.invitation_state.label


def person_reading(person: User) -> NipReading:
    """Read a person's NIP against what is stated about them."""
    return read_nip(
        person.nip or "", today=clock.today(), birth_date=person.birth_date, sex=person.sex
    )


@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation again and say so."""
    if not people_policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    try:
        resend_invitation(user=person, by=request.user)
    except NotInvitable as problem:
        messages.error(
            request,
            _("No invitation was sent: %(reason)s.") % {"reason": problem.state.label},
        )
    else:
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": person.email}
        )
    return redirect("people:inspect", pk)


class PeopleViewSet(ModelViewSet):
    """People in the admin; every change goes through a service."""

    model = User
    name = "people"
    url_prefix = "orang"
    icon = "group"
    menu_label = gettext_lazy("People")
    menu_order = 200
    permission_policy = people_policy
    add_to_reference_index = False
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    inspect_view_class = PersonInspectView
    inspect_template_name = "accounts/admin/person_inspect.html"
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    list_display = (
        "full_name",
        Column(
            "nip",
            label=gettext_lazy("NIP"),
            accessor=lambda p: format_nip(p.nip or ""),
            classname="digits",
        ),
        "agency",
        "kind",
        "post",
        Column(
            "invitation",
            label=gettext_lazy("Invitation"),
            accessor=lambda person: person.invitation_state.label,
        ),
    )
    list_filter = ("agency", "kind")
    search_fields = ("full_name", "nip", "email")
    search_backend_name = None
    ordering = ("full_name", "pk")
    inspect_view_fields = (
        "name",
        "nip",
        "email",
        "kind",
        "rank",
        "post",
        "agency",
        "sex",
        "religion",
        "birth_place",
        "birth_date",
        "phone",
        "invitation_state",
        "invited_at",
        "last_login",
    )

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        return PersonForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("invite/<int:pk>/", invite_again, name="invite")]


people_viewset = PeopleViewSet()
