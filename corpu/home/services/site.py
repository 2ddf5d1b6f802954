"""Prepares an empty installation: the page tree that everything else hangs on."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from corpu.home.models import HomePage
from courses.models import CataloguePage


@transaction.atomic
def prepare_tree() -> HomePage:
    """Make home page, catalogue and default site where they are missing; return the home page.

    Safe to repeat: a page that exists is left as its authors made it.
    """
    home = HomePage.objects.first() or _create_home()
    if not CataloguePage.objects.exists():
        home.add_child(instance=CataloguePage(title="Katalog", slug="katalog", show_in_menus=True))
    return home


def _create_home() -> HomePage:
    root = Page.get_first_root_node()
    welcome = Page.objects.filter(depth=2, slug="home").exclude(content_type__app_label="home")
    if welcome.exists():
        # Wagtail's own first page holds the address; what hangs below it moves along later.
        welcome.update(slug="welcome-to-wagtail")
        root.refresh_from_db()
    home = HomePage(
        title="Beranda",
        slug="home",
        headline="Belajar menjadi pelayan publik yang tepercaya",
        introduction=(
            "Tempat belajar resmi peserta Latsar CPNS: materi, kemajuan, dan sertifikat "
            "Anda ada di satu tempat."
        ),
    )
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    for page in Page.objects.filter(depth=2, slug="welcome-to-wagtail"):
        for child in page.get_children():
            child.move(home, pos="last-child")
        page.refresh_from_db()
        page.delete()
    home.refresh_from_db()
    return home
