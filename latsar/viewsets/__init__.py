"""Wagtail viewsets of Latsar."""
