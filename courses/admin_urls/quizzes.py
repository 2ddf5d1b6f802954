"""Addresses of quizzes for staff: essays, results and statistics, marking anew."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import essays, quiz_results

urlpatterns: list[URLPattern] = [
    path("penilaian/esai/", essays.EssayQueue.as_view(), name="essays"),
    path("penilaian/esai/<int:pk>/", essays.EssayDesk.as_view(), name="essay"),
    path(f"{COHORT}/kuis/", quiz_results.CohortQuizzes.as_view(), name="quiz-list"),
    path(
        f"{COHORT}/kuis/<int:activity>/",
        quiz_results.QuizResults.as_view(),
        name="quiz-results",
    ),
    path(
        f"{COHORT}/kuis/<int:activity>/nilai-ulang/<int:version>/",
        quiz_results.QuizRemark.as_view(),
        name="quiz-remark",
    ),
]
