"""Composition: home page, desk, staff dashboard, demo data."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "corpu.home"
    label = "home"
