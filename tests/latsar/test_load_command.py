"""The command `load_curricula`: a report for people, and an exit status for scripts."""

import pytest
from django.core.management import call_command
from wagtail.models import Site

from courses.models import CoursePage, LessonPage

pytestmark = pytest.mark.django_db


def run(small, *arguments):
    call_command("load_curricula", "--folder", str(small.folder), *arguments)


def test_report_lists_what_happened(home, small, capsys):
    run(small)

    out = capsys.readouterr().out
    assert "Dibuat: 6\n  a0-dk/index.md\n" in out
    assert out.endswith("Diperbarui: 0\nDibiarkan seperti yang ada: 0\nTidak berubah: 0\n")


def test_kept_page_is_told_with_its_reason(home, small, capsys):
    run(small)
    LessonPage.objects.get(code="W1").unpublish()
    capsys.readouterr()

    run(small)

    assert capsys.readouterr().out == (
        "Dibuat: 0\nDiperbarui: 0\nDibiarkan seperti yang ada: 1\n"
        "  a3-wog/01-konsep.md · Konsep: tidak diterbitkan lagi di sini\nTidak berubah: 5\n"
    )


def test_deleted_page_comes_back_on_request(home, small):
    run(small)
    LessonPage.objects.get(code="W1").delete()

    run(small, "--restore", "a3-wog/01-konsep.md")

    assert LessonPage.objects.get(code="W1").live


def test_broken_package_ends_with_status_one(home, small, capsys):
    small.replace("modules/a3-wog/01-konsep.md", "Naskah.", "# Judul")

    with pytest.raises(SystemExit) as ended:
        run(small)

    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "Paket tidak dimuat; tidak ada yang berubah.\n"
        "  modules/a3-wog/01-konsep.md:8: judul di sini hanya ## dan ###\n"
    )
    assert CoursePage.objects.count() == 0


def test_problem_of_one_page_ends_with_status_one(home, small, capsys):
    run(small)
    course = CoursePage.objects.get(code="A3-WOG")
    course.add_child(instance=LessonPage(title="Punya kami", slug="baru"))
    small.lesson("a3-wog/03-baru.md", "W3", "Baru")

    with pytest.raises(SystemExit) as ended:
        run(small)

    assert ended.value.code == 1
    assert "Sebagian isi tidak dapat dimuat.\n  a3-wog/03-baru.md: " in capsys.readouterr().err


def test_without_a_site_the_command_says_so(db, small, capsys):
    Site.objects.all().delete()

    with pytest.raises(SystemExit) as ended:
        run(small)

    assert ended.value.code == 1
    assert capsys.readouterr().err == "Belum ada situs utama tempat katalog dapat dipasang.\n"
