"""What every answer of the site carries, and the addresses for machines."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from corpu.core.storage import private_storage
from corpu.core.templatetags.corpu import clock_time, long_date, short_date

pytestmark = pytest.mark.django_db


def test_healthz_answers(client):
    response = client.get("/healthz/")

    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.parametrize("path", ["/", "/akun/login/", "/verifikasi/", "/tidak-ada/"])
def test_policy_of_pages_is_strict(client, home, path):
    policy = client.get(path).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_go_out_compressed_where_asked(client):
    plain = client.get("/akun/login/")
    zipped = client.get("/akun/login/", headers={"accept-encoding": "gzip"})
    text = client.get("/robots.txt", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(plain.content) / 2
    assert "Content-Encoding" not in text.headers


def test_policy_of_the_admin_allows_what_wagtail_needs(admin_client):
    policy = admin_client.get("/admin/").headers["Content-Security-Policy"]

    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


def test_robots_keep_out_of_private_areas(client):
    body = client.get("/robots.txt").content.decode()

    assert "Disallow: /belajar/" in body
    assert "Disallow: /verifikasi/" in body


def test_private_files_replace_and_have_no_address():
    storage = private_storage()

    first = storage.save("percobaan/satu.txt", ContentFile(b"lama"))
    second = storage.save("percobaan/satu.txt", ContentFile(b"baru"))

    assert first == second
    with storage.open(second) as file:
        assert file.read() == b"baru"
    with pytest.raises(ValueError, match="no address"):
        storage.url(second)


def test_dates_in_words():
    day = dt.date(2019, 6, 20)
    moment = dt.datetime(2019, 6, 19, 18, 30, tzinfo=dt.UTC)

    assert long_date(day) == "Kamis, 20 Juni 2019"
    assert short_date(moment) == "20 Juni 2019"
    assert clock_time(moment) == "01.30 WIB"
    assert [long_date(None), short_date(None), clock_time(None)] == ["", "", ""]
