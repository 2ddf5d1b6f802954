"""Pages of what is handed in: quizzes and assignments, with the rules cohorts copy from them."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from courses.blocks import INLINE_FEATURES, LessonBody, RubricBody
from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.enums import (
    ActivityKind,
    AssignmentKind,
    Counting,
    Difficulty,
    LatePolicy,
    QuizPartKind,
    ReviewTime,
)
from courses.models.pages import TITLE, ActivitySettings


def _review_time(name: Any, default: ReviewTime) -> models.CharField:
    return models.CharField(name, max_length=15, choices=ReviewTime, default=default)


class QuizPage(ActivitySettings, Page):
    """A quiz: which questions, how they are given, what counts, what is shown afterwards."""

    activity_kind = ActivityKind.QUIZ

    introduction = RichTextField(_("introduction"), features=INLINE_FEATURES, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts allowed"), default=1)
    counting = models.CharField(
        _("what counts"), max_length=5, choices=Counting, default=Counting.BEST
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=15)
    pass_mark = models.DecimalField(
        _("pass mark in percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(70),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    show_score = _review_time(_("score"), ReviewTime.HANDED_IN)
    show_answers = _review_time(_("own answers"), ReviewTime.HANDED_IN)
    show_right = _review_time(_("right answers"), ReviewTime.NO_ATTEMPT_LEFT)
    show_feedback = _review_time(_("feedback"), ReviewTime.NO_ATTEMPT_LEFT)

    content_panels = [
        TITLE,
        FieldPanel("summary", help_text=_("One sentence below the title; may stay empty.")),
        FieldPanel("introduction", help_text=_("What the quiz is about and how to prepare.")),
        InlinePanel("parts", heading=_("Questions"), label=_("part"), min_num=1),
        HelpPanel(template="courses/admin/_quiz_supply.html", heading=_("What the bank has")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attempts"), FieldPanel("counting")]),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("minutes")]),
                FieldPanel("pass_mark"),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
            ],
            heading=_("How it is taken"),
        ),
        MultiFieldPanel(
            [FieldPanel(f"show_{part}") for part in ("score", "answers", "right", "feedback")],
            heading=_("What trainees see afterwards, and from when"),
        ),
        ActivitySettings.rule_panels,
    ]
    promote_panels = ActivitySettings.promote_panels
    page_description = _(
        "Questions from the bank of the course, marked at once where that is possible."
    )
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["available_after"]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @property
    def policy(self) -> QuizPolicy:
        """The rules as a value."""
        return QuizPolicy(
            attempts=self.attempts,
            counting=Counting(self.counting),
            minutes=self.time_limit,
            pass_mark=Decimal(self.pass_mark),
            shuffle_questions=self.shuffle_questions,
            shuffle_options=self.shuffle_options,
            show_score=ReviewTime(self.show_score),
            show_answers=ReviewTime(self.show_answers),
            show_right=ReviewTime(self.show_right),
            show_feedback=ReviewTime(self.show_feedback),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.queries.quiz import quiz_context

        return super().get_context(request, *args, **kwargs) | quiz_context(
            self, request.user, is_preview=getattr(request, "is_preview", False)
        )


class QuizPart(Orderable):
    """One question that is always asked, or some that are drawn for each attempt."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(
        _("kind"), max_length=5, choices=QuizPartKind, default=QuizPartKind.DRAW
    )
    question = models.ForeignKey(
        "courses.Question",
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="quiz_parts",
        null=True,
        blank=True,
    )
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    tag = models.CharField(_("with the tag"), max_length=100, blank=True)
    difficulty = models.CharField(
        _("of the difficulty"), max_length=6, choices=Difficulty, blank=True
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("question", help_text=_("Only for “this question”.")),
        FieldRowPanel([FieldPanel("count"), FieldPanel("tag"), FieldPanel("difficulty")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("part of a quiz")
        verbose_name_plural = _("parts of a quiz")


class AssignmentPage(ActivitySettings, Page):
    """An assignment: what is asked, what is handed in, by what it is judged."""

    activity_kind = ActivityKind.ASSIGNMENT

    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=60)
    body = StreamField(LessonBody(), verbose_name=_("what is asked"), blank=True)
    kind = models.CharField(
        _("what is handed in"),
        max_length=14,
        choices=AssignmentKind,
        default=AssignmentKind.TEXT_AND_FILES,
    )
    late = models.CharField(
        _("after the due date"), max_length=6, choices=LatePolicy, default=LatePolicy.ACCEPT
    )
    is_group = models.BooleanField(_("one work per group"), default=False)
    is_anonymous = models.BooleanField(_("marked without names"), default=False)
    max_files = models.PositiveSmallIntegerField(
        _("files at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    max_megabytes = models.PositiveSmallIntegerField(
        _("megabytes per file at most"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    rubric = StreamField(RubricBody(), verbose_name=_("rubric"), blank=True)

    content_panels = [
        TITLE,
        FieldPanel("summary", help_text=_("One sentence below the title; may stay empty.")),
        FieldPanel("minutes", help_text=_("About how long the work takes.")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("max_files"), FieldPanel("max_megabytes")]),
                FieldPanel("late"),
                FieldRowPanel([FieldPanel("is_group"), FieldPanel("is_anonymous")]),
            ],
            heading=_("How it is handed in and marked"),
        ),
        FieldPanel("rubric", help_text=_("Criteria and what each level of them looks like.")),
        ActivitySettings.rule_panels,
    ]
    promote_panels = ActivitySettings.promote_panels
    page_description = _("Work that is handed in and judged by a person, by a rubric.")
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["available_after"]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    @property
    def policy(self) -> AssignmentPolicy:
        """The rules as a value."""
        return AssignmentPolicy(
            kind=AssignmentKind(self.kind),
            late=LatePolicy(self.late),
            is_group=self.is_group,
            is_anonymous=self.is_anonymous,
            max_files=self.max_files,
            max_megabytes=self.max_megabytes,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.queries.assignment import assignment_context

        return super().get_context(request, *args, **kwargs) | assignment_context(
            self, request.user, is_preview=getattr(request, "is_preview", False)
        )
