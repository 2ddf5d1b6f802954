"""Fixtures that every test package shares."""

import pytest
from hypothesis import HealthCheck, settings
from wagtail.models import Collection, Locale, Page, Site

from corpu.home.services.site import prepare_tree

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture
def home(db):
    """The page tree of a prepared installation."""
    return prepare_tree()


@pytest.fixture
def bare_tree(db):
    """The page tree as Wagtail's migrations leave it, before the installation is prepared."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    return Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the prepared tree; a kept database may have been emptied before."""
    with django_db_blocker.unblock():
        restore_first_rows()


@pytest.fixture
def committed_db(transactional_db):
    """A database that other threads and processes see; it is emptied after the test."""
    restore_first_rows()


def restore_first_rows():
    """Put back what emptying takes away: the rows of Wagtail's migrations and the tree."""
    Locale.objects.get_or_create(language_code="id-id")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    prepare_tree()
