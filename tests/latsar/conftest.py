"""A small curriculum package in a folder of its own, to be changed by each test."""

from dataclasses import dataclass
from pathlib import Path

import pytest

YAML = {
    "regulations.yaml": """\
regulations:
  - {id: perlan, title: Peraturan LAN 12/2018}
  - {id: kepka, title: KepKa LAN 93/2021}
""",
    "structure.yaml": """\
phase_types:
  - {code: ONCAMPUS, label: Klasikal, place: campus}
  - {code: EL, label: E-learning, place: anywhere}
  - {code: PKTBT, label: Kompetensi teknis, place: instansi asal}
agendas:
  - {code: A0, label: Orientasi}
  - {code: A3, label: Peran PNS, titles: {gen1: dalam NKRI}}
""",
    "modules.yaml": """\
modules:
  - {code: A0-DK, agenda: A0}
  - {code: A3-WOG, agenda: A3}
""",
    "curricula.yaml": """\
curricula:
  - id: latsar-contoh
    title: Latsar contoh
    generation: 1
    regulation: [perlan, kepka]
    method: klasikal
    total_jp: {value: 511, mark: S, source: W2}
    total_days: {value: null, mark: M}
    phases:
      - {code: ONCAMPUS, days: 21, jp: null, jp_unverified: 191, mark: {days: S, jp: M}}
    modules:
      - {code: A0-DK, jp: null, phase: ONCAMPUS}
      - {code: A3-WOG, jp: 6, mark: D, phase: PKTBT}
""",
}

COURSE = """\
---
code: {code}
title: {title}
slug: {slug}
summary: Ringkasan {title}.
objectives: [Tujuan pertama, Tujuan kedua]
assessments: [Kuis]
---
Pengantar **{title}**.
"""

LESSON = """\
---
code: {code}
title: {title}
slug: {slug}
summary: Ringkasan {title}.
minutes: 7
---
{body}
"""


@dataclass
class SmallPackage:
    """A package folder with the means to change it."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def course(self, code: str, title: str, slug: str) -> None:
        name = f"modules/{code.lower()}/index.md"
        self.write(name, COURSE.format(code=code, title=title, slug=slug))

    def lesson(self, name: str, code: str, title: str, body: str = "Naskah.") -> None:
        slug = title.lower().replace(" ", "-")
        self.write(f"modules/{name}", LESSON.format(code=code, title=title, slug=slug, body=body))


@pytest.fixture
def small(tmp_path):
    package = SmallPackage(tmp_path / "package")
    for name, text in YAML.items():
        package.write(name, text)
    package.course("A0-DK", "Dinamika Kelompok", "dinamika-kelompok")
    package.lesson("a0-dk/01-pembuka.md", "A0-DK-1", "Nama di sebelah Anda")
    package.course("A3-WOG", "Whole of Government", "whole-of-government")
    package.lesson("a3-wog/01-konsep.md", "W1", "Konsep")
    package.lesson("a3-wog/02-alasan.md", "W2", "Alasan")
    return package
