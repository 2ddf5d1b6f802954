"""Questions of every kind for the tests of the bank."""

from decimal import Decimal

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind


def single(text="<p>Apa itu WoG?</p>", ids=("a", "b", "c"), **values):
    weights = (Decimal(100), Decimal(0), Decimal(0))
    texts = ("<p>Kerja bersama</p>", "<p>Kerja sendiri</p>", "<p>Tidak bekerja</p>")
    options = tuple(
        Option(*row, feedback="<p>Baca lagi.</p>") for row in zip(ids, texts, weights, strict=True)
    )
    return QuestionContent(QuestionKind.SINGLE, text, **{"options": options} | values)


def make_image(title="denah"):
    file = get_test_image_file(filename=f"{title}.png")
    return get_image_model().objects.create(title=title, file=file)


def _options(*weights):
    return tuple(
        Option(f"o{number}", f"<p>Pilihan {number}</p>", Decimal(weight))
        for number, weight in enumerate(weights)
    )


CONTENTS = {
    QuestionKind.SINGLE: single(),
    QuestionKind.MULTIPLE: QuestionContent(
        QuestionKind.MULTIPLE, "<p>Mana saja?</p>", options=_options(50, 50, -100)
    ),
    QuestionKind.TRUE_FALSE: QuestionContent(
        QuestionKind.TRUE_FALSE, "<p>Benarkah?</p>", options=_options(100, 0)
    ),
    QuestionKind.SHORT: QuestionContent(
        QuestionKind.SHORT, "<p>Singkatan?</p>", accepted=(Accepted("WoG"), Accepted("whole*"))
    ),
    QuestionKind.NUMERIC: QuestionContent(
        QuestionKind.NUMERIC, "<p>Berapa?</p>", spans=(Span(Decimal("1.5"), Decimal("2.5")),)
    ),
    QuestionKind.MATCHING: QuestionContent(
        QuestionKind.MATCHING,
        "<p>Pasangkan.</p>",
        pairs=(
            Pair("p1", "<p>satu</p>", "m1", "A"),
            Pair("p2", "<p>dua</p>", "m2", "B"),
            Pair("p3", "", "m3", "C"),
        ),
    ),
    QuestionKind.ORDERING: QuestionContent(
        QuestionKind.ORDERING,
        "<p>Urutkan.</p>",
        items=(Item("i1", "<p>x</p>"), Item("i2", "<p>y</p>")),
    ),
    QuestionKind.ESSAY: QuestionContent(
        QuestionKind.ESSAY, "<p>Jelaskan.</p>", guidance="<p>Tiga hal.</p>"
    ),
}
