"""Addresses of a participant's own scores."""

from django.urls import URLPattern, path

from latsar.views.my_scores import my_score_object, my_scores_show

urlpatterns: list[URLPattern] = [
    path("<slug:cohort>/nilai/", my_scores_show, name="my-scores"),
    path("<slug:cohort>/nilai/<str:code>/keberatan/", my_score_object, name="score-object"),
]
