"""Content pages: catalogue, course, lesson. Thin: fields, panels, tree rules, context."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from courses.blocks import INLINE_FEATURES, AssessmentBlock, LessonBody, ObjectiveBlock
from courses.enums import ActivityKind, Availability

CODE_LENGTH = 12
TRAINEE = "trainee"
TITLE = TitleFieldPanel("title", help_text=_("As trainees read it."))
ADDRESS = FieldPanel("slug", help_text=_("The last part of the address; best left as it is."))


class CataloguePage(Page):
    """The list of all courses; there is one."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    page_description = _("The list of all courses; there is one.")
    subpage_types = ["courses.CoursePage"]
    max_count = 1
    admin_default_ordering = "ord"

    class Meta:
        verbose_name = _("catalogue")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.queries.catalogue import catalogue_context

        return super().get_context(request, *args, **kwargs) | catalogue_context(self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a course or activity by its whole address: one query instead of two per level."""
        if len(path_components) not in {1, 2}:
            return super().route(request, path_components)
        from courses.queries.activity_pages import content_page_at

        page = content_page_at(f"{self.url_path}{'/'.join(path_components)}/")
        if page is None:
            raise Http404
        return RouteResult(page)


class OwnAccess:
    """Pages whose readers our own rule decides: Wagtail's privacy is neither offered nor asked."""

    private_page_options: list[str] = []

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        return PageViewRestriction.objects.none()


class CoursePage(OwnAccess, Page):
    """One course (mata pelatihan): what it is for, how it is assessed, its lessons."""

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True)
    summary = models.CharField(_("summary"), max_length=250)
    introduction = RichTextField(_("introduction"), features=INLINE_FEATURES, blank=True)
    objectives = StreamField(
        [("objective", ObjectiveBlock(max_length=250, label=_("objective")))],
        verbose_name=_("objectives"),
        blank=True,
    )
    assessments = StreamField(
        [("assessment", AssessmentBlock(max_length=250, label=_("assessment")))],
        verbose_name=_("how it is assessed"),
        blank=True,
    )

    content_panels = [
        TITLE,
        FieldPanel(
            "code", help_text=_("Short and unique; the part before the hyphen is its agenda.")
        ),
        FieldPanel("summary", help_text=_("One sentence for the catalogue.")),
        FieldPanel("introduction", help_text=_("What the course is about and why it matters.")),
        FieldPanel("objectives", help_text=_("What people can do after it, one per line.")),
        FieldPanel("assessments", help_text=_("How learning is assessed, one way per line.")),
    ]
    promote_panels = [ADDRESS]
    parent_page_types = ["courses.CataloguePage"]
    page_description = _(
        "What a course is for and how it is assessed; its activities hang below it."
    )
    subpage_types = ["courses.LessonPage", "courses.QuizPage", "courses.AssignmentPage"]
    admin_default_ordering = "ord"
    exclude_fields_in_copy = ["code"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.queries.reading import course_context

        return super().get_context(request, *args, **kwargs) | course_context(
            self, request.user, is_preview=getattr(request, "is_preview", False)
        )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._fill_code()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._fill_code()
        super().minimal_clean()

    def _fill_code(self) -> None:
        """Give a copy or draft without a code a free one; an author writes the real one later."""
        if not self.code:
            from courses.queries.catalogue import free_code

            self.code = free_code(self.slug)


class ActivitySettings(OwnAccess, models.Model):
    """What every activity of a course has; a cohort copies the rules when it starts."""

    summary = models.CharField(_("summary"), max_length=250, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    availability = models.CharField(
        _("opens"), max_length=8, choices=Availability, default=Availability.ALWAYS
    )
    available_after = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("after this activity"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    promote_panels = [ADDRESS]
    rule_panels = MultiFieldPanel(
        [
            FieldPanel("is_required", help_text=_("Whether it counts for completing the course.")),
            FieldPanel("availability"),
            FieldPanel("available_after", help_text=_("Only for “after one other activity”.")),
        ],
        heading=_("Rules for cohorts that start from now on"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As staff")), (TRAINEE, _("As a trainee"))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)  # type: ignore[misc]
        return context | {"as_trainee": mode_name == TRAINEE}


class LessonPage(ActivitySettings, Page):
    """One lesson: a text to read in one sitting and to confirm."""

    activity_kind = ActivityKind.LESSON

    code = models.CharField(_("code"), max_length=16, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes of reading"), default=10)
    body = StreamField(LessonBody(), verbose_name=_("body"), blank=True)

    content_panels = [
        TITLE,
        FieldPanel("code", help_text=_("Only for your own order; trainees do not see it.")),
        FieldPanel("summary", help_text=_("One sentence below the title; may stay empty.")),
        FieldPanel("minutes", help_text=_("About how long a trainee reads.")),
        FieldPanel("body"),
        ActivitySettings.rule_panels,
    ]
    promote_panels = ActivitySettings.promote_panels
    parent_page_types = ["courses.CoursePage"]
    page_description = _("A text to read in one sitting and to confirm.")
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["available_after"]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.queries.reading import lesson_context

        return super().get_context(request, *args, **kwargs) | lesson_context(
            self, request.user, is_preview=getattr(request, "is_preview", False)
        )
