"""What authors of one course get to see of another: nothing but what everybody may read."""

import gc

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.models import CataloguePage, LessonPage
from courses.queries.choosing import choosable_pages
from courses.services.review import prepare_review
from courses.services.teams import ensure_team, give_course
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return make_course("A3-WOG")


@pytest.fixture
def other(own):
    course = make_course("A1-AKD", "Aktualisasi Rahasia")
    course.add_child(
        instance=LessonPage(title="Konsep rahasia", slug="konsep", code="X", live=False)
    )
    return course


@pytest.fixture
def author(client, own, other):
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)
    prepare_review(content_root=catalogue)
    user = UserFactory(full_name="Bagas Penulis")
    give_role(user=user, role=Role.INSTRUCTOR)
    give_course(course=own, user=user, by=None)
    client.force_login(user)
    return user


def file_of(course, model):
    collection = ensure_team(course).collection
    if model is Image:
        name = f"Gambar {course.code}"
        return Image.objects.create(
            title=name, file=get_test_image_file(f"{course.code}.png"), collection=collection
        )
    return Document.objects.create(
        title=f"Dokumen {course.code}",
        file=ContentFile(b"x", name=f"{course.code}.txt"),
        collection=collection,
    )


def opened(client, url, method="get", data=None):
    """Whether the address gives what it is for: Wagtail turns everybody else away."""
    response = getattr(client, method)(url, data or {})
    turned_away = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
    return response.status_code in {200, 302} and not turned_away


PAGE_VIEWS = [
    # name, own course's page, other course's page
    ("edit", True, False),
    ("add_subpage", True, False),
    ("view_draft", True, False),
    ("preview_on_edit", True, False),
    ("delete", True, False),
    ("copy", True, False),
    ("unpublish", False, False),
    ("history", True, False),
    ("usage", True, False),
    ("workflow_history", True, False),
    ("lock", False, False),
    ("set_privacy", False, False),
]


@pytest.mark.parametrize(("name", "on_own", "on_other"), PAGE_VIEWS)
@pytest.mark.parametrize("kind", ["course", "lesson"])
def test_pages(client, author, own, other, name, on_own, on_other, kind):  # noqa: PLR0917  the table's columns
    pages = [own, other] if kind == "course" else [own.get_first_child(), other.get_first_child()]
    if name == "preview_on_edit":
        for page in pages:
            page.specific.save_revision()
    urls = [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for page in pages]
    if name == "add_subpage" and kind == "lesson":
        on_own = False
    if name == "delete":
        # Wagtail lets nobody delete what is live without the right to publish.
        on_own = False

    assert [opened(client, url) for url in urls] == [on_own, on_other]


# Wagtail leaves the buffer of a thumbnail to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("model", [Document, Image])
def test_files(client, author, own, other, model):
    prefix = {Image: "wagtailimages", Document: "wagtaildocs"}[model]
    mine, foreign = file_of(own, model), file_of(other, model)

    listing = client.get(reverse(f"{prefix}:index"))
    chooser = client.get(reverse(f"{prefix}_chooser:choose_results"))
    searched = client.get(reverse(f"{prefix}_chooser:choose_results"), {"q": "A1-AKD"})

    assert mine.title in listing.text
    assert mine.title in chooser.text
    for response in (listing, chooser, searched):
        assert foreign.title not in response.text
    for name in ("edit", "delete"):
        seen = [
            opened(client, reverse(f"{prefix}:{name}", args=[one.pk])) for one in (mine, foreign)
        ]
        assert seen == [True, False], name
    gc.collect()


def test_choosing_a_file_of_another_course_by_its_number(client, author, other):
    for model, prefix in ((Image, "wagtailimages"), (Document, "wagtaildocs")):
        foreign = file_of(other, model)

        response = client.get(reverse(f"{prefix}_chooser:chosen", args=[foreign.pk]))

        assert foreign.title not in response.text


def test_explorer_and_search(client, author, own, other):
    explorer = client.get(reverse("wagtailadmin_explore", args=[own.pk]))
    elsewhere = client.get(reverse("wagtailadmin_explore", args=[other.pk]))
    found = client.get(reverse("wagtailadmin_pages:search"), {"q": "Rahasia"})

    assert "Materi 1 Whole of Government" in explorer.text
    for response in (elsewhere, found):
        assert "Konsep rahasia" not in response.text
        assert "Materi 1 Aktualisasi Rahasia" not in response.text


@pytest.mark.parametrize("query", ["child_of={other}", "", "search=rahasia"])
def test_admin_api(client, author, other, query):
    query = query.format(other=other.pk)

    response = client.get(f"/admin/api/main/pages/?fields=title&{query}")

    assert "ahasia" not in response.text


def test_admin_api_of_one_page(client, author, other):
    lesson = other.get_first_child()

    assert client.get(f"/admin/api/main/pages/{lesson.pk}/").status_code == 404


@pytest.mark.parametrize("search", [None, "rahasia"])
def test_page_chooser(client, author, own, other, search):
    def offered(parent):
        if search:
            return client.get(reverse("wagtailadmin_choose_page_search"), {"q": search})
        return client.get(reverse("wagtailadmin_choose_page_child", args=[parent.pk]))

    inside = offered(other)
    assert "Konsep rahasia" not in inside.text
    assert "Materi 1 Aktualisasi" not in inside.text
    if not search:
        assert "Materi 1 Whole of Government" in offered(own).text
        assert "Aktualisasi Rahasia" in offered(CataloguePage.objects.get()).text


def test_moves_and_copies_into_another_course(client, author, own, other):
    lesson = own.get_first_child()
    client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, other.pk]),
        {"slug": "pindah"},
    )
    client.post(
        reverse("wagtailadmin_pages:copy", args=[lesson.pk]),
        {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": other.pk},
    )
    client.post(
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", other.pk]),
        {"title": "Baru", "slug": "baru"},
    )

    lesson.refresh_from_db()
    assert lesson.get_parent().pk == own.pk
    assert Page.objects.child_of(other).count() == 3


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_bulk_actions_on_another_course(client, author, own, other, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    before = list(Page.objects.order_by("pk").values_list("pk", "live", "path"))

    response = client.post(
        f"{url}?id={other.get_first_child().pk}", {"chooser": own.pk, "include_descendants": "on"}
    )

    assert list(Page.objects.order_by("pk").values_list("pk", "live", "path")) == before
    assert response.status_code in {200, 302}


@pytest.mark.parametrize(
    "report",
    [
        "locked_pages",
        "workflow",
        "workflow_tasks",
        "site_history",
        "aging_pages",
    ],
)
def test_reports(client, author, other, report):
    client.force_login(UserFactory(is_superuser=True))
    draft = Page.objects.get(slug="konsep").specific
    client.post(reverse("wagtailadmin_pages:lock", args=[draft.pk]))
    draft.save_revision(log_action=True)
    client.force_login(author)

    response = client.get(reverse(f"wagtailadmin_reports:{report}"), follow=True)

    assert "ahasia" not in response.text


def test_authors_submit_and_never_publish(client, author, own):
    lesson = own.get_first_child()

    response = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))

    assert 'name="action-submit"' in response.text
    assert 'name="action-publish"' not in response.text


def test_two_courses_are_reached_through_the_catalogue(client, author, own, other):
    third = make_course("A2-NAS", "Nasionalisme")
    give_course(course=third, user=author, by=None)

    response = client.get(reverse("wagtailadmin_explore", args=[CataloguePage.objects.get().pk]))

    assert "Nasionalisme" in response.text
    assert "Whole of Government" in response.text
    assert "Aktualisasi Rahasia" not in response.text


@pytest.mark.django_db
def test_organisers_choose_among_all_pages():
    make_course()
    pages = Page.objects.all()

    assert choosable_pages(UserFactory(is_superuser=True), pages) is pages
