"""The page on which people see what is stored about them."""

from django.urls import reverse

from tests.factories import UserFactory


def test_account_shows_what_is_stored(client, db):
    user = UserFactory(nip="199508172019032001", full_name="Siti Aminah")
    client.force_login(user)

    page = client.get(reverse("accounts:account")).content.decode()

    assert "Siti Aminah, S.E." in page
    assert "19950817 201903 2 001" in page
    assert user.agency.name in page
    assert reverse("account_change_password") in page


def test_account_of_a_person_without_details_has_no_gaps(client, db):
    user = UserFactory(nip=None, agency=None, rank="", post="")
    client.force_login(user)

    page = client.get(reverse("accounts:account")).content.decode()

    assert "None" not in page


def test_account_takes_few_queries(client, db, django_assert_max_num_queries):
    client.force_login(UserFactory())

    with django_assert_max_num_queries(5):
        client.get(reverse("accounts:account"))
