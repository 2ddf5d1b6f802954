"""Writes a person's notes as one Markdown file."""

from collections.abc import Iterable
from itertools import groupby


def notes_markdown(title: str, notes: Iterable[tuple[str, str, str]]) -> str:
    """Return a file of (course, lesson, text): a heading per course and per lesson."""
    parts = [f"# {title}\n"]
    for course, rows in groupby(notes, key=lambda row: row[0]):
        parts.append(f"## {course}\n")
        parts.extend(f"### {lesson}\n\n{text}\n" for _course, lesson, text in rows)
    return "\n".join(parts)
