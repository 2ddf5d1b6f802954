"""Addresses of the question bank: files in and out."""

from django.urls import URLPattern, path

from courses.views import question_files as views

urlpatterns: list[URLPattern] = [
    path("soal/impor/", views.QuestionUpload.as_view(), name="question-import"),
    path("soal/impor/<int:pk>/", views.QuestionShow.as_view(), name="question-import-show"),
    path(
        "soal/impor/<int:pk>/terapkan/", views.QuestionApply.as_view(), name="question-import-apply"
    ),
    path(
        "soal/impor/<int:pk>/hasil/", views.QuestionResult.as_view(), name="question-import-result"
    ),
    path("soal/ekspor/", views.QuestionExport.as_view(), name="question-export"),
    path(
        "soal/ekspor/<int:course>/<slug:kind>/",
        views.QuestionFile.as_view(),
        name="question-export-file",
    ),
]
