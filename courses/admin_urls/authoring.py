"""Addresses of courses at a glance and who writes them."""

from django.urls import URLPattern, path

from courses.views import authoring

urlpatterns: list[URLPattern] = [
    path("pelatihan/", authoring.CourseList.as_view(), name="courses"),
    path("pelatihan/<int:pk>/", authoring.CourseGlance.as_view(), name="course"),
    path("pelatihan/<int:pk>/penulis/", authoring.AddAuthor.as_view(), name="author-add"),
    path(
        "pelatihan/<int:pk>/penulis/<int:user>/keluarkan/",
        authoring.RemoveAuthor.as_view(),
        name="author-remove",
    ),
]
