"""Loading the curricula: once, again, after edits by the package and after edits by staff."""

import json
import re

import pytest
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, Site

from corpu.core.domain.figures import Figure
from corpu.home.services.site import prepare_tree
from courses.models import (
    CataloguePage,
    CoursePage,
    LessonPage,
    Programme,
    ProgrammeCourse,
    ProgrammePhase,
    Question,
    RequiredCourse,
)
from latsar.enums import KeptReason
from latsar.exchange.problems import PackageInvalid
from latsar.models import PackagedPage
from latsar.services.curricula import NoDefaultSite, load_curricula
from latsar.services.load_report import KeptPage
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db

CONCEPT = "a3-wog/01-konsep.md"
FILES = [
    "a0-dk/index.md",
    "a0-dk/01-pembuka.md",
    "a3-wog/index.md",
    CONCEPT,
    "a3-wog/02-alasan.md",
]


@pytest.fixture
def loaded(home, small):
    load_curricula(folder=small.folder)
    return small


def concept():
    return LessonPage.objects.get(code="W1")


def text_of(page):
    return str(page.body[0].value)


def counts():
    return [
        model.objects.count()
        for model in (Page, Revision, PageLogEntry, ModelLogEntry, PackagedPage, ProgrammeCourse)
    ]


def titles(parent):
    return list(parent.get_children().values_list("title", flat=True))


# ---------------------------------------------------------------- the first and the second load


def test_first_load_makes_pages_and_programme(home, small):
    report = load_curricula(folder=small.folder)

    catalogue = CataloguePage.objects.get()
    assert report.created == [*FILES, "latsar-contoh"]
    assert (report.updated, report.unchanged, report.kept, report.problems) == ([], [], [], [])
    assert titles(catalogue) == ["Dinamika Kelompok", "Whole of Government"]
    assert titles(CoursePage.objects.get(code="A3-WOG")) == ["Konsep", "Alasan"]
    page = concept()
    assert (page.live, page.has_unpublished_changes, page.minutes) == (True, False, 7)
    assert page.url_path == "/home/katalog/whole-of-government/konsep/"
    assert text_of(page) == "<p>Naskah.</p>"
    course = CoursePage.objects.get(code="A0-DK")
    assert [block.value for block in course.objectives] == ["Tujuan pertama", "Tujuan kedua"]
    assert [block.value for block in course.assessments] == ["Kuis"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_programme_carries_phases_agendas_courses_and_marks(loaded):
    programme = Programme.objects.get(code="latsar-contoh")

    assert programme.hours == Figure(511, None, "S")
    assert (programme.days, programme.days_mark) == (None, "M")
    assert programme.regulation == "Peraturan LAN 12/2018\nKepKa LAN 93/2021"
    assert [(phase.code, phase.hours, phase.days) for phase in programme.phases.all()] == [
        ("ONCAMPUS", Figure(None, 191, "M"), 21),
        ("PKTBT", Figure(None, None, "M"), None),
    ]
    places = programme.courses.values_list(
        "course__title", "agenda__label", "phase__code", "order", "jp", "jp_mark", "is_required"
    )
    assert list(places) == [
        ("Dinamika Kelompok", "Orientasi", "ONCAMPUS", 1, None, "M", True),
        ("Whole of Government", "Peran PNS dalam NKRI", "PKTBT", 2, 6, "D", True),
    ]


def test_second_load_changes_nothing(loaded, django_assert_max_num_queries):
    before = counts()

    with django_assert_max_num_queries(22) as queries:
        report = load_curricula(folder=loaded.folder)

    assert report.unchanged == [*FILES, "latsar-contoh"]
    assert (report.created, report.updated, report.kept) == ([], [], [])
    assert counts() == before
    writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert writes == []


def test_saving_in_the_editor_without_an_edit_is_no_edit(loaded):
    page = concept()
    # What the editor sends back: the same words with ids and keys of its own.
    page.body = json.dumps(
        [{"type": "text", "value": '<p data-block-key="a1">Naskah.</p>', "id": "77"}]
    )
    page.save_revision().publish()
    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah baru.")

    report = load_curricula(folder=loaded.folder)

    assert report.updated == [CONCEPT]


def test_catalogue_is_made_below_the_first_page_and_moves_along_later(small, bare_tree):
    load_curricula(folder=small.folder)
    assert CataloguePage.objects.get().get_parent() == Site.objects.get().root_page

    prepare_tree()

    assert concept().url_path == "/home/katalog/whole-of-government/konsep/"
    assert load_curricula(folder=small.folder).unchanged == [*FILES, "latsar-contoh"]


def test_without_a_site_nothing_is_made(small, bare_tree):
    Site.objects.all().delete()

    with pytest.raises(NoDefaultSite):
        load_curricula(folder=small.folder)

    assert CataloguePage.objects.count() == 0


def test_broken_package_changes_nothing(loaded):
    before = counts()
    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "# Rusak")
    loaded.lesson("a0-dk/02-baru.md", "A0-DK-2", "Baru")

    with pytest.raises(PackageInvalid):
        load_curricula(folder=loaded.folder)

    assert counts() == before


# ---------------------------------------------------------------- the package changes


def test_new_text_reaches_an_untouched_page_with_a_revision(loaded):
    revisions = concept().revisions.count()
    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah **baru**.")

    report = load_curricula(folder=loaded.folder)

    page = concept()
    assert report.updated == [CONCEPT]
    assert text_of(page) == "<p>Naskah <b>baru</b>.</p>"
    assert page.revisions.count() == revisions + 1
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert load_curricula(folder=loaded.folder).updated == []


def test_new_lesson_stands_at_its_place(loaded):
    loaded.lesson("a3-wog/015-tengah.md", "W1B", "Tengah")
    loaded.lesson("a3-wog/00-awal.md", "W0", "Awal")
    loaded.replace("modules/a3-wog/02-alasan.md", "Naskah.", "Naskah baru.")

    report = load_curricula(folder=loaded.folder)

    assert report.created == ["a3-wog/00-awal.md", "a3-wog/015-tengah.md"]
    assert report.updated == ["a3-wog/02-alasan.md"]
    course = CoursePage.objects.get(code="A3-WOG")
    assert titles(course) == ["Awal", "Konsep", "Tengah", "Alasan"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_new_course_moves_later_ones_along_while_they_change(loaded):
    loaded.replace(
        "modules.yaml", "  - {code: A0-DK", "  - {code: A0-OVK, agenda: A0}\n  - {code: A0-DK"
    )
    loaded.course("A0-OVK", "Overview", "overview")
    loaded.lesson("a0-ovk/01.md", "A0-OVK-1", "Peta")
    loaded.replace("modules/a3-wog/index.md", "Pengantar", "Pembuka")
    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah baru.")

    report = load_curricula(folder=loaded.folder)

    assert report.updated == ["a3-wog/index.md", CONCEPT]
    assert titles(CataloguePage.objects.get()) == [
        "Overview",
        "Dinamika Kelompok",
        "Whole of Government",
    ]
    assert titles(CoursePage.objects.get(code="A3-WOG")) == ["Konsep", "Alasan"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_removed_file_is_reported_and_its_page_stays(loaded):
    (loaded.folder / f"modules/{CONCEPT}").unlink()

    report = load_curricula(folder=loaded.folder)

    assert report.kept == [KeptPage(CONCEPT, "Konsep", KeptReason.REMOVED)]
    assert concept().live


def test_changed_figures_reach_the_programme_and_the_log(loaded):
    loaded.replace("curricula.yaml", "jp: 6, mark: D", "jp: null, jp_unverified: 9")
    loaded.replace("curricula.yaml", "value: 511, mark: S", "value: 512, mark: V")

    report = load_curricula(folder=loaded.folder)

    programme = Programme.objects.get()
    assert report.updated == ["latsar-contoh"]
    assert programme.hours == Figure(512, None, "V")
    assert programme.courses.get(course__code="A3-WOG").hours == Figure(None, 9, "M")
    entry = ModelLogEntry.objects.get(action="latsar.programme.updated")
    assert entry.data["changes"] == {
        "jp": [511, 512],
        "jp_mark": ["S", "V"],
        "course A3-WOG": {"jp": [6, None], "jp_unverified": [None, 9], "jp_mark": ["D", "M"]},
    }


def test_course_dropped_from_a_curriculum_leaves_programme_but_not_running_cohorts(loaded):
    programme = Programme.objects.get()
    cohort = CohortFactory(programme=programme)
    pinned = RequiredCourse.objects.create(
        cohort=cohort,
        course=CoursePage.objects.get(code="A3-WOG"),
        code="A3-WOG",
        title="Whole of Government",
        order=2,
    )
    loaded.replace("curricula.yaml", "      - {code: A3-WOG, jp: 6, mark: D, phase: PKTBT}\n", "")

    report = load_curricula(folder=loaded.folder)

    assert report.updated == ["latsar-contoh"]
    assert [place.course.code for place in programme.courses.all()] == ["A0-DK"]
    pinned.refresh_from_db()
    assert pinned.title == "Whole of Government"


def test_course_that_staff_added_to_a_programme_stays(loaded):
    programme = Programme.objects.get()
    own = CataloguePage.objects.get().add_child(
        instance=CoursePage(title="Muatan lokal", slug="lokal", code="LOKAL", summary="x")
    )
    ProgrammeCourse.objects.create(
        programme=programme, course=own, agenda=programme.agendas.first(), order=9
    )

    report = load_curricula(folder=loaded.folder)

    assert "latsar-contoh" in report.unchanged
    assert programme.courses.filter(course=own).exists()


def test_agenda_that_staff_use_for_a_course_of_their_own_stays(loaded):
    programme = Programme.objects.get()
    own = CataloguePage.objects.get().add_child(
        instance=CoursePage(title="Muatan lokal", slug="lokal", code="LOKAL", summary="x")
    )
    agenda = programme.agendas.get(code="A3")
    ProgrammeCourse.objects.create(programme=programme, course=own, agenda=agenda, order=9)
    loaded.replace("curricula.yaml", "      - {code: A3-WOG, jp: 6, mark: D, phase: PKTBT}\n", "")

    load_curricula(folder=loaded.folder)

    assert [place.course.code for place in programme.courses.all()] == ["A0-DK", "LOKAL"]


def test_page_deleted_here_and_removed_there_is_forgotten_quietly(loaded):
    concept().delete()
    (loaded.folder / f"modules/{CONCEPT}").unlink()

    assert load_curricula(folder=loaded.folder).kept == []


# ---------------------------------------------------------------- staff have changed something


def kept(reason, title="Konsep"):
    return [KeptPage(CONCEPT, title, reason)]


@pytest.mark.parametrize("publish", [True, False])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Judul sendiri"),
        ("minutes", 20),
        ("body", json.dumps([{"type": "text", "value": "<p>Naskah saya.</p>"}])),
        ("search_description", "Untuk mesin pencari"),
        ("slug", "alamat-sendiri"),
    ],
)
def test_touched_page_is_kept_and_reported(loaded, publish, field, value):
    page = concept()
    setattr(page, field, value)
    revision = page.save_revision()
    if publish:
        revision.publish()
    before = counts()
    assert [page.reason for page in load_curricula(folder=loaded.folder).kept] == ["edited"]

    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah baru.")
    report = load_curricula(folder=loaded.folder)

    page = concept()
    assert report.kept == kept(KeptReason.NEWER_TEXT, page.title)
    assert report.updated == []
    assert page.latest_revision_id == revision.pk
    assert counts() == before
    mine = page if publish else page.get_latest_revision_as_object()
    assert mine.body.get_prep_value() == revision.as_object().body.get_prep_value()
    assert getattr(mine, field) == value or field == "body"


def test_edit_that_arrives_in_the_package_counts_as_untouched_again(loaded):
    page = concept()
    page.title = "Konsep WoG"
    page.save_revision().publish()
    loaded.replace(f"modules/{CONCEPT}", "title: Konsep", "title: Konsep WoG")
    report = load_curricula(folder=loaded.folder)
    assert (report.kept, CONCEPT in report.unchanged) == ([], True)

    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah baru.")

    assert load_curricula(folder=loaded.folder).updated == [CONCEPT]


def test_unpublished_page_stays_unpublished(loaded):
    concept().unpublish()
    loaded.replace(f"modules/{CONCEPT}", "Naskah.", "Naskah baru.")

    report = load_curricula(folder=loaded.folder)

    assert report.kept == kept(KeptReason.UNPUBLISHED)
    assert not concept().live


def test_moved_page_stays_where_it_is(loaded):
    concept().move(CoursePage.objects.get(code="A0-DK"), pos="last-child")
    loaded.lesson("a3-wog/015-tengah.md", "W1B", "Tengah")

    report = load_curricula(folder=loaded.folder)

    assert report.kept == kept(KeptReason.MOVED)
    assert titles(CoursePage.objects.get(code="A0-DK")) == ["Nama di sebelah Anda", "Konsep"]
    assert titles(CoursePage.objects.get(code="A3-WOG")) == ["Alasan", "Tengah"]


def test_deleted_page_is_not_made_again_unless_asked_for(loaded):
    concept().delete()

    assert load_curricula(folder=loaded.folder).kept == kept(KeptReason.DELETED)
    assert not LessonPage.objects.filter(code="W1").exists()

    report = load_curricula(folder=loaded.folder, restore=[CONCEPT])
    assert report.created == [CONCEPT]
    assert titles(CoursePage.objects.get(code="A3-WOG")) == ["Konsep", "Alasan"]


def test_deleted_course_is_left_out_with_its_lessons(loaded):
    ProgrammeCourse.objects.filter(course__code="A3-WOG").delete()
    CoursePage.objects.get(code="A3-WOG").delete()
    loaded.lesson("a3-wog/03-baru.md", "W3", "Baru")

    report = load_curricula(folder=loaded.folder)

    assert [page.path for page in report.kept] == FILES[2:]
    assert report.problems == [
        "latsar-contoh: mata pelatihan A3-WOG tidak punya halaman sehingga tidak dimasukkan"
    ]
    assert not LessonPage.objects.filter(code="W3").exists()


def test_address_taken_by_staff_is_a_problem_and_the_rest_is_loaded(home, small):
    catalogue = CataloguePage.objects.get()
    catalogue.add_child(
        instance=CoursePage(title="Punya kami", slug="whole-of-government", code="X", summary="x")
    )

    report = load_curricula(folder=small.folder)

    assert report.created == [*FILES[:2], "latsar-contoh"]
    assert report.problems[0].startswith("a3-wog/index.md: halaman tidak dapat ditulis: ")
    assert len(report.problems) == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_update_to_an_address_taken_by_staff_is_a_problem(loaded):
    CoursePage.objects.get(code="A3-WOG").add_child(
        instance=LessonPage(title="Punya kami", slug="baru")
    )
    loaded.replace(f"modules/{CONCEPT}", "slug: konsep", "slug: baru")

    report = load_curricula(folder=loaded.folder)

    assert [problem.split(":")[0] for problem in report.problems] == [CONCEPT]
    assert concept().slug == "konsep"
    assert load_curricula(folder=loaded.folder).problems == report.problems


def test_course_page_of_staff_with_the_same_code_serves_the_programme(home, small):
    own = CataloguePage.objects.get().add_child(
        instance=CoursePage(title="Punya kami", slug="punya-kami", code="A3-WOG", summary="x")
    )

    report = load_curricula(folder=small.folder)

    assert [problem.split(":")[0] for problem in report.problems] == ["a3-wog/index.md"]
    assert ProgrammeCourse.objects.get(order=2).course == own


def test_page_with_a_code_of_its_own_keeps_its_place_in_the_programme(loaded):
    page = CoursePage.objects.get(code="A3-WOG")
    page.code = "WOG"
    page.save_revision().publish()

    report = load_curricula(folder=loaded.folder)

    assert ([page.reason for page in report.kept], report.problems) == ([KeptReason.EDITED], [])
    assert "latsar-contoh" in report.unchanged
    assert ProgrammeCourse.objects.filter(course=page).exists()


def test_phase_that_a_curriculum_drops_leaves_the_programme(loaded):
    loaded.replace("curricula.yaml", ", phase: PKTBT", "")

    load_curricula(folder=loaded.folder)

    assert list(ProgrammePhase.objects.values_list("code", flat=True)) == ["ONCAMPUS"]


# ---------------------------------------------------------------- the shipped package


def test_shipped_package_loads(home):
    report = load_curricula()

    assert (report.problems, report.kept) == ([], [])
    assert (CoursePage.objects.count(), LessonPage.objects.count()) == (31, 37)
    assert Programme.objects.count() == 7
    first = Programme.objects.get(code="latsar-2018-klasikal")
    newest = Programme.objects.get(code="latsar-2024-blended")
    assert (first.hours.official, newest.hours.official) == (511, None)
    assert [place.hours.official for place in ProgrammeCourse.objects.filter(jp_mark="M")] == [
        None
    ] * ProgrammeCourse.objects.filter(jp_mark="M").count()
    before = counts()
    pages, questions, programmes = 31 + 37 + 3, Question.objects.count(), 7
    # Four evaluation schemes, the bands, the remedial rule; three attendance rules.
    rules = 4 + 1 + 1 + 3
    assert len(load_curricula().unchanged) == pages + questions + programmes + rules
    assert counts() == before


def test_loaded_lesson_is_shown_with_all_its_blocks(home, client):
    load_curricula()
    lesson = LessonPage.objects.get(code="W4")
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(lesson.get_url()).content.decode()

    assert lesson.title in page
    body = page.split('class="prose', 1)[-1]
    for part in (
        "Jalur evakuasi yang tertutup (ilustrasi)",
        "Empat bentuk WoG",
        "lembaga yang dibentuk dengan tugas utama mengoordinasikan berbagai sektor",
        "Panduan memilih, kasus, dan ilustrasi disusun sendiri.",
    ):
        assert part in body
    assert re.search(r"<li>\s*Bentuk WoG apa yang diwakili oleh ketiga usulan tersebut", body)
    assert re.search(r"<dt>\s*Gugus tugas\s*</dt>", body)
    assert "None" not in body
