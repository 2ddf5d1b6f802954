"""Addresses of the discussion of a cohort."""

from django.urls import URLPattern, path

from courses.views import discussion as views

QUESTION = "<slug:cohort>/diskusi/<int:question>"
ANSWER = f"{QUESTION}/jawaban/<int:answer>"
urlpatterns: list[URLPattern] = [
    path("<slug:cohort>/diskusi/", views.question_list, name="discussion"),
    path("<slug:cohort>/diskusi/tanya/", views.question_ask, name="discussion-ask"),
    path(f"{QUESTION}/", views.question_show, name="discussion-question"),
    path(f"{QUESTION}/ubah/", views.post_correct, name="discussion-question-correct"),
    path(f"{QUESTION}/sembunyikan/", views.post_hide, name="discussion-question-hide"),
    path(f"{QUESTION}/tampilkan/", views.post_show, name="discussion-question-show"),
    path(f"{ANSWER}/ubah/", views.post_correct, name="discussion-answer-correct"),
    path(f"{ANSWER}/selesai/", views.answer_solves, name="discussion-answer-solves"),
    path(f"{ANSWER}/sembunyikan/", views.post_hide, name="discussion-answer-hide"),
    path(f"{ANSWER}/tampilkan/", views.post_show, name="discussion-answer-show"),
]
