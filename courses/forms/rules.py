"""What organisers fill in to change the rules of an activity, and to decide about one person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.core.templatetags.corpu import clock_time, short_date
from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.domain.rule_changes import ActivityRules
from courses.enums import ActivityKind, Availability, Counting, LatePolicy
from courses.models import RequiredActivity
from courses.queries.rule_changes import ChangePreview, rules_of

MOMENT = "%Y-%m-%dT%H:%M"
REASON_LENGTH = 250
MAX_ATTEMPTS = 99
MAX_MINUTES = 1440


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        label=label, required=False, widget=widget, input_formats=[MOMENT], help_text=help_text
    )


def _reason(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "w-field-textarea"}),
        help_text=help_text,
    )


class RulesForm(forms.Form):
    """The rules of one pinned activity; the names of the fields are those of the rules."""

    is_required = forms.BooleanField(
        label=gettext_lazy("Required"),
        required=False,
        help_text=gettext_lazy("Only required activities count towards completion."),
    )
    availability = forms.ChoiceField(label=gettext_lazy("Opens"), choices=Availability.choices)
    after = forms.TypedChoiceField(
        label=gettext_lazy("After this activity"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Only where it opens after one other activity."),
    )
    opens_at = _moment(gettext_lazy("Opens at"))
    due_at = _moment(gettext_lazy("Due at"), gettext_lazy("Later work counts as late."))
    closes_at = _moment(
        gettext_lazy("Closes at"), gettext_lazy("The last moment; after it nothing can be done.")
    )

    def __init__(
        self,
        *args: Any,
        activity: RequiredActivity,
        others: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        self.before = rules_of(activity)
        initial = {name: getattr(self.before, name) for name in self.base_fields}
        self.policy, fields = _policy_fields(activity)
        initial |= {name: getattr(self.policy, name) for name in fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["after"].choices = [("", "–"), *others]
        self.policy_fields = tuple(fields)
        self.fields.update(fields)

    def rules(self) -> ActivityRules:
        """Return the rules that were filled in; what is as before is stored as before."""
        filled = self.cleaned_data
        policy = dict(self.before.policy)
        if self.policy is not None:
            chosen = replace(self.policy, **{name: filled[name] for name in self.policy_fields})
            stored = chosen.to_json()
            for name in self.policy_fields:
                if getattr(chosen, name) != getattr(self.policy, name):
                    policy[name] = stored[name]
        is_after = filled["availability"] == Availability.ACTIVITY
        return ActivityRules(
            is_required=filled["is_required"],
            availability=filled["availability"],
            after=filled["after"] if is_after else None,
            opens_at=filled["opens_at"],
            due_at=filled["due_at"],
            closes_at=filled["closes_at"],
            policy=policy,
        )

    def words(self, preview: ChangePreview) -> list[tuple[str, str, str]]:
        """Return each rule that changes, with what it was and what it becomes, in words."""
        rows = []
        for name, (was, becomes) in preview.differences.items():
            field = self.fields[name]
            before = getattr(self.policy, name) if name in self.policy_fields else was
            rows.append((str(field.label), _shown(field, before), _shown(field, becomes)))
        return rows


class LossForm(forms.Form):
    """Who loses what they have completed, by the organiser's decision."""

    losing = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everyone = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, preview: ChangePreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_lose = [one.enrolment for one in preview.losing if not one.holds_certificate]
        self.fields["losing"].choices = [(pk, pk) for pk in self.may_lose]

    def chosen(self) -> list[int]:
        """Return the enrolments that were ticked, or all that can lose anything."""
        ticked: list[int] = self.cleaned_data["losing"]
        return self.may_lose if self.cleaned_data["everyone"] else ticked


class ReasonForm(forms.Form):
    """Why an organiser decides so."""

    reason = _reason(gettext_lazy("It stays in the history."))


class ExtensionForm(forms.Form):
    """More time or more attempts for one person."""

    minutes = forms.IntegerField(
        label=gettext_lazy("More minutes per attempt"),
        min_value=0,
        max_value=MAX_MINUTES,
        required=False,
    )
    attempts = forms.IntegerField(
        label=gettext_lazy("More attempts"), min_value=0, max_value=MAX_ATTEMPTS, required=False
    )
    until = _moment(gettext_lazy("New last moment"))
    reason = _reason(gettext_lazy("It stays in the history."))

    def __init__(self, *args: Any, activity: RequiredActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activity.kind != ActivityKind.QUIZ:
            del self.fields["minutes"]
            del self.fields["attempts"]

    def granted(self) -> dict[str, Any]:
        """Return what is granted, as the service takes it."""
        filled: Mapping[str, Any] = self.cleaned_data
        return {
            "minutes": filled.get("minutes") or 0,
            "attempts": filled.get("attempts") or 0,
            "until": filled["until"],
            "reason": filled["reason"],
        }


def _policy_fields(
    activity: RequiredActivity,
) -> tuple[QuizPolicy | AssignmentPolicy | None, dict[str, forms.Field]]:
    if activity.kind == ActivityKind.QUIZ:
        return QuizPolicy.from_json(activity.policy), {
            "attempts": forms.IntegerField(
                label=_("Attempts allowed"),
                min_value=0,
                max_value=MAX_ATTEMPTS,
                help_text=_("0 allows any number."),
            ),
            "counting": forms.ChoiceField(label=_("What counts"), choices=Counting.choices),
            "minutes": forms.IntegerField(
                label=_("Time limit in minutes"),
                min_value=1,
                max_value=MAX_MINUTES,
                required=False,
                help_text=_("Empty: no limit. Attempts that have begun keep theirs."),
            ),
            "pass_mark": forms.DecimalField(
                label=_("Pass mark in percent"), min_value=0, max_value=100, decimal_places=2
            ),
        }
    if activity.kind == ActivityKind.ASSIGNMENT:
        late = forms.ChoiceField(label=_("After the due date"), choices=LatePolicy.choices)
        return AssignmentPolicy.from_json(activity.policy), {"late": late}
    return None, {}


def _shown(field: Any, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{short_date(value)}, {clock_time(value)}"
    return str(dict(getattr(field, "choices", ())).get(value, value))
