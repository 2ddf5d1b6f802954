"""The LMS: content, programmes, cohorts, enrolment, learning, tracking."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Give pages the forms that know the rooms above the models."""
        from courses import models
        from courses.forms.pages import ContentPageForm
        from courses.forms.quiz_page import QuizPageForm

        for page in (
            models.CataloguePage,
            models.CoursePage,
            models.LessonPage,
            models.AssignmentPage,
        ):
            page.base_form_class = ContentPageForm
        models.QuizPage.base_form_class = QuizPageForm
