"""The screens of question files: who may, upload, preview, import, result, export."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.accounts.enums import Role
from courses.models import Question, QuestionImport
from courses.services.question_uploads import upload_questions
from courses.services.questions import create_question
from courses.services.teams import give_course
from tests.courses.bank.bank_world import single
from tests.courses.exchange.files import PNG_TEXT, quiz
from tests.courses.exchange.test_moodle_xml import question as xml_question
from tests.courses.tracking_world import staff
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db
GOOD = b"::Satu:: Apa itu <b>WoG</b>? {=a ~b}"
BAD = b"::Rusak:: Apa? {=a"


@pytest.fixture
def course(home):
    return make_course()


@pytest.fixture
def author(course):
    user = staff(Role.INSTRUCTOR)
    give_course(course=course, user=user, by=None)
    return user


@pytest.fixture
def browser(client, author):
    client.force_login(author)
    return client


def url(name, *arguments):
    return reverse(f"courses_admin:question-{name}", args=arguments)


def send(browser, course, content, kind="", name="soal.txt"):
    return browser.post(
        url("import"),
        {"course": course.pk, "kind": kind, "file": SimpleUploadedFile(name, content)},
    )


def test_upload_preview_import_result(browser, course):
    response = send(browser, course, GOOD)
    upload = QuestionImport.objects.get()
    assert (response.status_code, response.url) == (302, url("import-show", upload.pk))

    preview = browser.get(response.url)
    assert "<b>WoG</b>" in preview.content.decode()
    assert not Question.objects.exists()

    done = browser.post(url("import-apply", upload.pk))
    assert done.url == url("import-result", upload.pk)
    again = browser.post(url("import-apply", upload.pk))
    assert again.url == done.url
    assert Question.objects.count() == 1

    result = browser.get(done.url)
    assert result.status_code == 200
    assert browser.get(url("import-show", upload.pk)).url == done.url
    assert "soal.txt" in browser.get(url("import")).content.decode()


def test_known_questions_leave_nothing_to_import(browser, course):
    for _time in range(2):
        upload = send(browser, course, GOOD).url
        page = browser.get(upload).content.decode()
        browser.post(url("import-apply", QuestionImport.objects.first().pk))

    assert "terapkan" not in page


def test_problems_are_shown_and_nothing_is_imported(browser, course):
    show = send(browser, course, BAD).url
    upload = QuestionImport.objects.get()

    page = browser.get(show).content.decode()
    assert "Rusak" in page
    assert "terapkan" not in page
    assert browser.post(url("import-apply", upload.pk)).url == show
    assert browser.get(url("import-result", upload.pk)).url == show
    assert not Question.objects.exists()


def test_images_are_named_in_the_preview(browser, course):
    text = f"a<img src='data:image/png;base64,{PNG_TEXT}' alt='Denah kantor'>"

    page = browser.get(send(browser, course, quiz(xml_question("essay", text=text))).url)

    assert "Denah kantor" in page.content.decode()


def test_windows_letters_are_pointed_out(browser, course):
    page = browser.get(send(browser, course, "Café? {}".encode("cp1252")).url)

    assert page.context["encoding"] == "cp1252"
    assert "Windows-1252" in page.content.decode()


def test_a_file_that_is_gone_is_asked_for_again(browser, course):
    show = send(browser, course, GOOD).url
    upload = QuestionImport.objects.get()
    upload.file.storage.delete(upload.file.name)

    assert browser.get(show).url == url("import")
    assert browser.post(url("import-apply", upload.pk)).url == show


@pytest.mark.parametrize("size", [0, 10 * 1024 * 1024 + 1])
def test_upload_of_nothing_or_too_much(browser, course, size):
    response = send(browser, course, b"a" * size, kind="gift")

    if size:
        assert response.context["form"].errors["file"]
        assert not QuestionImport.objects.exists()
    else:
        assert browser.get(response.url).context["problems"]


def test_upload_without_a_file(browser, course):
    response = browser.post(url("import"), {"course": course.pk})

    assert response.context["form"].errors["file"]


def test_courses_of_others_are_not_offered(browser):
    other = make_course("A3-PP", "Pelayanan Publik")

    response = send(browser, other, GOOD)

    assert response.context["form"].errors["course"]
    assert not QuestionImport.objects.exists()


def test_export_names_losses_and_downloads(browser, course):
    create_question(course=course, content=single(points=Decimal(2)), name="Satu", by=None)

    asked = browser.get(url("export"))
    page = browser.get(url("export"), {"course": course.pk, "kind": "gift"})
    file = browser.get(page.context["file_url"])

    assert asked.status_code == 200
    assert [one.question for one in page.context["file"].losses] == ["Satu"]
    assert file["Content-Disposition"] == f'attachment; filename="soal-{course.slug}.gift.txt"'
    assert b"::Satu::" in b"".join(file.streaming_content)
    assert browser.get(url("export-file", course.pk, "aiken")).status_code == 404
    xml = browser.get(url("export-file", course.pk, "moodle-xml"))
    assert xml["Content-Disposition"].endswith('.xml"')


def test_empty_export(browser, course):
    page = browser.get(url("export"), {"course": course.pk, "kind": "gift"})

    assert page.context["file"].questions == 0


def test_list_leads_to_both(browser):
    page = browser.get(reverse("question:index")).content.decode()

    assert url("import") in page
    assert url("export") in page


def somebody(who, author):
    if who == "author":
        return author
    if who == "other":
        other = staff(Role.INSTRUCTOR)
        give_course(course=make_course("A3-PP", "Pelayanan Publik"), user=other, by=None)
        return other
    if who == "trainee":
        return UserFactory()
    return staff(Role(who))


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("author", (200, 200, 302, 302, 200, 200)),
        ("other", (200, 404, 404, 404, 200, 404)),
        (Role.ORGANISER.value, (200, 200, 302, 302, 200, 200)),
        (Role.LEADERSHIP.value, (404, 404, 404, 404, 404, 404)),
        ("trainee", (302,) * 6),
        (None, (302,) * 6),
    ],
)
def test_access(client, course, author, who, statuses):
    upload = upload_questions(course=course, data=GOOD, kind=None, file_name="a.txt", by=author)
    if who:
        client.force_login(somebody(who, author))

    found = (
        client.get(url("import")).status_code,
        client.get(url("import-show", upload.pk)).status_code,
        client.get(url("import-result", upload.pk)).status_code,
        client.post(url("import-apply", upload.pk)).status_code,
        client.get(url("export")).status_code,
        client.get(url("export-file", course.pk, "gift")).status_code,
    )

    assert found == statuses
    assert client.get(url("import-apply", upload.pk)).status_code in {302, 404, 405}
