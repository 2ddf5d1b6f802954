"""What the participant's pages of aktualisasi have in common: whose it is, saving, refusals."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from latsar.enums import PaperKind
from latsar.forms.aktualisasi import MORE, NEXT
from latsar.queries.aktualisasi import Dossier, own_dossier
from latsar.services.aktualisasi import AktualisasiRefused, WrittenElsewhere

# The steps of the plan in their order: name of the address and words.
STEPS = (
    ("issues", gettext_lazy("Issues")),
    ("core", gettext_lazy("Core issue")),
    ("causes", gettext_lazy("Causes")),
    ("idea", gettext_lazy("Idea")),
    ("activities", pgettext_lazy("aktualisasi", "Activities")),
    ("submit", gettext_lazy("Approval")),
)


@method_decorator(never_cache, name="dispatch")
class DossierView(LoginRequiredMixin, View):
    """A page about one's own aktualisasi; where there is none, there is no page."""

    template_name = ""
    title: Any = ""
    step = ""
    dossier: Dossier

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = own_dossier(request.user, kwargs["cohort"])
            if found is None:
                raise Http404
            self.dossier = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def slug(self) -> str:
        return self.dossier.enrolment.cohort.slug

    def url(self, name: str, *args: Any) -> str:
        """The address of another page of this aktualisasi."""
        return reverse(f"latsar:aktualisasi-{name}", args=[self.slug, *args])

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.page()

    def context(self) -> dict[str, Any]:
        """What the page shows besides what all pages show."""
        return {}

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """Answer with this page."""
        place = next((at for at, one in enumerate(STEPS) if one[0] == self.step), None)
        context = {
            "dossier": self.dossier,
            "cohort": self.dossier.enrolment.cohort,
            "title": self.title,
            "step": self.step,
            "steps": [(self.url(name), words, name == self.step) for name, words in STEPS],
            "place": place + 1 if place is not None else None,
            "plan_standing": self.dossier.standing(PaperKind.PLAN),
            "may_write": self.dossier.may_write(PaperKind.PLAN),
        }
        shown = context | self.context() | more
        return render(self.request, self.template_name, shown, status=status)


class FormPage(DossierView):
    """A page with one form: what cannot be saved is shown again with what was typed."""

    following = ""

    def form(self, data: Any = None, files: Any = None) -> Any:
        """Return the form, filled with what is stored or with what was sent."""
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Call the one service of this page and say what happened."""
        raise NotImplementedError

    def sequence_stored(self) -> int:
        """The sequence that the next copy should carry."""
        return self.dossier.work.sequence if self.dossier.work else 0

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.page(form=self.form())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            said = self.save(form)
        except WrittenElsewhere:
            return self._conflict()
        except AktualisasiRefused as refused:
            form.add_error(None, str(refused))
            return self.page(422, form=form)
        if said:
            messages.success(request, said)
        return redirect(self.next_url(request.POST.get("do", "")))

    def next_url(self, do: str) -> str:
        """Where to go after saving: on, or back to this page for more."""
        if do == NEXT and self.following:
            return self.url(self.following)
        return self.request.path + ("#lagi" if do == MORE else "")

    def _conflict(self) -> HttpResponse:
        """Keep what was typed, and let a second saving overwrite knowingly."""
        found = own_dossier(self.request.user, self.slug)
        if found is None:
            raise Http404
        self.dossier = found
        data = self.request.POST.copy()
        data["sequence"] = str(self.sequence_stored())
        form: Form = self.form(data, self.request.FILES)
        form.full_clean()
        words = _(
            "This was changed elsewhere meanwhile, for instance on another device. Your text is "
            "still here. Compare it with what is stored; saving again replaces what is stored."
        )
        form.add_error(None, words)
        return self.page(409, form=form, stored_url=self.request.path)
