"""People as the tests of this package need them."""

import pytest
from django.core.cache import cache

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services.roles import give_role, prepare_roles
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _no_old_rate_limits():
    cache.clear()


@pytest.fixture
def organiser(db):
    prepare_roles()
    user = UserFactory(full_name="Ratna Penyelenggara")
    give_role(user=user, role=Role.ORGANISER)
    return user


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser(
        "admin@contoh.example", "rahasia-sekali-2019", full_name="Agus Administrator"
    )


@pytest.fixture
def invited(db):
    """A person from a roster: known, with an address, without a password."""
    user = UserFactory(full_name="Ma'mun Hidayat", email="mamun@contoh.example")
    user.set_unusable_password()
    user.save()
    return user
