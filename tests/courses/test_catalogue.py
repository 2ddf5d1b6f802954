"""The catalogue and the addresses of many pages."""

import pytest
from wagtail.models import Page, Site

from courses.domain.agendas import agenda_label
from courses.models import CataloguePage
from courses.queries.addresses import page_addresses
from courses.queries.catalogue import catalogue_context, free_code
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("A0-DK", "Orientasi dan Pengarahan"),
        ("A1-WK", "Sikap Perilaku Bela Negara"),
        ("A2-AKT", "Nilai-Nilai Dasar PNS"),
        ("a3-wog", "Kedudukan dan Peran PNS"),
        ("A4-LA", "Habituasi"),
        ("AT-ADM", "Penguatan Kompetensi Teknis Bidang Tugas"),
        ("A31-X", "Lainnya"),
        ("", "Lainnya"),
    ],
)
def test_agenda_label(code, label):
    assert agenda_label(code) == label


def test_courses_stand_under_their_agendas_in_order():
    make_course(code="XY-1", title="Umum", lessons=0)
    make_course(code="A3-WOG", lessons=2)
    make_course(code="A1-WK", title="Wawasan", lessons=1)
    hidden = make_course(code="A1-ZZ", title="Draf", lessons=1)
    Page.objects.filter(pk=hidden.pk).update(live=False)

    groups = catalogue_context(CataloguePage.objects.get())["groups"]

    assert [
        (label, [(one.title, one.activity_count) for one in rows]) for label, rows in groups
    ] == [
        ("Sikap Perilaku Bela Negara", [("Wawasan", 1)]),
        ("Kedudukan dan Peran PNS", [("Whole of Government", 2)]),
        ("Lainnya", [("Umum", 0)]),
    ]


@pytest.mark.parametrize("courses", [1, 3])
def test_catalogue_takes_two_queries(courses, django_assert_num_queries):
    for number in range(courses):
        make_course(code=f"A3-{number}")
    page = CataloguePage.objects.get()

    with django_assert_num_queries(2):
        catalogue_context(page)


def test_free_code_avoids_what_is_taken(home):
    assert free_code("whole-of-government") == "WHOLE-OF-GOV"
    make_course(code="WHOLE-OF-GOV")
    make_course(code="WHOLE-OF-G-2")

    assert free_code("whole-of-government") == "WHOLE-OF-G-3"
    assert free_code("") == "KODE"


def test_page_addresses_agree_with_the_pages(home, django_assert_num_queries):
    course = make_course()
    Site.get_site_root_paths()

    with django_assert_num_queries(0):
        address = page_addresses()
        assert address(course.url_path) == course.url
        assert address("/somewhere-else/") == ""
