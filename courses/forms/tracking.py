"""What staff fill in while they follow a cohort: filters, staff, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState
from courses.enums import EnrolmentState, StaffRole
from courses.models import Cohort
from courses.queries.people_filter import NO_CERTIFICATE, ORDERINGS, PeopleFilter
from courses.queries.staffing import cohort_staff, eligible_staff
from courses.services.planning import Duty


class PeopleFilterForm(forms.Form):
    """The address bar of the table of people; what it does not understand narrows nothing."""

    agency = forms.IntegerField(required=False)
    state = forms.ChoiceField(choices=EnrolmentState.choices, required=False)
    certificate = forms.ChoiceField(
        choices=[(NO_CERTIFICATE, ""), *CertificateState.choices], required=False
    )
    q = forms.CharField(max_length=100, required=False)
    ordering = forms.ChoiceField(
        choices=[(sign + key, key) for key in ORDERINGS for sign in ("", "-")], required=False
    )

    def chosen(self) -> PeopleFilter:
        """Return the filter that was asked for."""
        asked = self._asked()
        return PeopleFilter(
            agency=asked.get("agency"),
            state=asked.get("state", ""),
            certificate=asked.get("certificate", ""),
            search=asked.get("q", ""),
        )

    def order(self) -> str:
        """Return the ordering that was asked for."""
        return self._asked().get("ordering") or ORDERINGS[0]

    def _asked(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data


class WithdrawForm(forms.Form):
    """Why a person leaves a cohort."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-field-textarea"}),
        help_text=_("Staff read it in the history of the enrolment."),
    )


class StaffForm(forms.Form):
    """Who is in charge of a cohort, one list of people per role."""

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(person.pk, person.name) for person in eligible_staff(cohort)]
        serving = list(cohort_staff(cohort))
        for role in StaffRole:
            self.fields[role.value] = forms.TypedMultipleChoiceField(
                label=role.label,
                choices=people,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[post.user_id for post in serving if post.role == role],
            )

    def duties(self) -> list[Duty]:
        """Return everyone that was ticked."""
        return [
            Duty(user_id, role) for role in StaffRole.values for user_id in self.cleaned_data[role]
        ]
