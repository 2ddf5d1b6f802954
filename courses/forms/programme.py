"""Everything an organiser changes in a programme made here: names, figures, courses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.core.domain.figures import Figure
from corpu.core.enums import Mark
from courses.domain.stated_figures import stated
from courses.models import (
    CoursePage,
    Programme,
    ProgrammeAgenda,
    ProgrammeCourse,
    ProgrammePhase,
)
from courses.queries.duplicates import addable_courses
from courses.queries.programmes import programme_outline
from courses.services.programmes import NewPlace, PhasePlan, PlacePlan, ProgrammePlan

MOST = 9999
LONG = {"rows": 3, "class": "w-field-textarea"}


def _number(label: Any, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, required=False)


def _mark(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Mark.choices)


class RowForm(forms.Form):
    """One row of the programme, told from the others by its prefix."""

    jp = _number(_("JP"))
    jp_mark = _mark(_("JP is"))

    @property
    def hours(self) -> Figure:
        return self._figure("jp")

    def _figure(self, name: str) -> Figure:
        return stated(self.cleaned_data[name], self.cleaned_data[f"{name}_mark"])


class DaysForm(RowForm):
    """A row with days beside its JP."""

    days = _number(_("Days"))
    days_mark = _mark(_("The days are"))

    @property
    def days_figure(self) -> Figure:
        return self._figure("days")


class ProgrammeForm(DaysForm):
    """The programme itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    regulation = forms.CharField(
        label=_("Regulation"), widget=forms.Textarea(attrs=LONG), required=False
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=250,
        required=False,
        help_text=_("Where the figures are stated: regulation, attachment, page."),
    )
    field_order = ["title", "regulation", "source", "jp", "jp_mark", "days", "days_mark"]


class PlaceForm(RowForm):
    """One course of the programme."""

    order = forms.IntegerField(label=_("Order"), min_value=1, max_value=MOST)
    is_required = forms.BooleanField(label=_("Required"), required=False)
    is_out = forms.BooleanField(label=_("Take out"), required=False)
    field_order = ["order", "jp", "jp_mark", "is_required", "is_out"]


class AddForm(forms.Form):
    """A course to be added; empty where there is none."""

    course = forms.ModelChoiceField(
        queryset=CoursePage.objects.none(),
        label=_("Course"),
        required=False,
        empty_label=_("No course"),
    )
    agenda = forms.ModelChoiceField(
        queryset=ProgrammeAgenda.objects.none(), label=_("Agenda"), required=False
    )
    phase = forms.ModelChoiceField(
        queryset=ProgrammePhase.objects.none(), label=_("Phase"), required=False
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = addable_courses(programme)
        self.fields["agenda"].queryset = programme.agendas.all()
        self.fields["phase"].queryset = programme.phases.all()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("course") and not facts.get("agenda") and "agenda" not in self.errors:
            self.add_error("agenda", _("Choose the agenda that the course belongs to."))
        return facts

    def added(self) -> NewPlace | None:
        facts = self.cleaned_data
        if not facts["course"]:
            return None
        return NewPlace(facts["course"], facts["agenda"], facts["phase"])


class ProgrammeEditor:
    """The forms of one programme as one: filled in, checked and handed on together."""

    def __init__(self, programme: Programme, data: Any = None) -> None:
        outline = programme_outline(programme)
        names = ("title", "regulation", "source")
        initial = {name: getattr(programme, name) for name in names}
        self.main = ProgrammeForm(data, initial=initial | _days(programme) | _hours(programme))
        self.phases = [
            (
                phase,
                DaysForm(data, prefix=f"phase-{phase.pk}", initial=_days(phase) | _hours(phase)),
            )
            for phase in outline.phases
        ]
        self.agendas = [
            (agenda, [(place, _place_form(place, data)) for place in places])
            for agenda, places in outline.agendas
        ]
        self.add = AddForm(data, prefix="add", programme=programme)

    @property
    def places(self) -> list[tuple[ProgrammeCourse, PlaceForm]]:
        return [row for _agenda, rows in self.agendas for row in rows]

    @property
    def forms(self) -> list[forms.Form]:
        rows = [form for _phase, form in self.phases] + [form for _place, form in self.places]
        return [self.main, *rows, self.add]

    def is_valid(self) -> bool:
        """Check every form, so that everything that is wrong is said at once."""
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong

    def plan(self) -> ProgrammePlan:
        """Return what was filled in."""
        main = self.main.cleaned_data
        return ProgrammePlan(
            title=main["title"],
            regulation=main["regulation"],
            source=main["source"],
            days=self.main.days_figure,
            hours=self.main.hours,
            phases=[PhasePlan(row.pk, form.days_figure, form.hours) for row, form in self.phases],
            places=[
                PlacePlan(
                    place.pk,
                    form.cleaned_data["order"],
                    form.hours,
                    form.cleaned_data["is_required"],
                    form.cleaned_data["is_out"],
                )
                for place, form in self.places
            ],
            added=self.add.added(),
        )


def _place_form(place: ProgrammeCourse, data: Any) -> PlaceForm:
    initial = {"order": place.order, "is_required": place.is_required, **_hours(place)}
    return PlaceForm(data, prefix=f"place-{place.pk}", initial=initial)


def _days(row: Programme | ProgrammePhase) -> dict[str, Any]:
    return {"days": row.days, "days_mark": row.days_mark}


def _hours(row: Programme | ProgrammePhase | ProgrammeCourse) -> dict[str, Any]:
    return {"jp": row.hours.working, "jp_mark": row.jp_mark}
