"""Addresses of a mentor's page, below /mentor/; the key is the only way in."""

from django.urls import URLPattern, path

from latsar.views import mentor_page, mentor_papers

app_name = "mentor"
urlpatterns: list[URLPattern] = [
    path("<str:key>/", mentor_page.mentor_page, name="page"),
    path("<str:key>/baru/", mentor_page.ask_new_link, name="renew"),
    path("<str:key>/konsultasi/<int:pk>/", mentor_page.answer, name="consultation"),
    path("<str:key>/naskah/<int:pk>/", mentor_papers.paper_page, name="paper"),
    path("<str:key>/berkas/<int:pk>/", mentor_papers.paper_file, name="file"),
]
