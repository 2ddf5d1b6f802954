"""The question bank of a course: questions, each with all its versions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase

from courses.domain.questions import QuestionContent, content_from_json
from courses.enums import Difficulty, QuestionKind


class QuestionTag(TagBase):
    """A word that groups questions, so that a quiz can draw from them."""

    free_tagging = True

    class Meta:
        verbose_name = _("question tag")
        verbose_name_plural = _("question tags")


class TaggedQuestion(ItemBase):
    """One tag on one question."""

    tag = models.ForeignKey(QuestionTag, on_delete=models.CASCADE, related_name="tagged")
    content_object = ParentalKey(
        "courses.Question", on_delete=models.CASCADE, related_name="tagged_items"
    )


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, in the words of the domain."""

    def in_use(self) -> "QuestionQuerySet":
        """Those a quiz may still draw."""
        return self.filter(archived_at=None)


class Question(ClusterableModel):
    """One question of one course; what it says is in its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="questions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    name = models.CharField(_("name"), max_length=150)
    category = models.CharField(_("category"), max_length=200, blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM
    )
    # Which objective of the course it tests, counted from 1; empty where none.
    objective = models.PositiveSmallIntegerField(_("objective"), null=True, blank=True)
    current = models.ForeignKey(
        "courses.QuestionVersion", on_delete=models.PROTECT, related_name="+", null=True
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    tags = ClusterTaggableManager(through=TaggedQuestion, verbose_name=_("tags"), blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = pgettext_lazy("question bank", "questions")
        ordering = ["course", "category", "name", "pk"]
        permissions = [("can_manage_questions", "Can write questions of own courses")]

    def __str__(self) -> str:
        return self.name


class QuestionVersion(models.Model):
    """What a question said from one moment on; never changed, because attempts point at it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    stored = models.JSONField(_("content"))
    created_at = models.DateTimeField(_("written at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    note = models.CharField(_("what changed"), max_length=250, blank=True)
    images = models.ManyToManyField(
        "wagtailimages.Image", through="courses.QuestionImage", related_name="+"
    )

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="questionversion_number")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.number}"

    @property
    def content(self) -> QuestionContent:
        """The content as a value."""
        return content_from_json(self.stored)


class QuestionImage(models.Model):
    """An image that a version shows, and that therefore must stay."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE)
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "image"], name="questionimage_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.image_id}"
