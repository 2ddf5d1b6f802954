"""Addresses of learning, below /belajar/."""

from courses.urls import assignments, check_in, discussion, learning, quizzes, reading, sessions

app_name = "courses"
urlpatterns = [
    *quizzes.urlpatterns,
    *assignments.urlpatterns,
    *reading.urlpatterns,
    *discussion.urlpatterns,
    *check_in.urlpatterns,
    *sessions.urlpatterns,
    *learning.urlpatterns,
]
