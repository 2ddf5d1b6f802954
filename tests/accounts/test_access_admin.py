"""Who may do what in the admin, and Wagtail's own pages that know users."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.queries.invitations import invitation_path
from corpu.accounts.services.roles import give_role, prepare_roles
from tests.factories import UserFactory


@pytest.fixture
def boss(client, administrator):
    prepare_roles()
    client.force_login(administrator)
    return client


def access_url(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def test_administrator_gives_roles_and_closes_access(boss, administrator):
    user = UserFactory()
    group = Group.objects.get(name="pimpinan")

    response = boss.post(access_url(user), {"groups": [group.pk]})

    user.refresh_from_db()
    [entry] = ModelLogEntry.objects.for_instance(user)
    assert response.status_code == 302
    assert (user.is_active, list(user.groups.all()), entry.user, entry.data) == (
        False,
        [group],
        administrator,
        {
            "before": {"active": True, "administrator": False, "roles": []},
            "after": {"active": False, "administrator": False, "roles": ["pimpinan"]},
        },
    )


def test_saving_without_a_change_is_not_logged(boss):
    user = UserFactory()

    boss.post(access_url(user), {"is_active": "on"})

    assert ModelLogEntry.objects.for_instance(user).count() == 0


def test_administrators_do_not_lock_themselves_out(boss, administrator):
    boss.post(access_url(administrator), {"groups": []})

    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser) == (True, True)


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_bulk_actions_on_people_are_refused(boss, action):
    user = UserFactory()

    response = boss.post(
        f"/admin/bulk/accounts/user/{action}/?id={user.pk}",
        {"role": Group.objects.get(name="penyelenggara").pk, "mark_as_active": False},
    )

    user.refresh_from_db()
    assert (response.status_code, user.is_active, user.groups.count()) == (302, True, 0)


def test_bulk_actions_on_other_things_stay(boss, home):
    boss.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={home.pk}", {"include_descendants": ""})

    home.refresh_from_db()
    assert home.live is False


ADMIN_PAGES = [
    "/admin/",
    "/admin/users/",
    "/admin/users/results/",
    "/admin/users/?q=agus",
    "/admin/users/?group={group}&is_active=true",
    "/admin/users/edit/{user}/",
    "/admin/users/edit/{self}/",
    "/admin/users/history/{user}/",
    "/admin/users/usage/{user}/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/groups/edit/{group}/",
    "/admin/account/",
    "/admin/orang/",
    "/admin/orang/new/",
    "/admin/orang/edit/{user}/",
    "/admin/orang/edit/{self}/",
    "/admin/orang/inspect/{user}/",
    "/admin/orang/history/{user}/",
    "/admin/orang/usage/{user}/",
    "/admin/instansi/",
    "/admin/instansi/new/",
    "/admin/instansi/edit/{agency}/",
    "/admin/instansi/history/{agency}/",
    "/admin/instansi/usage/{agency}/",
    "/admin/reports/site-history/",
]


@pytest.mark.urls("tests.accounts.urls_of_admin")
def test_no_page_of_the_admin_breaks(boss, administrator):
    plain, full = UserFactory(email=None, nip=None, agency=None), UserFactory()
    group = Group.objects.first()

    statuses = {
        address: boss.get(address).status_code
        for url in ADMIN_PAGES
        for user in (plain, full)
        for address in [
            url.format(user=user.pk, self=administrator.pk, group=group.pk, agency=full.agency.pk)
        ]
    }

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.urls("tests.accounts.urls_of_admin")
def test_admin_preferences_are_saved_without_touching_the_person(boss, administrator):
    page = boss.get("/admin/account/").content.decode()

    response = boss.post(
        "/admin/account/",
        {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"},
    )

    administrator.refresh_from_db()
    assert "name_email" not in page
    assert (response.status_code, administrator.full_name) == (302, "Agus Administrator")
    assert administrator.wagtail_userprofile.theme == "dark"


@pytest.mark.urls("tests.accounts.urls_of_admin")
@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/admin/login/?next=/admin/orang/", "/akun/login/?next=/admin/orang/"),
        ("/admin/password_reset/", "/akun/password/reset/"),
        ("/admin/password_reset/confirm/MQ/set-password/", "/akun/password/reset/"),
    ],
)
def test_admin_has_no_second_door(client, db, url, target):
    response = client.get(url)

    assert (response.status_code, response["Location"]) == (302, target)


# role × address × status; "-" is somebody who is not logged in, "none" a trainee.
ROLES = ["-", "none", *[role.value for role in Role], "administrator"]
TABLE = {
    "/akun/": [302, 200, 200, 200, 200, 200, 200, 200],
    "/akun/login/": [200, 302, 302, 302, 302, 302, 302, 302],
    "/akun/email/": [302, 302, 302, 302, 302, 302, 302, 302],
    "/akun/password/change/": [302, 200, 200, 200, 200, 200, 200, 200],
    "{invitation}": [302, 302, 302, 302, 302, 302, 302, 302],
    "/admin/orang/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/orang/new/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/orang/edit/{user}/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/orang/inspect/{user}/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/orang/delete/{user}/": [302, 302, 302, 302, 302, 302, 302, 302],
    "/admin/instansi/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/instansi/new/": [302, 302, 200, 302, 302, 302, 302, 200],
    "/admin/users/": [302, 302, 302, 302, 302, 302, 302, 200],
    "/admin/users/edit/{user}/": [302, 302, 302, 302, 302, 302, 302, 200],
    "/admin/users/new/": [302, 302, 302, 302, 302, 302, 302, 302],
    "/admin/users/delete/{user}/": [302, 302, 302, 302, 302, 302, 302, 302],
    "/admin/groups/": [302, 302, 302, 302, 302, 302, 302, 200],
}


def log_in(client, role, administrator):
    prepare_roles()
    if role == "administrator":
        client.force_login(administrator)
    elif role != "-":
        user = UserFactory()
        if role != "none":
            give_role(user=user, role=Role(role))
        client.force_login(user)


@pytest.mark.parametrize("role", ROLES)
def test_access(client, administrator, invited, role):
    log_in(client, role, administrator)
    column = ROLES.index(role)
    link = invitation_path(invited)

    statuses = {
        url: client.get(url.format(user=invited.pk, invitation=link)).status_code for url in TABLE
    }

    assert statuses == {url: row[column] for url, row in TABLE.items()}


@pytest.mark.parametrize("role", ["-", "none", "widyaiswara", "peninjau", "pimpinan"])
def test_only_who_manages_people_invites_or_changes_them(client, administrator, invited, role):
    log_in(client, role, administrator)

    client.post(reverse("people:invite", args=[invited.pk]))
    client.post(reverse("people:edit", args=[invited.pk]), {"full_name": "Lain", "nip": "1"})

    stored = User.objects.get(pk=invited.pk)
    assert (stored.invitation_due_at, stored.full_name) == (None, "Ma'mun Hidayat")


def test_organiser_cannot_reach_the_rights_of_others(client, organiser):
    client.force_login(organiser)

    client.post(access_url(organiser), {"is_superuser": "on", "is_active": "on"})

    organiser.refresh_from_db()
    assert organiser.is_superuser is False
