"""The one door to the admin: strangers log in, people without rights find nothing, staff enter."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_login(client):
    answer = client.get("/admin/angkatan/", follow=True)

    last, _status = answer.redirect_chain[-1]
    assert unquote(last) == f"{reverse('account_login')}?next=/admin/angkatan/"


@pytest.mark.parametrize("address", ["/admin/", "/admin/angkatan/", "/admin/login/"])
def test_a_trainee_finds_nothing_and_is_not_sent_in_circles(client, address):
    client.force_login(UserFactory())

    assert client.get(address, follow=True).status_code == 404


def test_staff_enter(client):
    prepare_roles()
    user = UserFactory()
    give_role(user=user, role=Role.ORGANISER)
    client.force_login(user)

    assert client.get("/admin/", follow=True).status_code == 200
