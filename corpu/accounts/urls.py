"""Addresses of the account area beside allauth."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
