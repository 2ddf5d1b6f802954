"""Staff pages of cohorts: who may see and do what, the journeys, exports equal to the screen."""

import csv
import io
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.designs import prepare_designs
from courses.enums import CohortState
from courses.models import Cohort, CohortStaff
from courses.services.certification import issue_for_cohort
from courses.services.enrolment import enrol
from tests.courses.tracking_world import open_cohort_of, running_cohort, serve, staff
from tests.factories import AgencyFactory, CohortFactory, UserFactory, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client):
    """A client logged in as somebody with a site-wide role."""

    def log_in(role, **fields):
        user = staff(role, **fields)
        client.force_login(user)
        return user

    return log_in


def page(name, cohort, *more):
    return reverse(f"courses_admin:{name}", args=[cohort.slug, *more])


class TableReader(HTMLParser):
    """Reads the texts of the table of people."""

    def __init__(self):
        super().__init__()
        self.lines, self.cell, self.inside = [], None, False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "table":
            self.inside = attributes.get("class") == "sheet-table"
        if self.inside and tag == "tr":
            self.lines.append([])
        if self.inside and tag in {"td", "th"}:
            self.cell = ""
        if self.cell is not None and tag == "time":
            self.cell = attributes["datetime"] + "|"

    def handle_endtag(self, tag):
        if self.cell is not None and tag in {"td", "th"}:
            text = self.cell.split("|")[0] if "|" in self.cell else self.cell
            self.lines[-1].append(" ".join(text.split()))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def on_screen(client, cohort, query=""):
    reader = TableReader()
    reader.feed(client.get(page("cohort", cohort) + query).content.decode())
    return reader.lines


def in_csv(client, cohort, query=""):
    content = client.get(page("cohort-csv", cohort) + query).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def in_xlsx(client, cohort, query=""):
    content = client.get(page("cohort-xlsx", cohort) + query).content
    sheet = load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def as_text(value):
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)


# --- who sees what ---

GETS = ("cohort", "cohort-csv", "cohort-xlsx")
ORGANISER_GETS = ("cohort-start", "cohort-close", "cohort-issue", "cohort-batch", "cohort-staff")
POSTS = (
    "cohort-open",
    "cohort-start",
    "cohort-close",
    "cohort-issue",
    "cohort-retry",
    "cohort-staff",
)


@pytest.mark.parametrize(
    ("role", "own", "expected"),
    [
        ("penyelenggara", False, (200, 200)),
        ("pimpinan", False, (200, 404)),
        ("widyaiswara", True, (200, 404)),
        ("widyaiswara", False, (404, 404)),
        ("kontak-instansi", True, (200, 404)),
        ("kontak-instansi", False, (404, 404)),
    ],
)
def test_pages_by_role(client, as_role, role, own, expected):
    prepare_designs()
    cohort = running_cohort(1, done=(1,))
    enrolment = cohort.enrolments.get()
    mine = {"agency": enrolment.agency} if own and role == "kontak-instansi" else {}
    user = as_role(role, **mine)
    if own and role == "widyaiswara":
        serve(user, cohort)

    seen = {client.get(page(name, cohort)).status_code for name in GETS}
    seen.add(client.get(page("person", cohort, enrolment.pk)).status_code)
    acts = {client.get(page(name, cohort)).status_code for name in ORGANISER_GETS}
    acts.add(client.get(page("person-withdraw", cohort, enrolment.pk)).status_code)

    see, act = expected
    assert (seen, acts) == ({see}, {act})


@pytest.mark.parametrize("role", ["pimpinan", "widyaiswara", "kontak-instansi"])
def test_only_organisers_change_anything(client, as_role, role):
    cohort = running_cohort(1)
    enrolment = cohort.enrolments.get()
    user = as_role(role, agency=enrolment.agency)
    serve(user, cohort)

    posts = {client.post(page(name, cohort)).status_code for name in POSTS}
    posts |= {
        client.post(page(name, cohort, enrolment.pk), {"reason": "x"}).status_code
        for name in ("person-withdraw", "person-reinstate")
    }

    assert posts == {404}
    cohort.refresh_from_db()
    enrolment.refresh_from_db()
    assert (cohort.state, enrolment.state) == ("running", "enrolled")


@pytest.mark.parametrize("name", [*GETS, *ORGANISER_GETS])
def test_strangers_are_asked_to_log_in(client, name):
    cohort = running_cohort(1)

    response = client.get(page(name, cohort))

    assert response.status_code == 302
    assert response["Location"].endswith(f"login/?next={page(name, cohort)}")


def test_trainee_does_not_enter_the_admin(client):
    cohort = running_cohort(1)
    client.force_login(cohort.enrolments.get().user)

    for url in (reverse("wagtailadmin_home"), page("cohort", cohort), reverse("cohort:index")):
        response = client.get(url)
        assert response.status_code in {302, 403}
        assert cohort.name not in response.content.decode()


def test_agency_contact_sees_own_people_on_every_page(client, as_role):
    agency = AgencyFactory()
    cohort = running_cohort(2, agency=agency)
    stranger = UserFactory(full_name="Orang Lain")
    (other,) = enrol(cohort=cohort, users=[stranger], by=None)
    as_role("kontak-instansi", agency=agency)

    screen = client.get(page("cohort", cohort)).content.decode()

    assert "Orang Lain" not in screen
    assert "peserta dari instansi Anda" in screen
    assert len(in_csv(client, cohort)) == 3
    assert len(in_xlsx(client, cohort)) == 3
    assert client.get(page("person", cohort, other.pk)).status_code == 404
    assert "Orang Lain" not in client.get(page("cohort", cohort) + "?q=Orang").content.decode()


def test_person_of_another_cohort_is_not_found(client, as_role):
    programme = make_programme()
    one, two = running_cohort(1, programme=programme), running_cohort(1, programme=programme)
    as_role("penyelenggara")

    response = client.get(page("person", one, two.enrolments.get().pk))

    assert response.status_code == 404


# --- the page ---


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_cohort_page_takes_as_many_queries_for_forty_people_as_for_one(client, as_role):
    programme, user = make_programme(), as_role("penyelenggara")
    cohorts = [running_cohort(size, done=(1,), programme=programme) for size in (1, 3, 40)]
    client.get(page("cohort", cohorts[0]))

    counts = {queries_of(client, page("cohort", cohort)) for cohort in cohorts}

    assert len(counts) == 1
    assert user.is_active


@pytest.mark.parametrize("url", ["cohort:index", "wagtailadmin_home"])
def test_list_and_first_page_take_as_many_queries_for_three_cohorts_as_for_one(
    client, as_role, url
):
    programme = make_programme()
    as_role("penyelenggara")
    running_cohort(2, done=(1,), programme=programme)
    client.get(reverse(url))
    first = queries_of(client, reverse(url))
    for _number in range(2):
        running_cohort(2, done=(1,), programme=programme)

    assert queries_of(client, reverse(url)) == first


def test_cohort_list_has_the_counts_and_can_be_searched_and_filtered(client, as_role):
    programme = make_programme()
    running = running_cohort(3, done=(4, 1), programme=programme)
    draft = CohortFactory(programme=programme, state=CohortState.DRAFT, year=2020)
    as_role("penyelenggara")

    def names(query):
        content = client.get(reverse("cohort:index") + query).content.decode()
        return [cohort for cohort in (running, draft) if cohort.name in content]

    assert names("") == [running, draft]
    assert names("?state=running") == [running]
    assert names("?year=2020") == [draft]
    assert names(f"?programme={programme.pk}") == [running, draft]
    assert names(f"?q={draft.slug}") == [draft]
    assert names("?ordering=-completed") == [running, draft]


def test_table_is_paged_and_keeps_the_choice(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(45, capacity=50)

    first = client.get(page("cohort", cohort) + "?ordering=-name")
    second = client.get(page("cohort", cohort) + "?ordering=-name&p=2")

    assert len(first.context["table"].rows) == 40
    assert len(second.context["table"].rows) == 5
    assert "ordering=-name&amp;p=2" in first.content.decode()


def test_nonsense_in_the_address_narrows_nothing(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(2)

    response = client.get(
        page("cohort", cohort) + "?agency=x&state=y&certificate=z&ordering=w&p=nine&q=%00"
    )

    assert response.status_code == 200


def test_empty_cohort_says_what_to_do(client, as_role):
    as_role("penyelenggara")
    cohort = open_cohort_of(0)

    content = client.get(page("cohort", cohort)).content.decode()

    assert "Impor lembar kerja dari instansi" in content
    assert f"{reverse('courses_admin:roster-upload')}?cohort={cohort.slug}" in content


def test_choice_that_fits_nobody_offers_the_way_back(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1)

    content = client.get(page("cohort", cohort) + "?q=tidakada").content.decode()

    assert "Tidak ada peserta yang cocok" in content
    assert "Tampilkan semua" in content


# --- exports ---


@pytest.mark.parametrize("query", ["", "?ordering=-progress", "?state=active", "?q=Budi"])
def test_exports_equal_the_screen(client, as_role, query):
    prepare_designs()
    as_role("penyelenggara")
    cohort = running_cohort(3, done=(4, 1))
    (late,) = enrol(cohort=cohort, users=[UserFactory(full_name="Budi")], by=None)
    issue_for_cohort(cohort=cohort, by=None)
    Certificate.objects.update(
        state=CertificateState.ISSUED, issued_at=late.enrolled_at, sha256="0" * 64, file="x"
    )

    screen = on_screen(client, cohort, query)

    assert in_csv(client, cohort, query) == screen
    assert [[as_text(cell) for cell in row] for row in in_xlsx(client, cohort, query)] == screen
    assert len(screen) > 1


def test_export_holds_every_page_and_nip_as_text(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(45, capacity=50)

    rows = in_xlsx(client, cohort)

    assert len(rows) == 46
    assert {type(row[1]) for row in rows[1:]} == {str}
    assert {len(row[1]) for row in rows[1:]} == {18}


def test_export_runs_no_formula(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1)
    user = cohort.enrolments.get().user
    user.full_name, user.title_after = "=1+1", ""
    user.save()

    content = client.get(page("cohort-xlsx", cohort)).content
    cell = load_workbook(io.BytesIO(content)).active["A2"]

    assert in_csv(client, cohort)[1][0] == "'=1+1"
    assert cell.data_type == "s"


def test_export_is_an_attachment_that_nobody_keeps(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1)

    response = client.get(page("cohort-csv", cohort))

    assert response["Content-Disposition"] == f'attachment; filename="{cohort.slug}.csv"'
    assert "no-store" in response["Cache-Control"]


# --- journeys ---


def plan(cohort=None, **changes):
    facts = {
        "programme": cohort.programme_id if cohort else make_programme().pk,
        "number": cohort.number if cohort else 21,
        "year": 2019,
        "number_style": "roman",
        "starts_on": "2019-05-02",
        "ends_on": "2019-06-20",
        "place": "Pandeglang",
        "capacity": 40,
    }
    return facts | changes


def test_organiser_plans_a_cohort(client, as_role):
    user = as_role("penyelenggara")

    response = client.post(reverse("cohort:add"), plan())

    cohort = Cohort.objects.get()
    assert response["Location"] == page("cohort", cohort)
    assert (cohort.slug, cohort.state) == ("angkatan-xxi-2019", "draft")
    assert user.pk


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": "2019-05-01"}, "Hari terakhir tidak boleh sebelum hari pertama."),
        ({"capacity": 0}, "Isi angka paling sedikit 1."),
        ({"number": 0}, "Isi angka paling sedikit 1."),
        ({"number": ""}, "harus diisi"),
    ],
)
def test_wrong_plans_are_refused_at_the_field(client, as_role, changes, message):
    as_role("penyelenggara")

    response = client.post(reverse("cohort:add"), plan(**changes))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert Cohort.objects.count() == 0


def test_second_cohort_of_the_same_number_is_refused(client, as_role):
    as_role("penyelenggara")
    cohort = CohortFactory(state=CohortState.DRAFT)

    response = client.post(reverse("cohort:add"), plan(cohort))

    assert response.status_code == 200
    assert Cohort.objects.count() == 1


def test_facts_are_changed_until_the_start_and_fixed_after_it(client, as_role):
    as_role("penyelenggara")
    draft = CohortFactory(state=CohortState.DRAFT)
    running = running_cohort(2, programme=draft.programme)

    client.post(reverse("cohort:edit", args=[draft.pk]), plan(draft, number=77, capacity=30))
    client.post(reverse("cohort:edit", args=[running.pk]), plan(running, number=78, place="Serang"))

    draft.refresh_from_db()
    running_before, running = running.number, Cohort.objects.get(pk=running.pk)
    assert (draft.number, draft.capacity, draft.slug) == (77, 30, "angkatan-lxxvii-2019")
    assert (running.number, running.place) == (running_before, "Serang")


def test_capacity_below_the_people_is_refused(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(2)

    response = client.post(reverse("cohort:edit", args=[cohort.pk]), plan(cohort, capacity=1))

    assert "Angkatan ini sudah berisi 2 peserta." in response.content.decode()


@pytest.mark.parametrize("role", ["pimpinan", "widyaiswara", "kontak-instansi"])
def test_only_organisers_plan(client, as_role, role):
    as_role(role)
    cohort = CohortFactory()

    for url in (reverse("cohort:add"), reverse("cohort:edit", args=[cohort.pk])):
        assert client.post(url, plan(cohort, place="X")).status_code in {302, 403, 404}
    cohort.refresh_from_db()
    assert cohort.place != "X"


def test_nobody_deletes_a_cohort(client, as_role):
    as_role("penyelenggara", is_superuser=True)
    cohort = CohortFactory()

    client.post(reverse("cohort:delete", args=[cohort.pk]))

    assert Cohort.objects.filter(pk=cohort.pk).exists()


def test_cohort_is_opened_started_and_closed(client, as_role):
    as_role("penyelenggara")
    cohort = CohortFactory(state=CohortState.DRAFT)
    client.post(page("cohort-open", cohort))
    enrol(cohort=cohort, users=UserFactory.create_batch(2), by=None)

    question = client.get(page("cohort-start", cohort)).content.decode()
    client.post(page("cohort-start", cohort))
    cohort.refresh_from_db()
    started = (cohort.state, cohort.activity_count)
    farewell = client.get(page("cohort-close", cohort)).content.decode()
    client.post(page("cohort-close", cohort))
    cohort.refresh_from_db()

    assert "Seratus persen berarti 2 mata pelatihan dengan 4 kegiatan." in question
    assert started == ("running", 4)
    assert "2 peserta belum selesai" in farewell
    assert cohort.state == "closed"


def test_step_that_is_not_due_is_refused_in_words(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1)

    response = client.post(page("cohort-start", cohort), follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["error"]


def test_certificates_are_issued_and_their_making_is_shown(client, as_role):
    prepare_designs()
    as_role("penyelenggara")
    cohort = running_cohort(3, done=(4, 4))

    question = client.get(page("cohort-issue", cohort)).content.decode()
    response = client.post(page("cohort-issue", cohort), follow=True)
    again = client.post(page("cohort-issue", cohort), follow=True)

    assert "2 peserta sudah selesai dan belum punya sertifikat." in question
    assert Certificate.objects.count() == 2
    content = response.content.decode()
    assert "2 sertifikat sedang dibuat." in content
    assert "dibuat 0 dari 2" in content
    assert page("cohort-batch", cohort) in content
    assert "Belum ada peserta yang berhak" in again.content.decode()


def test_progress_of_the_batch_is_refreshed_until_all_is_made(client, as_role):
    prepare_designs()
    as_role("penyelenggara")
    cohort = running_cohort(2, done=(4, 4))
    issue_for_cohort(cohort=cohort, by=None)

    during = client.get(page("cohort-batch", cohort))
    first, second = Certificate.objects.order_by("pk")
    Certificate.objects.filter(pk=first.pk).update(state=CertificateState.FAILED)
    Certificate.objects.filter(pk=second.pk).update(
        state=CertificateState.ISSUED, issued_at=second.created_at, sha256="0" * 64, file="x"
    )
    after = client.get(page("cohort-batch", cohort))

    assert "HX-Refresh" not in during
    assert "menunggu 2" in during.content.decode()
    assert after["HX-Refresh"] == "true"
    assert "gagal 1" in after.content.decode()
    assert f"{page('cohort', cohort)}?certificate=failed" in after.content.decode()


def test_failed_certificates_are_tried_again(client, as_role):
    prepare_designs()
    as_role("penyelenggara")
    cohort = running_cohort(1, done=(4,))
    issue_for_cohort(cohort=cohort, by=None)
    Certificate.objects.update(state=CertificateState.FAILED)

    response = client.post(page("cohort-retry", cohort), follow=True)

    assert Certificate.objects.get().state == CertificateState.PENDING
    assert "1 sertifikat sedang dibuat ulang." in response.content.decode()


def test_issuing_without_design_or_signatory_is_explained(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1, done=(4,))

    response = client.post(page("cohort-issue", cohort), follow=True)

    assert "Pilih dulu desain" in response.content.decode()


def test_person_is_taken_out_with_a_reason_and_taken_back(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1, done=(1,))
    enrolment = cohort.enrolments.get()

    without = client.post(page("person-withdraw", cohort, enrolment.pk), {"reason": " "})
    client.post(page("person-withdraw", cohort, enrolment.pk), {"reason": "Pindah tugas"})
    enrolment.refresh_from_db()
    gone = (enrolment.state, enrolment.withdrawal_reason, enrolment.activities_done)
    shown = client.get(page("person", cohort, enrolment.pk)).content.decode()
    client.post(page("person-reinstate", cohort, enrolment.pk))
    enrolment.refresh_from_db()

    assert without.status_code == 200
    assert gone == ("withdrawn", "Pindah tugas", 1)
    assert "Pindah tugas" in shown
    assert "Kembalikan" in shown
    assert enrolment.state == "active"


def test_holder_of_a_certificate_is_not_taken_out(client, as_role):
    prepare_designs()
    as_role("penyelenggara")
    cohort = running_cohort(1, done=(4,))
    issue_for_cohort(cohort=cohort, by=None)
    enrolment = cohort.enrolments.get()

    response = client.post(page("person-withdraw", cohort, enrolment.pk), {"reason": "Salah orang"})

    assert "cabut sertifikatnya dulu" in response.content.decode()
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_nobody_leaves_or_returns_to_a_closed_cohort(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(2)
    one, two = cohort.enrolments.order_by("pk")
    client.post(page("person-withdraw", cohort, two.pk), {"reason": "Sakit"})
    client.post(page("cohort-close", cohort))

    leave = client.post(page("person-withdraw", cohort, one.pk), {"reason": "Sakit"})
    back = client.post(page("person-reinstate", cohort, two.pk), follow=True)

    for response in (leave, back):
        assert "Angkatan sudah ditutup" in response.content.decode()


def test_nobody_returns_to_a_full_cohort(client, as_role):
    as_role("penyelenggara")
    cohort = running_cohort(1, capacity=1)
    gone = cohort.enrolments.get()
    client.post(page("person-withdraw", cohort, gone.pk), {"reason": "Sakit"})
    enrol(cohort=cohort, users=[UserFactory()], by=None)

    response = client.post(page("person-reinstate", cohort, gone.pk), follow=True)

    assert "Tidak ada tempat kosong" in response.content.decode()


def test_staff_of_a_cohort_are_ticked(client, as_role):
    organiser = as_role("penyelenggara")
    instructor = staff("widyaiswara")
    cohort = CohortFactory()
    serve(organiser, cohort, "coach")

    client.post(page("cohort-staff", cohort), {"instructor": [instructor.pk]})
    client.post(page("cohort-staff", cohort), {"instructor": [instructor.pk]})
    wrong = client.post(page("cohort-staff", cohort), {"coach": [UserFactory().pk]})

    assert wrong.status_code == 200
    assert list(CohortStaff.objects.values_list("user", "role")) == [(instructor.pk, "instructor")]
    assert instructor.name in client.get(page("cohort", cohort)).content.decode()


# --- programmes and the first page ---


def test_programme_shows_unverified_figures_with_their_mark(client, as_role):
    as_role("penyelenggara")
    programme = make_programme(courses=1)
    programme.courses.update(jp=None, jp_unverified=9, jp_mark="M")

    listed = client.get(reverse("programme:index")).content.decode()
    shown = client.get(reverse("programme:inspect", args=[programme.pk])).content.decode()

    assert programme.title in listed
    assert "belum terverifikasi" in shown
    assert "Kedudukan dan Peran PNS" in shown


def test_programmes_are_not_edited_here(client, as_role):
    as_role("penyelenggara", is_superuser=True)
    programme = make_programme()

    client.post(reverse("programme:edit", args=[programme.pk]), {"title": "X"})
    client.post(reverse("programme:delete", args=[programme.pk]))

    programme.refresh_from_db()
    assert programme.title != "X"


def test_first_page_shows_what_waits_and_the_cohorts(client, as_role):
    prepare_designs()
    as_role("penyelenggara")
    programme = make_programme()
    cohort = running_cohort(3, done=(4,), programme=programme)
    empty = CohortFactory(programme=programme)
    failed = running_cohort(1, done=(4,), programme=programme)
    issue_for_cohort(cohort=failed, by=None)
    Certificate.objects.update(state=CertificateState.FAILED)

    content = client.get(reverse("wagtailadmin_home")).content.decode()

    for text in (
        "1 sertifikat gagal dibuat",
        "1 peserta sudah selesai dan menunggu sertifikat",
        "Belum ada peserta",
        cohort.name,
        empty.name,
        "Impor peserta",
    ):
        assert text in content


@pytest.mark.parametrize("role", ["pimpinan", "kontak-instansi", "widyaiswara"])
def test_first_page_of_readers_has_their_cohorts_and_no_tasks(client, as_role, role):
    cohort = running_cohort(1, done=(4,))
    user = as_role(role, agency=cohort.enrolments.get().agency)
    serve(user, cohort)

    content = client.get(reverse("wagtailadmin_home")).content.decode()

    assert cohort.name in content
    assert "menunggu sertifikat" not in content
    assert "Impor peserta" not in content


def test_first_page_without_cohorts_says_how_to_begin(client, as_role):
    as_role("penyelenggara")

    content = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Rencanakan angkatan" in content
