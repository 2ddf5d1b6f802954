"""The guides are read in the admin, and nowhere else."""

import re

import pytest

from corpu.home.views.guides import DOCS, GUIDES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", GUIDES)
def test_guide_is_shown_with_its_pictures(admin_client, name):
    page = admin_client.get(f"/admin/panduan/{name}/").text

    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page.split('class="guide"')[1])

    assert len(pictures) >= 3
    for address, words in pictures:
        assert words
        answer = admin_client.get(address)
        assert answer.getvalue().startswith(b"\x89PNG")
        assert answer.headers["Content-Type"] == "image/png"


def test_guides_lead_to_each_other(admin_client):
    page = admin_client.get("/admin/panduan/penulis/").text

    assert 'href="/admin/panduan/penyelenggara/"' in page.split('class="guide"')[1]


@pytest.mark.parametrize("path", ["panduan/lain/", "panduan/gambar/tidak-ada.png"])
def test_unknown_guide_is_404(admin_client, path):
    assert admin_client.get(f"/admin/{path}").status_code == 404


def test_strangers_are_led_to_the_entrance(client):
    response = client.get("/admin/panduan/penulis/", follow=True)

    last, _status = response.redirect_chain[-1]
    assert last.startswith("/akun/login/")


def test_help_menu_holds_our_guides_and_no_foreign_link(admin_client):
    page = admin_client.get("/admin/").text

    assert "/admin/panduan/penulis/" in page
    assert "guide.wagtail.org" not in page
    assert "docs.wagtail.org" not in page


def test_each_guide_begins_with_its_title():
    for name in GUIDES:
        assert (DOCS / f"panduan-{name}.md").read_text().startswith("# Panduan ")
