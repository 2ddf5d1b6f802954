"""Addresses of documents: my certificate, download, public verification."""

from django.urls import URLPattern

app_name = "certificates"
urlpatterns: list[URLPattern] = []
