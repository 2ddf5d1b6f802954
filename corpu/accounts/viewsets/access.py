"""Wagtail's user section, cut down to what administrators decide there: roles and access."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.users.views.users import UserFilterSet
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from corpu.accounts.forms.access import AccessForm
from corpu.accounts.models import User
from corpu.accounts.permissions import access_policy
from corpu.accounts.services.access import set_access


class AccessEditView(generic.EditView):
    """Change what one person may do."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "editing_self": self.object == self.request.user}

    def save_instance(self) -> User:
        stored = User.objects.get(pk=self.object.pk)
        chosen = self.form.cleaned_data
        return set_access(
            user=stored,
            groups=chosen["groups"],
            is_active=chosen.get("is_active", stored.is_active),
            is_superuser=chosen.get("is_superuser", stored.is_superuser),
            by=self.request.user,
        )


class AccessViewSet(WagtailUserViewSet):
    """Replaces Wagtail's user section, which expects names and passwords this project lacks."""

    menu_label = gettext_lazy("Access")
    permission_policy = access_policy
    template_prefix = ""
    index_view_class = generic.IndexView
    add_view_class = generic.CreateView
    edit_view_class = AccessEditView
    delete_view_class = generic.DeleteView
    history_view_class = generic.HistoryView
    copy_view_enabled = False
    filterset_class = UserFilterSet
    list_display = (
        "full_name",
        Column("nip", label=gettext_lazy("NIP")),
        "email",
        BooleanColumn("is_superuser", label=gettext_lazy("Administrator")),
        BooleanColumn("is_active", label=gettext_lazy("Active")),
        DateColumn("last_login", label=gettext_lazy("Last login"), sort_key="last_login"),
    )
    search_fields = ("full_name", "nip", "email")
    search_backend_name = None
    ordering = ("full_name", "pk")

    def get_form_class(self, for_update: bool = False) -> type[AccessForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        return AccessForm
