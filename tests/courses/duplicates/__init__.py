"""Duplicates of courses and programmes."""
