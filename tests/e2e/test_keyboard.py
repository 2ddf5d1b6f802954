"""The daily ways by keyboard alone: everything is reached, and one always sees where one is."""

import pytest

from tests.e2e.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.e2e

LEARNER = 6
MANY = 120

# Focus is seen by an outline of the element itself, or of the box around it that it fills.
_FOCUS = """() => {
    const shows = element => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    let element = document.activeElement;
    const isSeen = shows(element) || [1, 2, 3].some(() => shows(element = element.parentElement));
    const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
    const isInside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return isSeen && isInside;
}"""


def tab_to(page, target):
    """Press Tab until `target` has the focus; each stop on the way must be visible."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS), page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200)"
        )
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{MANY} stops did not lead to {target}")


def press(page, target, key="Enter"):
    """Reach `target` by Tab and use it; wait for the page it leads to."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press(key)


def test_trainee_learns_by_keyboard(new_page, demo_site):
    page = new_page(PHONE)
    login = demo_site.login("peserta", LEARNER)
    page.goto("/akun/login/?next=/belajar/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Surel atau NIP"))
    page.keyboard.type(login["login"])
    tab_to(page, page.get_by_label("Kata sandi"))
    page.keyboard.type(login["password"])
    tab_to(page, page.get_by_label("Tetap masuk"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Masuk"))
    press(page, page.locator(".card-next a.button"))
    lesson = page.url
    press(page, page.get_by_role("button", name="Tandai selesai dan lanjutkan"), key="Space")
    assert page.url != lesson
    page.goto(lesson)
    page.get_by_text("Anda menyelesaikan materi ini").wait_for()


def test_menu_of_the_phone_by_keyboard(new_page_of):
    page = new_page_of("peserta", LEARNER, PHONE)
    page.goto("/belajar/")
    menu = page.locator(".menu-phone")
    tab_to(page, menu.locator("summary"))
    page.keyboard.press("Enter")
    press(page, menu.get_by_role("link", name="Katalog"))
    assert page.url.endswith("/katalog/")


def test_unfolding_by_keyboard(new_page_of):
    page = new_page_of("peserta", LEARNER, DESKTOP)
    page.goto("/belajar/")
    fold = page.locator("main details.fold").first
    tab_to(page, fold.locator("summary"))
    page.keyboard.press("Space")
    press(page, fold.get_by_role("link", name="Buka halaman angkatan"))
    assert "/belajar/angkatan-iv-2019/" in page.url


def test_organiser_goes_to_issuing_by_keyboard(new_page_of):
    page = new_page_of("penyelenggara", viewport=DESKTOP)
    page.goto("/admin/")
    press(page, page.locator("main").get_by_role("link", name="Angkatan II Tahun 2019").first)
    press(page, page.get_by_role("link", name="Terbitkan sertifikat"))
    tab_to(page, page.get_by_role("button", name="Terbitkan 2 sertifikat"))
