"""Fixtures that every test package shares."""

import pytest
from wagtail.models import Collection, Locale, Page

from corpu.home.services.site import prepare_tree


@pytest.fixture
def home(db):
    """The page tree of a prepared installation."""
    return prepare_tree()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A kept database may have been emptied by the last run's `committed_db` tests."""
    with django_db_blocker.unblock():
        restore_first_rows()


@pytest.fixture
def committed_db(transactional_db):
    """A database that other threads and processes see; it is emptied after the test."""
    restore_first_rows()


def restore_first_rows():
    """Put back the rows that Wagtail's migrations make and that emptying takes away."""
    Locale.objects.get_or_create(language_code="id-id")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
