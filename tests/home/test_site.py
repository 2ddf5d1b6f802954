"""The prepared page tree."""

import pytest
from wagtail.models import Page, Site

from corpu.home.models import HomePage
from corpu.home.services.site import prepare_tree
from courses.models import CataloguePage

pytestmark = pytest.mark.usefixtures("bare_tree")


def test_prepare_tree_twice_changes_nothing():
    prepare_tree()
    before = list(Page.objects.values_list("path", "slug", "title"))

    prepare_tree()

    assert list(Page.objects.values_list("path", "slug", "title")) == before
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert CataloguePage.objects.get().url_path == "/home/katalog/"


def test_prepare_tree_takes_an_earlier_catalogue_along():
    root = Site.objects.get().root_page
    root.add_child(instance=CataloguePage(title="Katalog", slug="katalog"))

    home = prepare_tree()

    assert CataloguePage.objects.get().is_child_of(home)
    assert Page.objects.filter(depth=2).count() == 1
