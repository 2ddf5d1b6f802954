"""Questions of every kind, small enough to check by hand."""

from decimal import Decimal

from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind


def options(**weights):
    """Options by identifier and weight."""
    return tuple(
        Option(name, f"<p>{name}</p>", Decimal(str(weight)), f"<p>tentang {name}</p>")
        for name, weight in weights.items()
    )


def single(**fields):
    return QuestionContent(
        QuestionKind.SINGLE,
        "<p>Apa asas WoG?</p>",
        **{"options": options(a=100, b=50, c=0, d=-25), **fields},
    )


def true_false(**fields):
    return QuestionContent(
        QuestionKind.TRUE_FALSE, "<p>Benar?</p>", **{"options": options(t=100, f=0), **fields}
    )


def multiple(**fields):
    return QuestionContent(
        QuestionKind.MULTIPLE,
        "<p>Mana saja?</p>",
        **{"options": options(a=60, b=40, c=-50, d=0), **fields},
    )


def short(*forms, **fields):
    given = forms or ("gotong royong", "kerja*sama")
    return QuestionContent(
        QuestionKind.SHORT,
        "<p>Istilahnya?</p>",
        accepted=tuple(form if isinstance(form, Accepted) else Accepted(form) for form in given),
        **fields,
    )


def numeric(**fields):
    spans = (
        Span(Decimal("1499.5"), Decimal("1500.5"), feedback="<p>tepat</p>"),
        Span(Decimal(1400), Decimal(1600), Decimal(50)),
    )
    return QuestionContent(QuestionKind.NUMERIC, "<p>Berapa?</p>", **{"spans": spans, **fields})


def matching(**fields):
    pairs = (
        Pair("p1", "Banten", "m1", "Serang"),
        Pair("p2", "Jawa Barat", "m2", "Bandung"),
        Pair("p3", "Priangan", "m3", "Bandung"),
        Pair("p4", "", "m4", "Medan"),
    )
    return QuestionContent(QuestionKind.MATCHING, "<p>Jodohkan</p>", **{"pairs": pairs, **fields})


def ordering(**fields):
    items = tuple(Item(name, f"Langkah {name}") for name in ("i1", "i2", "i3", "i4"))
    return QuestionContent(QuestionKind.ORDERING, "<p>Urutkan</p>", **{"items": items, **fields})


def essay(**fields):
    return QuestionContent(QuestionKind.ESSAY, "<p>Uraikan</p>", **fields)


EVERY = {
    "single": single,
    "true_false": true_false,
    "multiple": multiple,
    "short": short,
    "numeric": numeric,
    "matching": matching,
    "ordering": ordering,
    "essay": essay,
}
