"""What is filled in about graduation: the meeting, the day of repetition, one decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latsar.domain.graduation_decisions import Choice
from latsar.enums import BandOutcome
from latsar.services.graduation import Attendee

_LONG = {"rows": 3, "class": "w-field-textarea"}
_DAY = {"type": "date"}
# A line of those who take part: the name, then what they are there as.
_BETWEEN = ";"


class MeetingForm(forms.Form):
    """When, where and with whom the meeting takes place."""

    held_on = forms.DateField(
        label=_("Held on"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    place = forms.CharField(label=_("Place"), max_length=150)
    document_number = forms.CharField(
        label=_("Number of the minutes"),
        max_length=80,
        required=False,
        help_text=_("As your institute numbers its letters; it may stay empty."),
    )
    attendance = forms.CharField(
        label=_("Who takes part"),
        max_length=4000,
        widget=forms.Textarea(attrs={**_LONG, "rows": 6}),
        help_text=_("One person per line: name; what they are there as."),
    )
    notes = forms.CharField(
        label=_("Notes for the minutes"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
    )

    def attendees(self) -> list[Attendee]:
        """Return those who take part, in the order of their lines."""
        lines = self.cleaned_data["attendance"].splitlines()
        pairs = [line.partition(_BETWEEN) for line in lines if line.strip()]
        return [Attendee(name.strip()[:150], post.strip()[:150]) for name, _sign, post in pairs]


class ProposalsForm(forms.Form):
    """Until when those who are postponed repeat, when all proposals are taken over at once."""

    repeat_until = forms.DateField(
        label=_("Postponed people repeat until"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=_("Needed only where somebody is proposed to be postponed."),
    )


class ChoiceForm(forms.Form):
    """What the meeting decides about one person."""

    outcome = forms.ChoiceField(
        label=_("Decision of the meeting"), widget=forms.RadioSelect, choices=BandOutcome
    )
    note = forms.CharField(
        label=_("Reason of the meeting"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
        help_text=_("Needed where the decision differs from the proposal, or is not to pass."),
    )
    to_repeat = forms.MultipleChoiceField(
        label=_("What is repeated"), required=False, widget=forms.CheckboxSelectMultiple
    )
    repeat_until = forms.DateField(
        label=_("Repeat until"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_repeat"].choices = list(parts)

    def choice(self, enrolment_id: int) -> Choice:
        """Return what was filled in as the rule takes it."""
        data = self.cleaned_data
        return Choice(
            enrolment_id=enrolment_id,
            outcome=BandOutcome(data["outcome"]),
            note=data["note"].strip(),
            to_repeat=tuple(data["to_repeat"]),
            repeat_until=data["repeat_until"],
        )
