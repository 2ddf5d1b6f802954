"""Choices of comparing a running cohort with the newest curriculum."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(TextChoices):
    """What the newest curriculum would change for a cohort."""

    ADDED = "added", _("new")
    REMOVED = "removed", _("no longer in the curriculum")
    GONE = "gone", _("no longer published")
    RENAMED = "renamed", _("renamed")
    RULES = "rules", _("other rules")


class Part(TextChoices):
    """What a change is about."""

    COURSE = "course", _("course")
    ACTIVITY = "activity", _("activity")


class Hold(TextChoices):
    """What keeps a page from being deleted; the label says what to do instead."""

    PROGRAMME = "programme", _("A programme uses it. Take it out of the programme first.")
    COHORT = (
        "cohort",
        _("A cohort has it in its curriculum, which stays as it was when the cohort started."),
    )
    QUESTIONS = "questions", _("Its question bank holds questions. Unpublish the course instead.")
    NOTES = "notes", _("People keep notes of their own in it. Unpublish it instead.")


class RuleName(TextChoices):
    """The rules of a course or an activity that a cohort has copied."""

    IS_REQUIRED = "is_required", _("required")
    JP = "jp", "JP"
    AVAILABILITY = "availability", _("opens")
    ATTEMPTS = "attempts", _("attempts allowed")
    COUNTING = "counting", _("what counts")
    MINUTES = "minutes", _("time limit in minutes")
    PASS_MARK = "pass_mark", _("pass mark in percent")
    SHUFFLE_QUESTIONS = "shuffle_questions", _("shuffle the questions")
    SHUFFLE_OPTIONS = "shuffle_options", _("shuffle the options")
    SHOW_SCORE = "show_score", pgettext_lazy("shown afterwards", "score")
    SHOW_ANSWERS = "show_answers", _("own answers")
    SHOW_RIGHT = "show_right", _("right answers")
    SHOW_FEEDBACK = "show_feedback", _("feedback")
    KIND = "kind", _("what is handed in")
    LATE = "late", _("after the due date")
    IS_GROUP = "is_group", _("one work per group")
    IS_ANONYMOUS = "is_anonymous", _("marked without names")
    MAX_FILES = "max_files", _("files at most")
    MAX_MEGABYTES = "max_megabytes", _("megabytes per file at most")


class CopiedCourses(TextChoices):
    """What a copied programme does with the courses of its original."""

    SAME = "same", _("Use the same courses")
    COPIED = "copied", _("Copy every course as a draft")
