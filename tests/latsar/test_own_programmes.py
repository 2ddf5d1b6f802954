"""Programmes that staff made as copies: no package touches them, and they travel like any other."""

import pytest
from wagtail.models import Page

from courses.enums import CopiedCourses
from courses.models import CoursePage, Programme
from courses.services.duplicates import duplicate_programme
from latsar.enums import KeptReason
from latsar.exchange.archive import read_archive
from latsar.services.curricula import load_curricula
from latsar.services.transfer import export_programme

pytestmark = pytest.mark.django_db


def copy_of(programme, code, courses=CopiedCourses.SAME):
    return duplicate_programme(
        programme=programme,
        code=code,
        title="Latsar baru",
        regulation="Peraturan baru",
        generation=2,
        courses=courses,
        ending="-G2",
        by=None,
    )


def facts(programme):
    programme = Programme.objects.get(pk=programme.pk)
    rows = [
        programme,
        *programme.phases.all(),
        *programme.agendas.all(),
        *programme.courses.all(),
    ]
    return [
        {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for row in rows
    ]


def test_a_load_leaves_a_copy_alone(home, small):
    load_curricula(folder=small.folder)
    copy = copy_of(Programme.objects.get(), "salinan", CopiedCourses.COPIED)
    before = facts(copy)

    small.replace("curricula.yaml", "title: Latsar contoh", "title: Latsar lain")
    load_curricula(folder=small.folder)

    assert Programme.objects.get(code="latsar-contoh").title == "Latsar lain"
    assert facts(copy) == before
    assert CoursePage.objects.count() == 4


def test_a_package_with_the_code_of_a_copy_is_kept_out(home, small):
    load_curricula(folder=small.folder)
    copy = copy_of(Programme.objects.get(), "latsar-kedua")
    before = facts(copy)

    small.replace("curricula.yaml", "id: latsar-contoh", "id: latsar-kedua")
    report = load_curricula(folder=small.folder)

    assert [(kept.path, kept.reason) for kept in report.kept] == [("latsar-kedua", KeptReason.OWN)]
    assert facts(copy) == before


def test_a_published_copy_is_exported_like_any_other(home, small):
    load_curricula(folder=small.folder)
    copy = copy_of(Programme.objects.get(), "salinan", CopiedCourses.COPIED)
    for place in copy.courses.all():
        for page in Page.objects.descendant_of(place.course, inclusive=True):
            page.specific.get_latest_revision().publish()

    files = read_archive(export_programme(code="salinan"))

    text = b"".join(files.values()).decode()
    assert "salinan" in text
    assert {code in text for code in ("A0-DK-G2", "A3-WOG-G2")} == {True}
    assert sum(name.endswith(".md") for name in files) == 5
