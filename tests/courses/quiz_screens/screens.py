"""Addresses and posts of the quiz screens, and questions whose keys would show in any page."""

import json
import re
from decimal import Decimal

from django.urls import reverse

from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind

# Stands in everything that only the key of a question knows.
SECRET = "kunci-rahasia"
SECRET_NUMBER = "48151.5"


def url(world, name, *more, number=1):
    return reverse(
        f"courses:quiz-{name}", args=[world.cohort.slug, world.activity.pk, number, *more]
    )


def start_url(world):
    return reverse("courses:quiz-start", args=[world.cohort.slug, world.activity.pk])


def page_url(world):
    return world.activity.page.get_url()


def save(browser, world, position=1, *, number=1, **sent):
    body = {"answer": {"option": "a"}, "sequence": 1, "base": 0, "client": "tab", **sent}
    return browser.post(
        url(world, "answer", position, number=number),
        json.dumps(body),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def hidden_fields(response):
    """The fields that the attempt's form carries along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.text)
    return {
        name: value.replace("&quot;", '"') for name, value in found if name != "csrfmiddlewaretoken"
    }


def secretive():
    """One question of each kind whose feedback, key and guidance are marked as secret."""
    said = f"<p>{SECRET}</p>"
    options = (
        Option("benar", "<p>Ya</p>", Decimal(100), said),
        Option("salah", "<p>Tidak</p>", Decimal(0), said),
    )
    kinds = {
        QuestionKind.SINGLE: {"options": options},
        QuestionKind.TRUE_FALSE: {"options": options},
        QuestionKind.MULTIPLE: {"options": options},
        QuestionKind.SHORT: {"accepted": (Accepted(SECRET, feedback=said),)},
        QuestionKind.NUMERIC: {
            "spans": (Span(Decimal(SECRET_NUMBER), Decimal(SECRET_NUMBER), feedback=said),)
        },
        QuestionKind.MATCHING: {
            "pairs": (
                Pair("p1", "<p>Satu</p>", "m1", "Kesatu"),
                Pair("p2", "<p>Dua</p>", "m2", "Kedua"),
            )
        },
        QuestionKind.ORDERING: {"items": (Item("i1", "<p>Awal</p>"), Item("i2", "<p>Akhir</p>"))},
        QuestionKind.ESSAY: {"guidance": SECRET},
    }
    return [
        QuestionContent(kind, f"<p>Soal {kind}</p>", feedback=said, **parts)
        for kind, parts in kinds.items()
    ]
