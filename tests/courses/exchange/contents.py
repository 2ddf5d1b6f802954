"""Random contents of questions, in the form in which the bank stores them."""

import unicodedata
from decimal import Decimal
from html import escape

from hypothesis import strategies as st

from courses.domain.question_files import TRUTH
from courses.domain.question_text import even_weights
from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind

# Everything the formats give a meaning to, and some letters of people.
SIGNS = st.sampled_from([*"~=#{}:\\%[]->/*$&<>\"'", "->", "//", "::", "####", "\\n", "[html]"])
LETTERS = st.sampled_from([*"abcN 012.,é", "ü", "–", "Ā", " ", "ﬀ"])
WORDS = (
    st.lists(SIGNS | LETTERS, min_size=1, max_size=12)
    .map(lambda parts: " ".join(unicodedata.normalize("NFC", "".join(parts)).split()))
    .filter(lambda text: text.strip("* "))
)
INLINE = WORDS.map(lambda words: escape(words, quote=False))
MARKED = st.builds(
    lambda before, mark, inside: f"{before} <{mark}>{inside}</{mark}>",
    INLINE,
    st.sampled_from(["b", "i", "sub", "sup"]),
    INLINE,
)
LINK = INLINE.map(lambda words: f'<a href="https://contoh.example/?a=1&amp;b=~2">{words}</a>')
LINES = st.one_of(INLINE, MARKED, LINK, st.builds("{}<br>{}".format, INLINE, INLINE))
BLOCKS = st.one_of(
    LINES.map("<p>{}</p>".format),
    st.lists(LINES, min_size=1, max_size=2).map(
        lambda items: "<ul>{}</ul>".format("".join(f"<li>{item}</li>" for item in items))
    ),
)
RICH = st.lists(BLOCKS, min_size=1, max_size=2).map("".join)
FEEDBACK = st.one_of(st.just(""), RICH)
NUMBERS = st.decimals(-9999, 9999, places=3)


def _different(texts):
    return st.lists(texts, min_size=2, max_size=4, unique_by=lambda text: text.casefold())


@st.composite
def choices(draw, kind):
    texts = draw(_different(RICH))
    right = draw(st.integers(1, len(texts))) if kind == QuestionKind.MULTIPLE else 1
    weights = even_weights(tuple(place < right for place in range(len(texts))))
    if kind == QuestionKind.SINGLE:
        weights = (Decimal(100), *(Decimal(draw(st.sampled_from([0, 50, -25]))) for _ in texts[1:]))
    options = tuple(
        Option(f"o{number}", text, weight, draw(FEEDBACK))
        for number, (text, weight) in enumerate(zip(texts, weights, strict=True))
    )
    return {"options": draw(st.permutations(options).map(tuple))}


@st.composite
def truths(draw, kind):
    is_true = draw(st.booleans())
    weights = (Decimal(100 * is_true), Decimal(100 * (not is_true)))
    return {
        "options": tuple(
            Option(f"o{number}", text, weight, draw(FEEDBACK))
            for number, (text, weight) in enumerate(zip(TRUTH, weights, strict=True))
        )
    }


@st.composite
def shorts(draw, kind):
    forms = [Accepted(text, Decimal(50), draw(FEEDBACK)) for text in draw(_different(WORDS))]
    return {"accepted": (Accepted(forms[0].text, feedback=forms[0].feedback), *forms[1:])}


@st.composite
def numbers(draw, kind):
    ends = draw(st.lists(st.tuples(NUMBERS, NUMBERS).map(sorted), min_size=1, max_size=2))
    return {"spans": tuple(Span(low, high, feedback=draw(FEEDBACK)) for low, high in ends)}


@st.composite
def matchings(draw, kind):
    prompts, matches = draw(_different(RICH)), draw(_different(WORDS))
    pairs = [
        Pair(f"p{number}", prompt, f"m{number}", matches[number % len(matches)])
        for number, prompt in enumerate(prompts)
    ]
    extra = [Pair("p9", "", "m9", "tidak dipakai")] if draw(st.booleans()) else []
    return {"pairs": tuple(pairs + extra)}


@st.composite
def orderings(draw, kind):
    return {
        "items": tuple(
            Item(f"i{number}", text) for number, text in enumerate(draw(_different(RICH)))
        )
    }


def essays(kind):
    return st.just({})


PARTS = {
    QuestionKind.SINGLE: choices,
    QuestionKind.MULTIPLE: choices,
    QuestionKind.TRUE_FALSE: truths,
    QuestionKind.SHORT: shorts,
    QuestionKind.NUMERIC: numbers,
    QuestionKind.MATCHING: matchings,
    QuestionKind.ORDERING: orderings,
    QuestionKind.ESSAY: essays,
}


@st.composite
def contents(draw, kinds=tuple(PARTS)):
    kind = draw(st.sampled_from(kinds))
    return QuestionContent(kind, draw(RICH), feedback=draw(FEEDBACK), **draw(PARTS[kind](kind)))
