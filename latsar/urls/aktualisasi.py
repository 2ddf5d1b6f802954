"""Addresses of a participant's aktualisasi."""

from django.urls import URLPattern, path

from latsar.views import aktualisasi_papers as papers
from latsar.views import aktualisasi_plan as plan
from latsar.views import aktualisasi_print as prints
from latsar.views import aktualisasi_weeks as weeks

A = "<slug:cohort>/aktualisasi/"

urlpatterns: list[URLPattern] = [
    path(A, plan.Overview.as_view(), name="aktualisasi-overview"),
    path(f"{A}isu/", plan.Issues.as_view(), name="aktualisasi-issues"),
    path(f"{A}isu/baru/", plan.IssuePage.as_view(), name="aktualisasi-issue-new"),
    path(f"{A}isu/<int:pk>/", plan.IssuePage.as_view(), name="aktualisasi-issue"),
    path(f"{A}isu/<int:pk>/hapus/", plan.RemoveIssue.as_view(), name="aktualisasi-issue-remove"),
    path(f"{A}isu-utama/", plan.Core.as_view(), name="aktualisasi-core"),
    path(f"{A}sebab/", plan.Causes.as_view(), name="aktualisasi-causes"),
    path(f"{A}gagasan/", plan.Idea.as_view(), name="aktualisasi-idea"),
    path(f"{A}kegiatan/", plan.Activities.as_view(), name="aktualisasi-activities"),
    path(f"{A}kegiatan/baru/", plan.ActivityPage.as_view(), name="aktualisasi-activity-new"),
    path(f"{A}kegiatan/<int:pk>/", plan.ActivityPage.as_view(), name="aktualisasi-activity"),
    path(
        f"{A}kegiatan/<int:pk>/hapus/",
        plan.RemoveActivity.as_view(),
        name="aktualisasi-activity-remove",
    ),
    path(f"{A}persetujuan/", papers.PlanPaper.as_view(), name="aktualisasi-submit"),
    path(f"{A}minggu/", weeks.Weeks.as_view(), name="aktualisasi-weeks"),
    path(f"{A}minggu/<int:number>/", weeks.WeekPage.as_view(), name="aktualisasi-week"),
    path(
        f"{A}minggu/<int:number>/serahkan/",
        papers.WeekPaper.as_view(),
        name="aktualisasi-week-submit",
    ),
    path(f"{A}realisasi/", weeks.Realisation.as_view(), name="aktualisasi-realisation"),
    path(f"{A}laporan/", weeks.ReportPage.as_view(), name="aktualisasi-report"),
    path(f"{A}pengesahan/", papers.ReportPaper.as_view(), name="aktualisasi-report-submit"),
    path(f"{A}versi/<int:pk>/", papers.OldVersion.as_view(), name="aktualisasi-version"),
    path(f"{A}berkas/<int:pk>/", weeks.OwnFile.as_view(), name="aktualisasi-file"),
    path(f"{A}cetak/", prints.Prints.as_view(), name="aktualisasi-prints"),
    path(f"{A}cetak/<slug:sheet>.pdf", prints.OwnSheet.as_view(), name="aktualisasi-sheet"),
    path(
        f"{A}cetak/<slug:sheet>/<int:number>.pdf",
        prints.OwnSheet.as_view(),
        name="aktualisasi-week-sheet",
    ),
]
