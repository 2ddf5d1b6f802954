"""Loads the packaged curricula: pages and programmes, safe to repeat."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from wagtail.models import Page, Site

from courses.models import CataloguePage
from latsar.exchange.own_references import Name, names_in
from latsar.exchange.package import PACKAGED, Package, read_package
from latsar.models import PackagedPage
from latsar.queries.packaged import course_ids
from latsar.services.attendance_rules import load_attendance_rules
from latsar.services.load_report import LoadReport
from latsar.services.package_media import StoredMedia, store_media
from latsar.services.packaged_pages import load_pages
from latsar.services.packaged_schemes import load_schemes
from latsar.services.programmes import load_programmes


class NoDefaultSite(Exception):
    """There is no default site below which a catalogue could be made."""


def load_curricula(*, folder: Path = PACKAGED, restore: Collection[str] = ()) -> LoadReport:
    """Bring pages and programmes up to the package in `folder`; a second load changes nothing.

    `restore` names files whose pages staff have deleted and want back. Raises `PackageInvalid`,
    with every problem and before anything is written, when the package cannot be read.
    """
    package = read_package(folder)
    with transaction.atomic():
        stored = StoredMedia()
        store_media(package.media, stored)
        return write_package(package=package, files=stored.ids, restore=restore, is_whole=True)


@transaction.atomic
def write_package(
    *,
    package: Package,
    files: Mapping[Name, int],
    restore: Collection[str] = (),
    is_whole: bool,
) -> LoadReport:
    """Write a package that has been read; `files` are the identifiers of its files.

    `is_whole`: it is everything that is packaged, so that a page whose file is gone is reported.
    """
    report = LoadReport()
    catalogue = _locked_catalogue()
    PackagedPage.objects.filter(page=None, path__in=restore).delete()
    rounds = [report]
    if any(
        kind == "page" for course in package.courses for kind, _name in names_in(asdict(course))
    ):
        # A text may link to a page that is made after it; the second round knows them all.
        rounds.append(LoadReport())
    for told in rounds:
        load_pages(
            package=package, catalogue=catalogue, files=files, report=told, is_whole=is_whole
        )
    load_programmes(
        curricula=package.curricula,
        courses=course_ids({course.code: course.path for course in package.courses}),
        report=report,
    )
    load_schemes(data=package.schemes, report=report)
    load_attendance_rules(data=package.attendance, report=report)
    return report


def _locked_catalogue() -> CataloguePage:
    """Return the one catalogue, made where it is missing; the site's first page is the lock."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise NoDefaultSite
    root = Page.objects.select_for_update().get(pk=site.root_page_id)
    catalogue: CataloguePage | None = CataloguePage.objects.first()
    return catalogue or root.add_child(
        instance=CataloguePage(title="Katalog", slug="katalog", show_in_menus=True)
    )
