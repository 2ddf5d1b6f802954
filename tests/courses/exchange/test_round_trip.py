"""What is written and read again says the same."""

import nh3
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.domain.question_files import BankQuestion
from courses.enums import QuestionKind
from courses.enums.question_files import TextKind
from courses.exchange.questions.gift import read_gift
from courses.exchange.questions.gift_writer import write_gift
from courses.exchange.questions.identity import identity
from courses.exchange.questions.moodle_xml import read_moodle_xml
from courses.exchange.questions.moodle_xml_writer import write_moodle_xml
from courses.exchange.questions.sanitizer import build, clean_text
from tests.courses.exchange.contents import PARTS, WORDS, contents

IN_GIFT = tuple(kind for kind in PARTS if kind != QuestionKind.ORDERING)
TAGS = st.lists(WORDS, max_size=2, unique_by=str.casefold).map(tuple)


def bank(content, name="Nama", category="", tags=()):
    return BankQuestion(content, name, "7b0f5a0e-8a3e-4d0c-9a54-0d9f3f2f1f10", category, tags)


def same(written, read, question):
    (found,) = read(written.content).questions
    assert read(written.content).problems == ()
    assert found.name == question.name
    assert found.tags == question.tags
    assert found.category == question.category
    assert found.idnumber == question.idnumber
    assert identity(found.content, {}) == identity(question.content, {})


@settings(max_examples=100, deadline=None)
@given(content=contents(IN_GIFT), name=WORDS, category=st.sampled_from(["", "A/B: c"]), tags=TAGS)
def test_gift_there_and_back(content, name, category, tags):
    question = bank(content, name, category, tags)

    written = write_gift([question])

    assert written.losses == ()
    same(written, read_gift, question)


@settings(max_examples=100, deadline=None)
@given(content=contents(), name=WORDS, category=st.sampled_from(["", "A/B: c"]), tags=TAGS)
def test_moodle_xml_there_and_back(content, name, category, tags):
    question = bank(content, name, category, tags)

    written = write_moodle_xml([question])

    assert written.losses == ()
    same(written, read_moodle_xml, question)


SOUP = [
    *("a", " ", "&lt;b&gt;", "&nbsp;", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<hr>"),
    *("<ul>", "<ol>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>"),
    *("<h2>", "</h2>", "<div>", "</div>", "<blockquote>", "<!-- c -->", "<script>", "</script>"),
    *("<a href='http://x'>", "<a href='javascript:y'>", "</a>", "<img src=x onerror=y>", "<", "\n"),
]


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.sampled_from(SOUP), max_size=25), kind=st.sampled_from(TextKind))
def test_clean_text_is_clean_and_stays_so(parts, kind):
    clean = clean_text("".join(parts), kind, lambda address, alt: None)

    assert build(clean, lambda address, alt: None) == clean
    allowed = nh3.clean(
        clean,
        tags={"p", "b", "i", "sub", "sup", "ul", "ol", "li", "br", "a"},
        attributes={"a": {"href"}},
        link_rel=None,
    )
    assert allowed == clean.replace("\xa0", "&nbsp;")
