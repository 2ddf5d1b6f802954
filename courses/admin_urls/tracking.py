"""Addresses of tracking: cohort pages, exports, issuing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
