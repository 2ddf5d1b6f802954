"""The look: contrast in both themes, strict templates, the frame of every page, its weight."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import UserFactory

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "corpu/static/corpu/corpu.css").read_text()
DARK = (ROOT / "corpu/static/corpu/dark.css").read_text()
# Paper is drawn for WeasyPrint, mails are text; both never reach a browser under our policy.
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "paper" not in path.parts and "design" not in path.name
]
BACKGROUNDS = ("paper", "surface", "sunken")
INKS = ("ink", "muted", "primary", "primary-strong", "accent", "success", "warning", "danger")
TONES = ("primary", "accent", "success", "warning", "danger")
TEXT_PAIRS = [
    *((ink, background) for ink in INKS for background in BACKGROUNDS),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
    ("primary-strong", "primary-soft"),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-danger", "danger"),
]


def tokens(theme):
    """The colour tokens of a theme; the dark one overrides the light one completely."""
    read = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", CSS))
    if theme == "dark":
        override = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", DARK))
        assert override.keys() == read.keys()
        return override
    return read


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "background"), TEXT_PAIRS)
def test_text_contrast(theme, text, background):
    colours = tokens(theme)

    assert contrast(colours[text], colours[background]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_border_of_controls_contrast(theme, background):
    colours = tokens(theme)

    assert contrast(colours["line-strong"], colours[background]) >= 3


def test_css_is_small_and_uses_tokens_only():
    rules = CSS.split("@layer base {", 1)[1].split("@media print")[0]

    assert len(CSS.encode()) <= 33_000
    assert re.findall(r"#[0-9a-f]{6}\b", rules) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_keeps_the_strict_policy(path):
    source = path.read_text()

    assert re.findall(r"\sstyle\s*=", source) == []
    assert re.findall(r"<style\b", source) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", source) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_links_only_own_static_files(path):
    source = path.read_text()
    names = re.findall(r"{% static \"([^\"]+)\"", source)

    assert [name for name in names if not finders.find(name)] == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", source) == []
    assert re.findall(r"(?:src|href)=\"/static/", source) == []


def test_css_links_only_own_files():
    linked = re.findall(r"url\(\"([^\"]+)\"\)", CSS)

    assert [name for name in linked if not finders.find(f"corpu/{name}")] == []


def test_menu_of_a_person_posts_the_log_out(client, home):
    client.force_login(UserFactory(full_name="Siti Aminah"))

    html = client.get("/").content.decode()

    assert "Siti Aminah" in html
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    assert reverse("home:desk") in html
    assert "Kelola" not in html


def test_menu_of_staff_leads_to_the_admin(client, home):
    client.force_login(UserFactory(is_superuser=True))

    assert "Kelola" in client.get("/").content.decode()


def test_home_is_light_on_a_first_visit(client, home):
    html = client.get("/").content
    styles = CSS.encode()
    script = Path(finders.find("django_htmx/htmx-2.min.js")).read_bytes()

    assert sum(len(gzip.compress(part)) for part in (html, styles, script)) < 60_000


def test_admin_carries_our_name_and_colours(client, home):
    client.force_login(UserFactory(is_superuser=True))

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "corpu-brand" in html
    assert "corpu/admin.css" in html
    assert f"corpu · {settings.INSTITUTE_NAME}" in html
