"""Wagtail viewsets of programmes and cohorts."""
