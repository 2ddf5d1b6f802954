"""Addresses of learning, below /belajar/."""

from courses.urls import assignments, discussion, learning, quizzes, reading

app_name = "courses"
urlpatterns = [
    *quizzes.urlpatterns,
    *assignments.urlpatterns,
    *reading.urlpatterns,
    *discussion.urlpatterns,
    *learning.urlpatterns,
]
