"""What people write into the consultation log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.core import clock
from latsar.enums import ActorRole
from latsar.models import Consultation, Guidance
from latsar.services.consultations import Entry

NOTES = 4000
ANSWER = 2000


class ConsultationForm(forms.Form):
    """A consultation, as the participant writes it down."""

    advisor = forms.ChoiceField(label=_("With whom"), widget=forms.RadioSelect)
    held_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    notes = forms.CharField(
        label=_("What was discussed"),
        max_length=NOTES,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you asked, what you were advised, and what you will do next."),
    )

    def __init__(self, *args: Any, guidance: Guidance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advisor"].choices = advisors(guidance)  # type: ignore[attr-defined]
        self.fields["held_on"].widget.attrs["max"] = clock.today().isoformat()

    def entry(self) -> Entry:
        """Return what was filled in."""
        return Entry(**self.cleaned_data)


def advisors(guidance: Guidance) -> list[tuple[str, str]]:
    """Return those with whom this person can have spoken: the coach and the mentor they have."""
    found = []
    if guidance.group and guidance.group.coach:
        found.append((ActorRole.COACH.value, _advisor(ActorRole.COACH, guidance.group.coach.name)))
    if guidance.mentor:
        found.append((ActorRole.MENTOR.value, _advisor(ActorRole.MENTOR, str(guidance.mentor))))
    return found


def as_initial(consultation: Consultation) -> dict[str, Any]:
    """Return an entry as the form shows it."""
    return {
        "advisor": consultation.advisor_role,
        "held_on": consultation.held_on.isoformat(),
        "notes": consultation.notes,
    }


def _advisor(role: ActorRole, name: str) -> str:
    return _("%(name)s, %(role)s") % {"name": name, "role": role.label}


class AnswerForm(forms.Form):
    """What a coach or mentor says to an entry; asking for a correction needs words."""

    CONFIRM, CORRECT = "confirm", "correct"

    do = forms.ChoiceField(choices=[(CONFIRM, ""), (CORRECT, "")], widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Your remark"),
        max_length=ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("do") == self.CORRECT and not cleaned.get("answer"):
            self.add_error("answer", _("Say what should be corrected."))
        return cleaned

    @property
    def is_confirmed(self) -> bool:
        """Whether the entry was confirmed."""
        return bool(self.cleaned_data["do"] == self.CONFIRM)
