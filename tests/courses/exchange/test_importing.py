"""Bringing files into a bank: whole or not at all, once, with images; and out again."""

import base64
import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from wagtail.images import get_image_model

from courses.domain.question_text import image_ids
from courses.enums import QuestionFault, QuestionKind
from courses.enums.question_files import ExportLoss, FileProblem, QuestionFileKind
from courses.models import Question, QuestionVersion
from courses.queries import question_files
from courses.queries.question_files import exported
from courses.services.question_import import import_questions
from courses.services.questions import archive_question, create_question
from tests.courses.bank.bank_world import CONTENTS, make_image, single
from tests.courses.exchange.files import PNG_TEXT, image, quiz
from tests.courses.exchange.test_moodle_xml import question
from tests.factories import make_course

pytestmark = pytest.mark.django_db
GIFT, XML = QuestionFileKind.GIFT, QuestionFileKind.MOODLE_XML
TWO = b"// [id:S1] [tag:wog] [tag:difficulty:easy]\n::Satu:: Apa? {=a ~b}\n\nSiapa? {=Budi}\n"


@pytest.fixture
def course(home):
    return make_course()


def bring(course, data, kind=GIFT, **options):
    return import_questions(
        course=course, data=data, kind=kind, file_name="soal.txt", by=None, **options
    )


def found(outcome):
    return {verdict.value: count for verdict, count in outcome.judgement.counts.items()}


def test_questions_come_in_with_name_tags_and_difficulty(course):
    outcome = bring(course, TWO)

    assert (outcome.imported, outcome.problems, found(outcome)) == (2, (), {"new": 2})
    first, second = Question.objects.order_by("pk")
    assert (first.name, first.kind, first.difficulty) == ("Satu", "single", "easy")
    assert list(first.tags.names()) == ["wog"]
    assert second.name == "Siapa?"
    assert first.course == course


def test_a_dry_run_writes_nothing(course):
    outcome = bring(course, TWO, dry_run=True)

    assert (outcome.imported, outcome.is_written) == (2, False)
    assert not Question.objects.exists()


def test_the_same_file_again_changes_nothing(course):
    bring(course, TWO)

    outcome = bring(course, TWO)

    assert (outcome.imported, found(outcome)) == (0, {"known": 2})
    assert (Question.objects.count(), QuestionVersion.objects.count()) == (2, 2)


def test_what_stands_twice_in_a_file_comes_in_once(course):
    assert found(bring(course, b"Apa? {=a ~b}\n\n::Lain:: Apa? {=a ~b}")) == {"new": 1, "known": 1}


def test_the_same_identifier_with_other_words_is_a_new_version(course):
    bring(course, TWO)

    outcome = bring(course, TWO.replace(b"~b", b"~c"))

    assert (outcome.imported, found(outcome)) == (1, {"changed": 1, "known": 1})
    changed = Question.objects.get(name="Satu")
    assert changed.versions.count() == 2
    assert changed.current.content.options[1].text == "<p>c</p>"


def test_one_problem_keeps_the_whole_file_out(course):
    outcome = bring(course, b"baik {=a ~b}\n\n::Dua:: buruk {=a ~=b ~c}\n")

    assert outcome.imported == 0
    assert [(one.line, one.question, one.code) for one in outcome.problems] == [
        (3, "Dua", QuestionFault.RIGHT_SEVERAL)
    ]
    assert not Question.objects.exists()


def test_problems_of_reading_and_of_contents_come_in_the_order_of_lines(course):
    outcome = bring(course, b"satu {~a ~b}\n\ndua {=a\n\ntiga {=a ~a}\n")

    assert [(one.line, one.question) for one in outcome.problems] == [
        (1, "satu"),
        (3, "dua"),
        (5, "tiga"),
    ]


def test_an_identifier_twice_and_one_of_another_kind_are_problems(course):
    bring(course, b"// [id:S1]\nApa? {=a ~b}")

    outcome = bring(course, b"// [id:S1]\nApa? {}\n\n// [id:S1]\nLain? {=x ~y}")

    assert [(one.line, one.code) for one in outcome.problems] == [
        (2, FileProblem.KIND_DIFFERS),
        (5, FileProblem.ID_TWICE),
    ]


def test_what_another_course_has_becomes_an_own_question_once(course):
    other = make_course("A3-PP", "Pelayanan Publik")
    mine = create_question(course=other, content=single(), name="Satu", by=None)
    file = exported(other, GIFT).content

    first, second = bring(course, file), bring(course, file)

    assert (found(first), found(second)) == ({"new": 1}, {"known": 1})
    assert Question.objects.get(course=course).uuid != mine.uuid


def test_a_refused_file_is_one_problem(course):
    outcome = bring(course, b"")

    assert [one.code for one in outcome.problems] == [FileProblem.EMPTY]
    assert (outcome.imported, outcome.problems[0].line) == (0, 1)


def test_images_come_into_the_collection_of_the_course_once(course):
    text = f"a<img src='data:image/png;base64,{PNG_TEXT}' alt='Denah'>"
    file = quiz(question("essay", text=text), question("essay", text=f"b {text}"))

    bring(course, file, XML)
    again = bring(course, file, XML)

    (stored,) = get_image_model().objects.all()
    assert stored.collection == course.team.collection
    assert (stored.title, stored.width, stored.height) == ("Denah", 3, 2)
    assert found(again) == {"known": 2}
    for one in Question.objects.all():
        assert image_ids(one.current.content) == {stored.pk}
        assert list(one.current.images.all()) == [stored]


def test_image_files_are_taken_back_when_writing_fails(course, settings, monkeypatch):
    def fail(**_values):
        raise IntegrityError

    monkeypatch.setattr("courses.services.question_import.create_question", fail)
    picture = base64.b64encode(image(size=(7, 7))).decode()
    storage = get_image_model()._meta.get_field("file").storage
    before = (
        set(storage.listdir("original_images")[1]) if storage.exists("original_images") else set()
    )

    file = quiz(question("essay", text=f"<img src='data:image/png;base64,{picture}'>"))
    with pytest.raises(IntegrityError):
        bring(course, file, XML)

    assert set(storage.listdir("original_images")[1]) == before


@pytest.mark.parametrize("kind", [GIFT, XML])
def test_bank_to_file_to_another_bank(course, kind):
    kinds = [one for one in QuestionKind if kind == XML or one != QuestionKind.ORDERING]
    for number, one in enumerate(kinds):
        create_question(
            course=course,
            content=CONTENTS[one],
            name=f"Soal {number}",
            category="Bab 1" if number % 2 else "",
            objective=number % 3 or None,
            difficulty="hard",
            tags=["a b", "c"],
            by=None,
        )
    other = make_course("A3-PP", "Pelayanan Publik")

    outcome = bring(other, exported(course, kind).content, kind)

    assert outcome.problems == ()
    assert outcome.imported == len(kinds)
    again = exported(other, kind).content.decode()
    for one in Question.objects.filter(course=course):
        again = again.replace(
            str(Question.objects.get(course=other, name=one.name).uuid), str(one.uuid)
        )
    assert again == exported(course, kind).content.decode()


def test_images_go_out_and_come_back(course):
    picture = make_image()
    text = f'<p>Lihat</p><embed embedtype="image" id="{picture.pk}" format="left" alt="Denah"/>'
    create_question(course=course, content=single(text=text), name="Satu", by=None)
    file = exported(course, XML)
    other = make_course("A3-PP", "Pelayanan Publik")

    outcome = bring(other, file.content, XML)
    same = bring(course, file.content, XML)

    assert file.losses == ()
    assert (found(outcome), found(same)) == ({"new": 1}, {"known": 1})
    copy = Question.objects.get(course=other).current.images.get()
    assert copy.pk != picture.pk
    assert copy.get_file_hash() == picture.get_file_hash()


def test_what_a_file_cannot_hold_is_named(course):
    picture = make_image()
    lost = make_image("hilang")
    lost.file.storage.delete(lost.file.name)
    embed = '<embed embedtype="image" id="{}" format="left" alt="x"/>'
    create_question(
        course=course,
        content=single(
            text=f"<p>a</p>{embed.format(picture.pk)}{embed.format(lost.pk)}",
            points=Decimal(2),
            may_shuffle=False,
            guidance="<p>g</p>",
        ),
        name="Satu",
        by=None,
    )
    create_question(course=course, content=CONTENTS[QuestionKind.ORDERING], name="Urut", by=None)
    create_question(course=course, content=CONTENTS[QuestionKind.TRUE_FALSE], name="Ya", by=None)

    gift, xml = exported(course, GIFT), exported(course, XML)

    assert {(one.question, one.code) for one in gift.losses} == {
        *(("Satu", code) for code in ("images", "media", "points", "shuffle", "guidance")),
        ("Urut", ExportLoss.ORDERING),
        ("Ya", ExportLoss.TRUTH),
    }
    assert (gift.questions, xml.questions) == (2, 3)
    assert {(one.question, one.code) for one in xml.losses} == {
        ("Satu", ExportLoss.MEDIA),
        ("Satu", ExportLoss.GUIDANCE),
        ("Ya", ExportLoss.TRUTH),
    }


def test_archived_questions_stay_behind(course):
    one = create_question(course=course, content=single(), name="Satu", by=None)
    archive_question(question=one, by=None)

    assert exported(course, GIFT).questions == 0


@pytest.mark.parametrize("kind", [GIFT, XML])
def test_queries_do_not_grow_with_the_questions(course, kind, django_assert_num_queries):
    picture = make_image()
    for number in range(3):
        text = f'<p>{number}</p><embed embedtype="image" id="{picture.pk}" format="left" alt=""/>'
        create_question(
            course=course, content=single(text=text), name=f"S{number}", tags=["a"], by=None
        )
        with django_assert_num_queries(5):
            file = exported(course, kind).content
        # Savepoint, lock, own, images, foreign, release.
        with django_assert_num_queries(7):
            bring(course, file, kind, dry_run=True)


def call(*arguments, capsys):
    status = 0
    try:
        call_command(*arguments)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    return status, capsys.readouterr()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "soal.gift"
    path.write_bytes(TWO)
    return path


def test_command_says_json_and_nothing_else(course, file, capsys):
    arguments = [
        "import_questions",
        str(file),
        f"--course={course.slug}",
        "--type=gift",
        "--format=json",
    ]

    dry = call(*arguments, "--dry-run", capsys=capsys)
    assert not Question.objects.exists()
    done = call(*arguments, capsys=capsys)
    again = call(*arguments, capsys=capsys)

    for (status, output), imported in ((dry, 2), (done, 2), (again, 0)):
        assert status == 0
        assert json.loads(output.out) == {
            "imported": imported,
            "problems": [],
            "types": {"short": 1, "single": 1},
        }


def test_command_with_problems(course, file, capsys):
    file.write_bytes(b"::Rusak:: a {=b")
    arguments = ["import_questions", str(file), f"--course={course.slug}", "--type=gift"]

    status, output = call(*arguments, "--format=json", capsys=capsys)
    table_status, table = call(*arguments, capsys=capsys)

    assert (status, table_status) == (1, 1)
    (problem,) = json.loads(output.out)["problems"]
    assert (problem["line"], problem["question"]) == (1, "Rusak")
    assert "Rusak" in table.out
    assert "impor" in table.out


def test_command_as_table(course, file, capsys):
    arguments = ["import_questions", str(file), f"--course={course.slug}", "--type=gift"]

    dry, done = call(*arguments, "--dry-run", capsys=capsys), call(*arguments, capsys=capsys)

    assert (dry[0], done[0]) == (0, 0)
    assert "single: 1" in done[1].out
    assert len(dry[1].out.splitlines()) == len(done[1].out.splitlines()) + 1


@pytest.mark.parametrize(
    "change",
    [
        {"--course": "tidak-ada"},
        {"file": "/tidak/ada"},
    ],
)
def test_command_used_wrongly(course, file, capsys, change):
    path, slug = change.get("file", str(file)), change.get("--course", course.slug)

    status, output = call(
        "import_questions", path, f"--course={slug}", "--type=gift", "--format=json", capsys=capsys
    )

    assert (status, output.out) == (2, "")


def test_export_command(course, file, tmp_path, capsys):
    create_question(course=course, content=single(points=Decimal(2)), name="Satu", by=None)
    arguments = ["export_questions", f"--course={course.slug}", "--type=gift"]
    target = tmp_path / "keluar.gift"

    status, output = call(*arguments, capsys=capsys)
    written, _output = call(*arguments, f"--output={target}", capsys=capsys)
    wrong = call("export_questions", "--course=tidak-ada", "--type=gift", capsys=capsys)
    nowhere = call(*arguments, f"--output={tmp_path}", capsys=capsys)

    assert (status, written, wrong[0], nowhere[0]) == (0, 0, 2, 2)
    assert "::Satu::" in output.out
    assert output.err.startswith("Satu: ")
    assert target.read_text() == output.out


def test_image_that_the_course_has_already_is_not_stored_again(course):
    text = f"<img src='data:image/png;base64,{PNG_TEXT}' alt='Denah'>"
    bring(course, quiz(question("essay", text=f"a {text}")), XML)

    bring(course, quiz(question("essay", text=f"b {text}")), XML)

    assert get_image_model().objects.count() == 1


def test_image_whose_file_is_lost_has_no_digest_and_is_written_anyway(course):
    stored = make_image()
    type(stored).objects.filter(pk=stored.pk).update(file_hash="")
    stored.file.storage.delete(stored.file.name)
    fresh = type(stored).objects.get(pk=stored.pk)

    assert question_files._digest(fresh) == ""
