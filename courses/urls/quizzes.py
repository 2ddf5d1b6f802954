"""Addresses of quizzes: attempts, answers, reviews; the quiz itself is a page of the catalogue."""

from django.urls import URLPattern, path

from courses.views.quizzes import quiz_answer, quiz_attempt, quiz_hand_in, quiz_review, quiz_start

ATTEMPT = "<slug:cohort>/kuis/<int:activity>/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("<slug:cohort>/kuis/<int:activity>/mulai/", quiz_start, name="quiz-start"),
    path(ATTEMPT, quiz_attempt, name="quiz-attempt"),
    path(f"{ATTEMPT}jawaban/<int:position>/", quiz_answer, name="quiz-answer"),
    path(f"{ATTEMPT}serahkan/", quiz_hand_in, name="quiz-hand-in"),
    path(f"{ATTEMPT}hasil/", quiz_review, name="quiz-review"),
]
