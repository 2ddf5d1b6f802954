"""Questions and answers of the people of one cohort about one course."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.requirement import RequiredCourse


class Post(models.Model):
    """Common to a question and its answers; what is hidden stays for who moderates."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    posted_at = models.DateTimeField(_("posted at"))
    edited_at = models.DateTimeField(_("edited at"), null=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    hide_reason = models.CharField(_("reason"), max_length=250, blank=True)
    # Written by somebody who teaches or runs the cohort, as it was when it was posted.
    is_staff_post = models.BooleanField(_("by staff"), default=False)

    class Meta:
        abstract = True


class DiscussionQuestion(Post):
    """A question about a course, asked within one cohort."""

    course = models.ForeignKey(
        RequiredCourse, on_delete=models.PROTECT, related_name="discussion_questions"
    )
    title = models.CharField(_("title"), max_length=150)
    last_post_at = models.DateTimeField(_("last post at"))

    class Meta:
        verbose_name = _("question of the discussion")
        verbose_name_plural = _("questions of the discussion")
        ordering = ["-last_post_at"]

    def __str__(self) -> str:
        return self.title


class DiscussionAnswer(Post):
    """An answer; the one that solved the question may be marked."""

    question = models.ForeignKey(
        DiscussionQuestion, on_delete=models.PROTECT, related_name="answers"
    )
    is_solution = models.BooleanField(_("solved the question"), default=False)

    class Meta:
        verbose_name = _("answer of the discussion")
        verbose_name_plural = _("answers of the discussion")
        ordering = ["posted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(is_solution=True),
                name="discussionanswer_one_solution",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.pk}"
