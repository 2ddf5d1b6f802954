"""A programme leaves as a zip and arrives elsewhere as the same programme."""

import io
import json
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.domain.questions import Option, QuestionContent
from courses.enums import QuestionKind
from courses.models import (
    AssignmentPage,
    CataloguePage,
    CoursePage,
    LessonPage,
    Programme,
    ProgrammeAgenda,
    ProgrammeCourse,
    Question,
    QuizPage,
    QuizPart,
)
from courses.services.questions import create_question
from latsar.exchange.archive import read_archive
from latsar.exchange.problems import PackageInvalid
from latsar.models import PackagedPage
from latsar.services.curricula import load_curricula
from latsar.services.transfer import (
    ExportRefused,
    ImportRefused,
    ProgrammeUnknown,
    export_programme,
    import_package,
)

pytestmark = pytest.mark.django_db
CODE = "latsar-2018-klasikal"


def forget_everything():
    """Take away what the package made, as on a site that has never seen it."""
    Programme.objects.all().delete()
    for quiz in QuizPage.objects.all():
        quiz.delete()
    for question in Question.objects.all():
        Question.objects.filter(pk=question.pk).update(current=None)
        question.versions.all().delete()
        question.delete()
    for course in CoursePage.objects.all():
        course.delete()
    PackagedPage.objects.all().delete()
    get_image_model().objects.all().delete()
    get_document_model().objects.all().delete()


def picture():
    target = io.BytesIO()
    Picture.new("RGB", (4, 4), "navy").save(target, "PNG")
    return get_image_model().objects.create(
        title="Loket", file=ImageFile(io.BytesIO(target.getvalue()), name="loket.png")
    )


def document():
    return get_document_model().objects.create(
        title="Panduan", file=ContentFile(b"%PDF-1.4 isi", name="panduan.pdf")
    )


def test_shipped_programme_arrives_as_the_same_zip(home):
    load_curricula()
    first = export_programme(code=CODE)
    forget_everything()

    report = import_package(content=first)

    assert (report.problems, report.kept) == ([], [])
    assert export_programme(code=CODE) == first
    assert import_package(content=first).created == []
    assert import_package(content=first).updated == []
    assert Page.find_problems() == ([], [], [], [], [])


HOSTILE = [
    "<p>1. Bukan daftar</p><p># bukan judul</p><p>*bintang* _garis_ [kurung] ~gelombang~</p>",
    "<p><b>tebal </b>lalu<i> miring</i></p>",
    "<p>“kutip” \"lurus\" 'satu' -- ... (c) +- &amp; &lt;b&gt; &amp;amp;</p>",
    "<ul><li>satu<ul><li>dalam</li></ul></li><li>dua</li></ul><ul><li>daftar lain</li></ul>",
    "<ol><li>satu</li><li>dua</li></ol><p>::: case | palsu</p><p>Tabel: palsu</p>",
    '<p><a href="https://contoh.example/a_(b)?x=1&amp;y=2">pranala</a> baris<br/>baru</p>',
    "<p></p><p>sesudah kosong</p>",
    "<h2>Judul *</h2><p>| a | b |</p><p>|---|---|</p><p>---</p><p>&nbsp;spasi</p>",
]


def author_a_course(image, file):
    """Make one programme with one course in which everything stands that authors can make."""
    course = CataloguePage.objects.get().add_child(
        instance=CoursePage(
            title="Uji: judul",
            slug="uji",
            code="X1-UJI",
            summary="Ringkasan: dengan titik dua",
            introduction=HOSTILE[0],
            objectives=json.dumps([{"type": "objective", "value": "Tujuan: # satu"}]),
            assessments=json.dumps([{"type": "assessment", "value": "- Kuis"}]),
        )
    )
    html = HOSTILE[2]
    first = course.add_child(instance=LessonPage(title="Awal", slug="awal", summary="", code=""))
    body = [
        *({"type": "text", "value": text} for text in HOSTILE),
        {"type": "text", "value": f'<p><a id="{file.pk}" linktype="document">unduh</a></p>'},
        {"type": "text", "value": f'<p><a id="{first.pk}" linktype="page">kembali</a></p>'},
        {"type": "callout", "value": {"kind": "tip", "title": "", "text": html}},
        {"type": "detail", "value": {"title": "Judul | garis", "text": html}},
        {"type": "quote", "value": {"text": "Baris\nbaru *", "attribution": ""}},
        {
            "type": "image",
            "value": {
                "image": image.pk,
                "alternative": "Sebuah loket: tampak depan",
                "caption": "",
                "credit": "Foto sendiri",
            },
        },
        {"type": "document", "value": {"document": file.pk, "description": "Panduan | lengkap"}},
        {
            "type": "media",
            "value": {"file": file.pk, "kind": "audio", "title": "Rekaman", "transcript": html},
        },
        {
            "type": "table",
            "value": {
                "caption": "Tabel | garis",
                "table": {
                    "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": ""}],
                    "rows": [{"values": ["<p>a | b</p>", "<p>x</p><p>y</p>"]}],
                    "caption": "",
                },
            },
        },
        {"type": "case", "value": {"title": "Kasus", "text": html, "questions": ["? apa", "b"]}},
        {"type": "glossary", "value": {"terms": [{"term": "a: b", "meaning": "- c"}]}},
        {"type": "sources", "value": {"sources": ["* satu", "dua http://x.example/_a_"]}},
    ]
    first.body = json.dumps(body)
    first.save_revision().publish()
    shown = f'<embed embedtype="image" format="left" id="{image.pk}" alt="Loket &quot;A&quot;"/>'
    question = create_question(
        course=course,
        content=QuestionContent(
            kind=QuestionKind.SINGLE,
            text=f"<p>Apa ini?</p>{shown}",
            options=(
                Option("a", "<p>Loket</p>", Decimal(100), "<p>Ya.</p>"),
                Option("b", "<p>1. Gudang</p>", Decimal("-12.5")),
            ),
        ),
        name="Loket",
        tags=["ruang"],
        by=None,
    )
    quiz = QuizPage(
        title="Kuis",
        slug="kuis",
        pass_mark=Decimal("62.50"),
        availability="activity",
        available_after=first,
        is_required=False,
    )
    course.add_child(instance=quiz)
    quiz.parts = [
        QuizPart(kind="fixed", question=question, sort_order=0),
        QuizPart(kind="draw", count=1, tag="ruang", sort_order=1),
    ]
    quiz.save_revision().publish()
    course.add_child(
        instance=AssignmentPage(
            title="Tugas",
            slug="tugas",
            body=json.dumps([{"type": "text", "value": HOSTILE[1]}]),
            availability="sequence",
        )
    )
    course.add_child(instance=LessonPage(title="Konsep kasar", slug="konsep", live=False))
    programme = Programme.objects.create(code="uji", title="Program uji", method="blended")
    agenda = ProgrammeAgenda.objects.create(programme=programme, code="X1", label="Uji", order=1)
    ProgrammeCourse.objects.create(
        programme=programme, course=course, agenda=agenda, order=1, jp=4, jp_mark="S"
    )
    return programme


def test_everything_authors_can_make_arrives(home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    author_a_course(picture(), document())
    before = export_programme(code="uji")
    bodies = [block.block_type for block in LessonPage.objects.get(slug="awal").body]
    forget_everything()

    report = import_package(content=before)

    assert (report.problems, report.kept) == ([], [])
    assert export_programme(code="uji") == before
    again = import_package(content=before)
    assert (again.created, again.updated, again.kept) == ([], [], [])
    first = LessonPage.objects.get(slug="awal")
    assert [block.block_type for block in first.body] == bodies
    assert f'<a linktype="page" id="{first.pk}">' in str(first.body.get_prep_value())
    image = get_image_model().objects.get()
    assert f'id="{image.pk}"' in Question.objects.get().current.content.text
    assert list(Question.objects.get().current.images.all()) == [image]
    quiz = QuizPage.objects.get()
    assert (quiz.available_after.slug, quiz.is_required, quiz.parts.count()) == ("awal", False, 2)
    assert not LessonPage.objects.filter(slug="konsep").exists()
    files = read_archive(before)
    assert sum(name.startswith("media/") for name in files) == 2


def test_dry_run_and_refused_import_leave_nothing_behind(home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    author_a_course(picture(), document())
    content = export_programme(code="uji")
    forget_everything()
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    report = import_package(content=content, is_dry_run=True)

    assert "uji" in report.created
    CataloguePage.objects.get().add_child(
        instance=CoursePage(title="Punya kami", slug="uji", code="LAIN", summary="x")
    )
    with pytest.raises(ImportRefused, match="halaman tidak dapat ditulis"):
        import_package(content=content)
    assert not Programme.objects.exists()
    assert not PackagedPage.objects.exists()
    assert not Question.objects.exists()
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == files


def test_authors_edit_is_not_overwritten_by_an_import(home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    author_a_course(picture(), document())
    content = export_programme(code="uji")
    forget_everything()
    import_package(content=content)
    lesson = LessonPage.objects.get(slug="awal")
    lesson.title = "Suntingan"
    lesson.save_revision().publish()

    report = import_package(content=content)

    assert [page.title for page in report.kept] == ["Suntingan"]
    assert LessonPage.objects.get(slug="awal").title == "Suntingan"


def test_what_cannot_be_written_is_said(home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = picture()
    author_a_course(image, document())
    outside = LessonPage.objects.get(slug="konsep")
    lesson = LessonPage.objects.get(slug="awal")
    lesson.body = json.dumps(
        [
            {"type": "text", "value": f'<p><a id="{outside.pk}" linktype="page">ke luar</a></p>'},
            lesson.body.get_prep_value()[13],
        ]
    )
    lesson.save_revision().publish()
    image.file.storage.delete(image.file.name)

    with pytest.raises(ExportRefused) as refused:
        export_programme(code="uji")

    assert len(refused.value.problems) == 2
    with pytest.raises(ProgrammeUnknown):
        export_programme(code="tidak-ada")
    CoursePage.objects.update(objectives="[]")
    lesson.body = json.dumps([{"type": "text", "value": "<p>Naskah</p>"}])
    lesson.save_revision().publish()
    Question.objects.update(current=None)
    with pytest.raises(PackageInvalid, match="objectives"):
        export_programme(code="uji")


def test_commands_say_what_they_do(home, small, tmp_path, capsys):
    load_curricula(folder=small.folder)
    target = tmp_path / "paket.zip"

    call_command("export_package", "latsar-contoh", str(target))
    call_command("import_package", str(target), "--dry-run")

    out = capsys.readouterr().out
    assert "paket.zip" in out
    assert "Tidak berubah: 6" in out
    for arguments, problem in [
        (("export_package", "lain", str(target)), "lain"),
        (("import_package", str(tmp_path / "tidak-ada.zip")), "berkas tidak ada"),
    ]:
        with pytest.raises(SystemExit) as ended:
            call_command(*arguments)
        assert ended.value.code == 1
        assert problem in capsys.readouterr().err
    target.write_bytes(b"x")
    with pytest.raises(SystemExit):
        call_command("import_package", str(target))
    assert "zip" in capsys.readouterr().err


def test_number_of_queries_of_an_export_does_not_grow(home, small, django_assert_num_queries):
    load_curricula(folder=small.folder)
    with CaptureQueriesContext(connection) as few:
        export_programme(code="latsar-contoh")
    for number in range(3, 8):
        small.lesson(f"a3-wog/{number:02d}-x.md", f"W{number}", f"Materi {number}")
    load_curricula(folder=small.folder)

    with django_assert_num_queries(len(few)):
        export_programme(code="latsar-contoh")
