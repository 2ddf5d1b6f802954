"""What a trainee hands in and staff mark on the way to a certificate: texts and a quiz."""

from tests.e2e import quiz_site

COURSE = "/katalog/whole-of-government/"
WORKS = ("jurnal-belajar", "tugas-kasus")
ESSAY = "Izin penelitian di kecamatan melewati tiga meja, dan berkasnya diketik ulang dua kali."


def hand_in_works(page, assert_accessible):
    """Write the journal and the case and hand both in."""
    for slug in WORKS:
        page.goto(f"{COURSE}{slug}/")
        assert_accessible(page)
        for text in page.locator("[data-work] textarea").all():
            text.fill(ESSAY)
        with page.expect_navigation():
            page.get_by_role("button", name="Serahkan tugas").click()
        assert_accessible(page)
        page.get_by_role("button", name="Ya, serahkan").click()
        page.get_by_text("menunggu dinilai").first.wait_for()


def take_quiz(page, site, login, assert_accessible):
    """Answer everything right; what is right is looked up behind the site's back."""
    page.goto(f"{COURSE}kuis/")
    assert_accessible(page)
    page.get_by_role("button", name="Mulai kuis").click()
    page.get_by_role("heading", name="Soal 1", exact=True).wait_for()
    for position, answer in quiz_site.right_answers(site, login).items():
        question = page.locator(f"#soal-{position}")
        enter(question, **answer)
        question.locator("[data-note]", has_text="tersimpan pukul").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_text("Semua 12 soal sudah dijawab").wait_for()
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_text("Menunggu penilaian", exact=True).wait_for()


def enter(question, *, option="", options=(), text="", pairs=None, order=()):
    """Give an answer, in the form in which answers are stored, with the hands of a person."""
    for chosen in (option, *options):
        if chosen:
            question.locator(f"input[value='{chosen}']").check()
    if text:
        question.get_by_role("textbox").fill(text)
        question.get_by_role("textbox").blur()
    for pair, match in (pairs or {}).items():
        question.locator(f"select[data-pair='{pair}']").select_option(match)
    for place, item in enumerate(order):
        lift(question, item, place)


def lift(question, item, place):
    """Move a line up until it stands at its place; lines before it are there already."""
    lines = question.locator("[data-item]")
    now = lines.evaluate_all("lines => lines.map(line => line.dataset.item)").index(item)
    for _ in range(now - place):
        question.locator(f"[data-item='{item}'] [data-move='-1']").click()
    if place == lines.count() - 1 and not question.locator("[data-note]").inner_text():
        # Everything stood right from the start, which nobody has said yet.
        question.locator(f"[data-item='{item}'] [data-move='-1']").click()
        question.locator(f"[data-item='{item}'] [data-move='1']").click()


def mark_everything(page, name, assert_accessible):
    """Accept both works of this person at the best levels, and mark the essay of the quiz."""
    for _ in WORKS:
        page.goto("/admin/angkatan/penilaian/")
        with page.expect_navigation():
            page.locator(".marking-list tr", has_text=name).first.get_by_role("link").click()
        for criterion in page.locator("[data-criterion]").all():
            criterion.locator("input[type=radio]").first.check()
        assert_accessible(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Terima", exact=True).click()
        assert page.locator("[role=alert]").count() == 0
    page.goto("/admin/angkatan/penilaian/esai/")
    page.get_by_role("link", name=name).click()
    score = page.get_by_label("Poin")
    score.fill(score.get_attribute("max"))
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan nilai dan lanjut").click()
