"""What a first visit costs: few compressed bytes, all of them ours, kept by the browser."""

import gzip
import urllib.request

import pytest

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

MOST_BYTES = 60_000
YEAR = 31_536_000
WEIGHED = ("Document", "Stylesheet", "Script")


def first_visit(page, address):
    """Open `address` with an empty cache; return (kind, address, bytes on the wire) per answer."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    kinds, sizes = {}, {}
    network.on(
        "Network.responseReceived",
        lambda event: kinds.update({event["requestId"]: (event["type"], event["response"]["url"])}),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    return [(*kinds[request], size) for request, size in sizes.items() if request in kinds]


@pytest.mark.parametrize("address", ["/", "/katalog/", "/verifikasi/"])
def test_weight_for_a_stranger(new_page, demo_site, address):
    assert_light(first_visit(new_page(PHONE), address), demo_site)


@pytest.mark.parametrize(
    "address", ["/belajar/", "/katalog/whole-of-government/kategori-hubungan-kelembagaan/"]
)
def test_weight_for_a_trainee(new_page_of, demo_site, address):
    assert_light(first_visit(new_page_of("peserta", 0, PHONE), address), demo_site)


@pytest.mark.parametrize(
    "address",
    [
        "/belajar/",
        "/belajar/angkatan-iii-2019/",
        "/belajar/angkatan-iii-2019/diskusi/",
        "/katalog/whole-of-government/",
        "/katalog/whole-of-government/mengapa-wog/",
    ],
)
def test_weight_for_a_trainee_who_learns(new_page_of, demo_site, address):
    assert_light(first_visit(new_page_of("peserta", 4, PHONE), address), demo_site)


def assert_light(answers, demo_site):
    assert {kind for kind, _, _ in answers} >= set(WEIGHED)
    weight = sum(size for kind, _, size in answers if kind in WEIGHED)
    assert weight <= MOST_BYTES, answers
    elsewhere = [url for _, url, _ in answers if not url.startswith((demo_site.url, "data:"))]
    assert elsewhere == []


def fetch(address, encoding):
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310  our own address
    with urllib.request.urlopen(request) as answer:  # noqa: S310  our own address
        return answer.headers, answer.read()


def test_pages_are_compressed(demo_site):
    headers, _ = fetch(f"{demo_site.url}/katalog/", "br, gzip")
    assert headers["Content-Encoding"] == "gzip"


def test_static_files_are_kept_and_compressed(new_page, demo_site):
    answers = first_visit(new_page(PHONE), "/")
    files = [url for kind, url, _ in answers if kind in ("Stylesheet", "Script")]
    assert len(files) >= 2
    for url in files:
        headers, brotli = fetch(url, "br, gzip")
        assert headers["Content-Encoding"] == "br"
        assert headers["Cache-Control"] == f"max-age={10 * YEAR}, public, immutable"
        headers, zipped = fetch(url, "gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert len(brotli) < len(gzip.decompress(zipped)) / 2
