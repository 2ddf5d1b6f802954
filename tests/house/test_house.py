"""The rules of the house, checked by machine."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["certificates", "corpu", "courses", "latsar"]
TOP_LEVEL = {
    *PACKAGES,
    *("templates", "tests", "docs", ".ci"),
    *("manage.py", "dev", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
    *("README.md", "CONTRIBUTING.md", "Dockerfile", "compose.yaml"),
    *(".env.example", ".gitignore", ".dockerignore"),
}
NAMELESS = {"utils", "helpers", "common", "misc", "api", "manager"}
MAX_LINES = 350


def tracked(*patterns):
    listing = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listing.stdout.splitlines() if (ROOT / line).exists()]


def own_modules():
    return [
        path
        for path in tracked("*.py")
        if path.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in path.parts
    ]


def test_contracts_of_rooms_and_floors_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])

    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


def test_top_level_has_only_listed_names():
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert names - TOP_LEVEL == set()


def test_modules_are_named_for_what_they_do():
    assert [path for path in own_modules() if path.stem in NAMELESS] == []


def test_modules_stay_about_one_thing():
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*own_modules(), *tracked("templates/*.html", "corpu/static/corpu/*.js")]
        if (count := len(path.read_text().splitlines())) > MAX_LINES
    }

    assert long == {}


def test_modules_open_with_a_sentence():
    silent = [
        str(path.relative_to(ROOT))
        for path in own_modules()
        if (source := path.read_text()).strip() and not ast.get_docstring(ast.parse(source))
    ]

    assert silent == []


def test_only_allowed_inline_imports():
    allowed = re.compile(r"/tasks\.py$|/models/(activity_)?pages\.py$|/apps\.py$")
    inline = []
    for path in own_modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node)):
                inline.append(str(path))
    unexpected = {path for path in inline if not allowed.search(path)}

    assert unexpected == set()


def test_indonesian_catalogue_is_complete(tmp_path):
    """Every text in the sources is translated, and the catalogue holds nothing else."""
    catalogue = ROOT / "corpu/locale/id/LC_MESSAGES/django.po"
    stored = polib.pofile(str(catalogue))
    found = collect_messages(tmp_path)

    assert {entry.msgid for entry in stored} == found
    assert [entry.msgid for entry in stored if not entry.translated() or entry.fuzzy] == []


def collect_messages(folder):
    """The texts that makemessages finds, collected in a copy so that the tree stays as it is."""
    for name in [*PACKAGES, "templates"]:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("locale"))
    (folder / "locale").mkdir()
    subprocess.run(
        [
            *(sys.executable, ROOT / "manage.py", "makemessages", "-l", "id"),
            *("--no-obsolete", "--add-location", "file", "--settings", "tests.house.messages"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "MESSAGES_FOLDER": str(folder)},
    )
    return {entry.msgid for entry in polib.pofile(str(folder / "locale/id/LC_MESSAGES/django.po"))}


@pytest.mark.parametrize("path", tracked("templates/*.html"), ids=lambda path: path.name)
def test_templates_keep_to_the_site(path):
    """No inline style or script, no third-party host."""
    source = path.read_text()

    assert re.findall(r"\sstyle\s*=\s*[\"']", source) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", source) == []
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", source) == []


def test_language_finds_both_catalogues():
    assert settings.LANGUAGE_CODE == "id-id"
