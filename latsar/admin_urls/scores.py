"""Addresses of scores: overview, sheets, one score, setup, import; and papers."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from latsar.views import score_imports, score_person, score_setup, score_sheet, scores

SCORES = f"{COHORT}/nilai"
SHEET = f"{SCORES}/komponen/<str:code>"
PERSON = f"{SHEET}/<int:enrolment>"

urlpatterns: list[URLPattern] = [
    path(f"{SCORES}/", scores.ScoresOverview.as_view(), name="scores"),
    path(f"{SCORES}/rekap.<str:kind>", scores.ScoreExport.as_view(), name="scores-export"),
    path(f"{SCORES}/lembar.xlsx", scores.ScoreTemplate.as_view(), name="scores-template"),
    path(f"{SCORES}/impor/", score_imports.ScoreUpload.as_view(), name="scores-upload"),
    path(f"{SCORES}/impor/<int:pk>/", score_imports.ScoreShow.as_view(), name="scores-show"),
    path(
        f"{SCORES}/impor/<int:pk>/terapkan/",
        score_imports.ScoreApply.as_view(),
        name="scores-apply",
    ),
    path(f"{SCORES}/dokumen/<int:pk>/", score_setup.PaperFile.as_view(), name="score-paper"),
    path(
        f"{SCORES}/keberatan/<int:pk>/",
        score_person.AnswerObjection.as_view(),
        name="score-objection",
    ),
    path(f"{SHEET}/", score_sheet.ScoreSheet.as_view(), name="score-sheet"),
    path(f"{SHEET}/kunci/", score_sheet.LockSheet.as_view(), name="score-lock"),
    path(f"{SHEET}/umumkan/", score_sheet.ReleaseSheet.as_view(), name="score-release"),
    path(f"{SHEET}/kuis/", score_sheet.TakeQuiz.as_view(), name="score-quiz"),
    path(f"{SHEET}/atur/", score_setup.ScoreSetup.as_view(), name="score-setup"),
    path(f"{SHEET}/formulir/", score_setup.NeutralForm.as_view(), name="score-form"),
    path(f"{SHEET}/dokumen/", score_setup.ScorePapers.as_view(), name="score-papers"),
    path(f"{PERSON}/", score_person.ScorePerson.as_view(), name="score-person"),
    path(f"{PERSON}/moderasi/", score_person.Moderate.as_view(), name="score-moderate"),
    path(f"{PERSON}/moderasi/batal/", score_person.Unmoderate.as_view(), name="score-unmoderate"),
    path(f"{PERSON}/buka/", score_person.Unlock.as_view(), name="score-unlock"),
    path(f"{PERSON}/atas-nama/", score_person.ScoreForSomebody.as_view(), name="score-for"),
]
