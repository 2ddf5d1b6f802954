"""Fixtures of documents."""

import datetime as dt

import pytest

from certificates.services.designs import prepare_designs
from certificates.services.issuing import issue
from certificates.services.rendering import render
from corpu.core import clock
from tests.certificates.awards import make_award
from tests.factories import UserFactory

ISSUE_TIME = dt.datetime(2019, 6, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def design(db):
    """The current design with its placeholder signatory."""
    return prepare_designs()


@pytest.fixture
def owner(db):
    return UserFactory(nip="199001012019032001")


@pytest.fixture
def pending(design, owner):
    """A certificate whose file is still owed."""
    with clock.at(ISSUE_TIME):
        return issue(award=make_award(recipient_id=owner.pk), by=None)


@pytest.fixture
def issued(pending):
    """A certificate with its stored file."""
    render(certificate_id=pending.pk)
    pending.refresh_from_db()
    return pending
