"""Addresses of the desk."""

from django.urls import path

from corpu.home.views.desk import desk

app_name = "home"
urlpatterns = [path("", desk, name="desk")]
