"""People of authoring."""

import pytest

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from tests.factories import UserFactory


@pytest.fixture
def organiser(db):
    prepare_roles()
    user = UserFactory(full_name="Ratna Penyelenggara")
    give_role(user=user, role=Role.ORGANISER)
    return user
