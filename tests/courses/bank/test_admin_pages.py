"""The bank in the admin: who sees what, writing every kind, versions, adding rows."""

import json

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from courses.enums import QuestionKind
from courses.models import Question
from courses.services.questions import create_question, revise_question
from courses.services.teams import give_course
from tests.courses.bank.bank_world import CONTENTS, single
from tests.courses.tracking_world import staff
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course()


@pytest.fixture
def author(course):
    user = staff(Role.INSTRUCTOR)
    give_course(course=course, user=user, by=None)
    return user


@pytest.fixture
def question(course):
    return create_question(course=course, content=single(), name="Wajah", tags=["dasar"], by=None)


def draft(text):
    """What the editor sends for one paragraph."""
    block = {"key": "a1b2c", "type": "unstyled", "text": text, "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block] if text else [], "entityMap": {}})


def form_data(*rows, initial=0, **fields):
    data = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    main = {"text": draft("Apa?"), "feedback": draft(""), "points": "1", "difficulty": "medium"}
    return data | main | fields


OPTIONS = [{"text": draft(text), "feedback": draft("")} for text in ("Satu", "Dua", "Tiga", "")]
ROWS = {
    "single": ([{**row} for row in OPTIONS], {"rows-right": "rows-1-right", "may_shuffle": "on"}),
    "multiple": (
        [OPTIONS[0] | {"right": "on"}, OPTIONS[1] | {"right": "on"}, OPTIONS[2], OPTIONS[3]],
        {},
    ),
    "true_false": (
        [{"feedback": draft("Ya")}, {"feedback": draft("")}],
        {"rows-right": "rows-0-right", "rows-INITIAL_FORMS": "2"},
    ),
    "short": ([{"text": "WoG"}, {"text": "whole*", "weight": "50"}, {"text": ""}], {}),
    "numeric": ([{"value": "10,5", "tolerance": "0,5"}], {}),
    "matching": ([{"prompt": draft("a"), "match": "A"}, {"prompt": draft("b"), "match": "B"}], {}),
    "ordering": (
        [
            {"text": draft("dua"), "position": "2"},
            {"text": draft("satu"), "position": "1"},
            {"text": draft(""), "position": "3"},
        ],
        {},
    ),
    "essay": ([], {"guidance": draft("Tiga hal")}),
}


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_author_writes_every_kind(client, course, author, kind):
    client.force_login(author)
    url = reverse("question:write", args=[course.pk, kind])
    rows, fields = ROWS[kind]

    assert client.get(url).status_code == 200
    response = client.post(url, form_data(*rows, **fields, tags="dasar, latihan"), follow=True)

    question = Question.objects.get()
    assert response.redirect_chain[-1][0] == reverse("question:inspect", args=[question.pk])
    assert (question.kind, question.name) == (kind, "Apa?")
    assert sorted(question.tags.names()) == ["dasar", "latihan"]
    assert client.get(reverse("question:edit", args=[question.pk])).status_code == 200


def test_what_was_written_is_what_is_stored(client, course, author):
    client.force_login(author)
    for kind, (rows, fields) in ROWS.items():
        client.post(reverse("question:write", args=[course.pk, kind]), form_data(*rows, **fields))

    stored = {one.kind: one.current.content for one in Question.objects.select_related("current")}
    assert [(o.text, o.weight) for o in stored["single"].options] == [
        ("<p>Satu</p>", 0),
        ("<p>Dua</p>", 100),
        ("<p>Tiga</p>", 0),
    ]
    assert [o.weight for o in stored["multiple"].options] == [50, 50, -100]
    assert [o.weight for o in stored["true_false"].options] == [100, 0]
    assert [(a.text, a.weight) for a in stored["short"].accepted] == [("WoG", 100), ("whole*", 50)]
    (span,) = stored["numeric"].spans
    assert (span.low, span.high) == (10, 11)
    assert [p.match for p in stored["matching"].pairs] == ["A", "B"]
    assert [i.text for i in stored["ordering"].items] == ["<p>satu</p>", "<p>dua</p>"]
    assert stored["essay"].guidance == "<p>Tiga hal</p>"


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_saving_the_form_as_it_was_makes_no_version(client, course, author, kind):
    question = create_question(
        course=course, content=CONTENTS[QuestionKind(kind)], name="x", by=None
    )
    client.force_login(author)
    url = reverse("question:edit", args=[question.pk])

    response = client.post(url, sent_back(client.get(url)))

    assert response.status_code == 302, response.context["rows"].errors
    assert question.versions.count() == 1


def sent_back(response):
    """What a browser sends when nobody touches the form."""
    form, rows = response.context["form"], response.context["rows"]
    data = {field.html_name: value_of(field) for field in form}
    if rows is not None:
        data |= {field.html_name: value_of(field) for field in rows.management_form}
        for row in rows:
            for field in row:
                if field.name == "right" and row.prefix and "radio" in str(field):
                    if field.value():
                        data["rows-right"] = field.html_name
                    continue
                data[field.html_name] = value_of(field)
    return {name: value for name, value in data.items() if value not in (None, False, "")}


def value_of(field):
    value = field.value()
    if hasattr(field.field.widget, "converter"):
        return field.field.widget.format_value(value or "")
    return str(value).replace(".", ",") if field.field.localize and value is not None else value


def test_errors_stand_beside_their_fields_and_nothing_is_cleared(client, course, author):
    client.force_login(author)
    data = form_data(*OPTIONS, text=draft(""), points="0")

    response = client.post(reverse("question:write", args=[course.pk, "single"]), data)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"text", "points"}
    assert len(response.context["rows"].non_form_errors()) == 1
    assert "Satu" in response.content.decode()
    assert not Question.objects.exists()


def test_row_without_its_main_part_says_so(client, course, author):
    client.force_login(author)
    rows = [OPTIONS[0], OPTIONS[1], {"text": draft(""), "feedback": draft("Hampir")}]

    response = client.post(
        reverse("question:write", args=[course.pk, "single"]),
        form_data(*rows, **{"rows-right": "rows-0-right"}),
    )

    assert response.status_code == 422
    assert list(response.context["rows"].errors[2]) == ["text"]


def test_adding_a_row_keeps_what_was_written_and_judges_nothing(client, course, author):
    client.force_login(author)
    data = form_data(*OPTIONS, text=draft("Belum"), points="", **{"add-row": "1"})

    response = client.post(reverse("question:write", args=[course.pk, "single"]), data)

    assert response.status_code == 200
    assert len(response.context["rows"].forms) == 5
    assert "Belum" in response.content.decode()
    assert 'role="alert"' not in response.content.decode()


def test_without_scripts_plain_paragraphs_are_taken(client, course, author):
    client.force_login(author)
    data = form_data(**{"text-plain": "Satu <b>\r\n\r\nDua"}, text="null")

    client.post(reverse("question:write", args=[course.pk, "essay"]), data)

    assert Question.objects.get().current.content.text == "<p>Satu &lt;b&gt;</p><p>Dua</p>"


def test_revision_keeps_identifiers_of_rows(client, author, question):
    client.force_login(author)
    url = reverse("question:edit", args=[question.pk])
    data = sent_back(client.get(url)) | {
        "text": draft("Apa itu WoG sekarang?"),
        "note": "Lebih jelas",
    }

    client.post(url, data)

    question.refresh_from_db()
    assert question.current.number == 2
    assert question.current.note == "Lebih jelas"
    assert [one.id for one in question.current.content.options] == ["a", "b", "c"]


def test_version_written_meanwhile_is_not_overwritten(client, author, question):
    client.force_login(author)
    url = reverse("question:edit", args=[question.pk])
    data = sent_back(client.get(url)) | {"text": draft("Punya saya")}
    revise_question(question=question, content=single(text="<p>Punya dia</p>"), by=None)

    refused = client.post(url, data)
    question.refresh_from_db()
    assert (refused.status_code, question.current.number) == (422, 2)

    client.post(url, sent_back(refused))
    question.refresh_from_db()
    assert question.current.number == 3
    assert question.current.content.text == "<p>Punya saya</p>"


PAGES = ["inspect", "edit", "archive", "restore", "duplicate"]


MAY = {"author": True, "organiser": True, "other": False, "leader": False}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", MAY)
def test_roles(client, question, author, page, who):
    client.force_login(person(who, author))
    status = 200 if MAY[who] else 404
    url = reverse(f"question:{page}", args=[question.pk])
    is_page = page in ("inspect", "edit")

    response = client.get(url) if is_page else client.post(url)

    assert response.status_code == (status if is_page or status == 404 else 302)


def person(who, author):
    if who == "author":
        return author
    if who == "other":
        other = staff(Role.INSTRUCTOR)
        give_course(course=make_course("A3-PP", "Pelayanan Publik"), user=other, by=None)
        return other
    return staff(Role.ORGANISER if who == "organiser" else Role.LEADERSHIP)


def test_trainees_are_sent_away(client, question):
    client.force_login(UserFactory())

    response = client.get(reverse("question:inspect", args=[question.pk]))

    assert response.status_code == 302


def test_list_has_only_own_questions_and_filters(client, author, question):
    other = make_course("A3-PP", "Pelayanan Publik")
    create_question(course=other, content=single(), name="Milik lain", by=None)
    client.force_login(author)
    url = reverse("question:index")

    page = client.get(url).content.decode()
    assert "Wajah" in page
    assert "Milik lain" not in page
    tag = question.tags.get().pk
    for query, found in [
        ({"q": "wajah"}, True),
        ({"q": "WoG"}, True),
        ({"q": "tiada"}, False),
        ({"kind": "essay"}, False),
        (
            {"kind": "single", "difficulty": "medium", "tags": tag, "course": question.course_id},
            True,
        ),
        ({"archived": "yes"}, False),
        ({"archived": "no"}, True),
    ]:
        assert ("Wajah" in client.get(url, query).content.decode()) is found, query


def test_list_is_not_there_for_those_who_write_nothing(client, question):
    client.force_login(staff(Role.LEADERSHIP))

    assert client.get(reverse("question:index")).status_code == 302
    assert client.get(reverse("question:add")).status_code == 404


def queries_of_list(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as counted:
        client.get(reverse("question:index"))
    return len(counted)


def test_list_takes_the_same_queries_for_one_and_three(
    client, author, question, django_assert_max_num_queries
):
    client.force_login(author)
    queries_of_list(client, django_assert_max_num_queries)
    one = queries_of_list(client, django_assert_max_num_queries)
    for name in ("b", "c"):
        create_question(course=question.course, content=single(), name=name, tags=["x"], by=None)

    assert queries_of_list(client, django_assert_max_num_queries) == one


def test_begin_leads_to_the_form(client, author, course):
    client.force_login(author)

    assert client.get(reverse("question:add")).status_code == 200
    response = client.get(reverse("question:add"), {"course": course.pk, "kind": "short"})

    assert response.url == reverse("question:write", args=[course.pk, "short"])
    assert client.get(reverse("question:write", args=[course.pk, "nonsense"])).status_code == 404
