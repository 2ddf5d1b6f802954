"""Fixtures that every test package shares."""

import pytest

from corpu.home.services.site import prepare_tree


@pytest.fixture
def home(db):
    """The page tree of a prepared installation."""
    return prepare_tree()
