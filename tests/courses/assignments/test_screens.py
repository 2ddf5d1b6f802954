"""Who reaches what; the whole way by plain forms; JSON for the scripts; few queries."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.core import clock
from courses.enums import AssignmentKind, Availability, Outcome, StaffRole, SubmissionState
from courses.models import (
    Assessment,
    Completion,
    RequiredActivity,
    Submission,
    SubmissionFile,
    SubmissionVersion,
)
from courses.queries.assignment_feedback import returned_work
from courses.queries.marking_queue import waiting_count
from courses.services.assessments import conclude, save_assessment
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from courses.services.submissions import save_draft
from courses.services.work_groups import deal_groups
from tests.courses.assignments.test_assessments import full
from tests.courses.assignments.world import (
    CRITERIA,
    PNG,
    enrolment_draft,
    hand_in,
    keys,
    marker,
    upload,
    world,
)
from tests.courses.tracking_world import serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


def mine(here, name, *more):
    return reverse(f"courses:assignment-{name}", args=[here.cohort.slug, here.activity.pk, *more])


def desk(work):
    return reverse("courses_admin:marking-desk", args=[work.pk])


def staffs(here, name):
    return reverse(f"courses_admin:assignment-{name}", args=[here.cohort.slug, here.activity.pk])


def write(client, here, text="Satu", sequence=0, **more):
    return client.post(mine(here, "save"), {"text": text, "sequence": sequence, **more})


def drained(response):
    """The same answer, with its file read to the end, which closes it."""
    if response.streaming:
        list(response.streaming_content)
    return response


def status(client, address):
    return drained(client.get(address)).status_code


# --- who reaches what ---


def person(here, role):
    """Somebody in a role towards the cohort."""
    if role in ("owner", "withdrawn"):
        if role == "withdrawn":
            withdraw(enrolment=here.enrolment, reason="Pindah", by=None)
        return here.user
    others = {"peer": lambda: here.enrolments[1].user, "stranger": UserFactory}
    if role in others:
        return others[role]()
    if role not in StaffRole.values:
        return staff("widyaiswara" if role == "other instructor" else role)
    user = staff("widyaiswara")
    serve(user, here.cohort, role)
    return user


@pytest.mark.parametrize(
    ("role", "own", "marked"),
    [
        ("owner", 200, 404),
        ("peer", 404, 404),
        ("withdrawn", 404, 404),
        ("stranger", 404, 404),
        ("instructor", 404, 200),
        ("coach", 404, 200),
        ("examiner", 404, 200),
        ("organiser", 404, 404),
        ("other instructor", 404, 404),
        ("penyelenggara", 404, 200),
        ("pimpinan", 404, 404),
        ("kontak-instansi", 404, 404),
    ],
)
def test_files_and_marking_are_for_owners_and_markers(client, role, own, marked):
    here = world(people=2, is_group=False)
    hand_in(here, uploads=[upload()])
    file, work = SubmissionFile.objects.get(), Submission.objects.get()
    client.force_login(person(here, role))

    assert status(client, mine(here, "file", file.pk)) == own
    seen = [
        client.get(reverse("courses_admin:marking-file", args=[file.pk])),
        client.get(desk(work)),
        client.get(staffs(here, "people")),
    ]
    # Who may not enter the admin at all is led to its entrance.
    allowed = {200} if marked == 200 else {404, 302}
    assert {response.status_code for response in seen} <= allowed
    for response in seen:
        drained(response)
    client.post(desk(work), {"comment": "x"})
    assert Assessment.objects.exists() == (marked == 200)


@pytest.mark.parametrize("role", ["stranger", "withdrawn", "instructor", "penyelenggara"])
def test_only_people_of_the_cohort_write(client, role):
    here = world(people=2)
    client.force_login(person(here, role))

    statuses = [
        write(client, here).status_code,
        client.post(mine(here, "upload"), {"file": upload()}).status_code,
        client.post(mine(here, "submit")).status_code,
        client.get(mine(here, "submit")).status_code,
    ]

    assert statuses == [404] * 4
    assert not Submission.objects.exists()


def test_everything_asks_for_a_login(client):
    here = world()
    hand_in(here, uploads=[upload()])
    file = SubmissionFile.objects.get()

    responses = [
        client.get(mine(here, "file", file.pk)),
        client.post(mine(here, "save")),
        client.post(mine(here, "submit")),
        client.get(reverse("courses_admin:marking")),
        client.get(reverse("courses_admin:marking-file", args=[file.pk])),
    ]

    assert [response.status_code for response in responses] == [302] * 5
    assert all("login" in response.url for response in responses)


def test_changes_need_post_and_lessons_are_no_assignments(client):
    here = world()
    lesson = RequiredActivity.objects.exclude(pk=here.activity.pk).get()
    client.force_login(here.user)

    assert client.get(mine(here, "save")).status_code == 405
    assert client.get(mine(here, "upload")).status_code == 405
    address = reverse("courses:assignment-save", args=[here.cohort.slug, lesson.pk])
    assert client.post(address, {"sequence": 0}).status_code == 404


def test_drafts_are_nobodys_but_their_owners(client):
    here = world()
    client.force_login(here.user)
    write(client, here, file=upload())
    file, work = SubmissionFile.objects.get(), Submission.objects.get()
    client.force_login(marker(here.cohort))

    assert client.get(desk(work)).status_code == 404
    address = reverse("courses_admin:marking-file", args=[file.pk])
    assert client.get(address).status_code == 404


def test_files_go_out_as_attachments_only(client):
    here = world()
    hand_in(here, uploads=[upload("Laporan saya.pdf")])
    client.force_login(here.user)

    response = client.get(mine(here, "file", SubmissionFile.objects.get().pk))

    assert response["Content-Disposition"] == 'attachment; filename="Laporan saya.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_file_that_is_lost_is_not_an_error_of_the_server(client):
    here = world()
    hand_in(here, uploads=[upload()])
    file = SubmissionFile.objects.get()
    file.file.storage.delete(file.file.name)
    client.force_login(here.user)

    assert client.get(mine(here, "file", file.pk)).status_code == 404


def test_members_of_the_group_have_its_files(client):
    here = world(people=3, is_group=True)
    deal_groups(activity=here.activity, count=2, by=staff("penyelenggara"))
    hand_in(here, uploads=[upload()])
    group = Submission.objects.get().group
    file = SubmissionFile.objects.get()

    for enrolment in here.enrolments:
        client.force_login(enrolment.user)
        expected = 200 if group.members.filter(pk=enrolment.pk).exists() else 404
        assert status(client, mine(here, "file", file.pk)) == expected


# --- the whole way by plain forms ---


def test_plain_forms_lead_from_draft_to_acceptance(client):
    here = world()
    by = marker(here.cohort)
    one, two = keys(here.page)
    client.force_login(here.user)
    shown = client.get(here.page.url).content.decode()
    assert "Serahkan tugas" in shown
    assert "Ketepatan analisis" in shown

    saved = write(client, here, file=upload())
    assert saved.url.endswith("#pekerjaan")
    confirm = write(client, here, text="Dua", sequence=1, do="submit")
    assert confirm.url == mine(here, "submit")
    assert "Ya, serahkan" in client.get(confirm.url).content.decode()
    client.post(confirm.url)
    assert "menunggu dinilai" in client.get(here.page.url).content.decode()
    assert client.get(confirm.url).status_code == 302

    work = Submission.objects.get()
    client.force_login(by)
    returned = client.post(
        desk(work),
        {f"level-{one}": "1", f"comment-{one}": "Sebutkan instansinya", "do": "return"},
    )
    assert returned.url == reverse("courses_admin:marking")
    client.force_login(here.user)
    back = client.get(here.page.url).content.decode()
    assert "Sebutkan instansinya" in back
    assert "Dikembalikan untuk diperbaiki" in back

    draft = enrolment_draft(here, here.enrolment)
    write(client, here, text="Tiga", sequence=draft.sequence, do="submit")
    client.post(mine(here, "submit"))
    client.force_login(by)
    client.post(
        desk(work), {f"level-{one}": "0", f"level-{two}": "0", "comment": "Bagus", "do": "accept"}
    )
    client.force_login(here.user)
    done = client.get(here.page.url).content.decode()
    assert "Bagus" in done
    assert "100%" in done
    assert Completion.objects.get().how == "accepted"
    client.force_login(by)
    assert "Tiga" in client.get(desk(work)).content.decode()
    assert client.post(desk(work), {"comment": "Terlambat saya tulis"}).status_code == 422


def test_refused_file_is_named_and_the_text_is_kept(client):
    here = world()
    client.force_login(here.user)

    response = client.post(
        mine(here, "save"),
        {"text": "Satu", "sequence": 0, "do": "submit", "file": upload("virus.pdf", b"MZ")},
        follow=True,
    )

    content = response.content.decode()
    assert "virus.pdf" in content
    assert "Satu" in content
    assert Submission.objects.get().state == SubmissionState.DRAFT


def test_stale_tab_loses_nothing_without_javascript(client):
    here = world()
    client.force_login(here.user)
    write(client, here, text="Dari ponsel")

    stale = write(client, here, text="Dari laptop", sequence=0)

    content = stale.content.decode()
    assert stale.status_code == 409
    assert "Dari ponsel" in content
    assert "Dari laptop" in content
    assert 'name="sequence" value="1"' in content
    write(client, here, text="Dari laptop", sequence=1)
    assert SubmissionVersion.objects.get().texts == {"text": "Dari laptop"}


@pytest.mark.parametrize(
    ("change", "text", "words"),
    [
        ("", "x" * 20_001, "kelebihan 1 karakter"),
        ("closed", "Masih ada", "Angkatan ini sudah ditutup"),
        ("handed in", "Masih ada", "menunggu dinilai"),
    ],
)
def test_what_cannot_be_saved_is_shown_again(client, change, text, words):
    here = world()
    if change == "handed in":
        hand_in(here)
    if change == "closed":
        close_cohort(cohort=here.cohort, by=None)
    client.force_login(here.user)

    response = write(client, here, text=text, sequence=1)

    content = response.content.decode()
    assert response.status_code == 422
    assert words in content
    assert text in content
    assert client.post(mine(here, "submit")).status_code == 302


def test_removing_a_file_keeps_the_text(client):
    here = world()
    client.force_login(here.user)
    write(client, here, file=upload())

    write(client, here, text="Dua", sequence=1, remove=SubmissionFile.objects.get().pk)

    assert not SubmissionFile.objects.exists()
    assert SubmissionVersion.objects.get().texts == {"text": "Dua"}


@pytest.mark.parametrize("kind", AssignmentKind)
def test_page_of_each_kind_is_shown_to_owner_and_as_preview(client, kind):
    here = world(kind=kind, is_anonymous=True)

    client.force_login(here.user)
    own = client.get(here.page.url).content.decode()
    client.force_login(staff("penyelenggara"))
    preview = client.get(here.page.url).content.decode()

    assert 'name="sequence"' in own
    assert ('type="file"' in own) == (kind in ("files", "text_and_files"))
    assert ('name="application"' in own) == (kind == "journal")
    assert 'name="sequence"' not in preview
    assert "Ketepatan analisis" in preview


def test_person_without_a_group_is_told_so(client):
    here = world(is_group=True)
    client.force_login(here.user)

    assert "Anda belum masuk kelompok" in client.get(here.page.url).content.decode()


# --- what the scripts get ---


def test_autosave_answers_in_json(client):
    here = world()
    client.force_login(here.user)
    send = {"text": "Satu", "sequence": 0}

    saved = client.post(mine(here, "save"), send, **JSON)
    changed = client.post(mine(here, "save"), send | {"text": "Dua"}, **JSON)
    refused = client.post(mine(here, "save"), send | {"text": "x" * 20_001}, **JSON)

    assert json.loads(saved.content)["verdict"] == "saved"
    assert json.loads(saved.content)["sequence"] == 1
    assert changed.status_code == 409
    assert json.loads(changed.content)["texts"] == {"text": "Satu"}
    assert json.loads(refused.content)["verdict"] == "refused"


def test_upload_answers_with_the_list_of_files(client):
    here = world(max_files=1)
    client.force_login(here.user)

    sent = client.post(mine(here, "upload"), {"file": upload("a.pdf")})
    again = client.post(mine(here, "upload"), {"file": upload("a.pdf")})
    many = client.post(mine(here, "upload"), {"file": upload("b.png", PNG)})
    none = client.post(mine(here, "upload"))
    hand_in(here)
    late = client.post(mine(here, "upload"), {"file": upload("c.png", PNG)})

    assert [one.status_code for one in (sent, again, many, none, late)] == [200, 200, 422, 422, 422]
    assert again.content.decode().count("a.pdf</a>") == 1
    assert "Sudah ada 1 berkas" in many.content.decode()


def test_marking_saves_by_itself(client):
    here = world()
    hand_in(here)
    work, by, other = Submission.objects.get(), marker(here.cohort), marker(here.cohort)
    one, two = keys(here.page)
    client.force_login(by)

    saved = client.post(desk(work), {f"level-{one}": "0", "base": ""}, **JSON)
    save_assessment(
        version=work.versions.get(),
        marks=full(here.page),
        base=json.loads(saved.content)["stamp"],
        by=other,
    )
    clash = client.post(desk(work), {"comment": "Dari saya", "base": ""}, **JSON)
    plain = client.post(desk(work), {"comment": "Dari saya", f"level-{two}": "1", "base": ""})
    odd = client.post(desk(work), {f"level-{one}": "9", "comment": "Aneh"})

    answer = json.loads(saved.content)
    assert (answer["verdict"], answer["points"], answer["missing"]) == ("saved", 4, 1)
    assert clash.status_code == plain.status_code == 409
    assert other.name in json.loads(clash.content)["message"]
    assert "Dari saya" in plain.content.decode()
    assert odd.status_code == 422
    assert "Aneh" in odd.content.decode()


def test_save_and_next_walks_through_those_who_wait(client):
    here = world(people=3)
    for enrolment in here.enrolments:
        hand_in(here, enrolment)
    first, second, third = Submission.objects.order_by("waiting_since", "pk")
    client.force_login(marker(here.cohort))

    onward = client.post(desk(first), {"comment": "a", "do": "next"})
    last = client.post(desk(third), {"comment": "a", "do": "next"})
    missing = client.post(desk(second), {"comment": "b", "do": "accept"})
    stay = client.post(desk(second), {"comment": "a", "do": "save"})

    assert (onward.url, last.url, stay.url) == (desk(second), desk(first), desk(second))
    assert missing.status_code == 422
    assert "Pilih tingkat untuk" in missing.content.decode()
    assert "2 dari 3 yang menunggu" in client.get(desk(second)).content.decode()


def test_marking_of_who_has_gone_and_after_the_close_is_explained(client):
    here = world(people=2)
    for enrolment in here.enrolments:
        hand_in(here, enrolment)
    gone, closed = Submission.objects.order_by("pk")
    withdraw(enrolment=here.enrolment, reason="Pindah", by=None)
    client.force_login(marker(here.cohort))

    left = client.post(desk(gone), {"comment": "x", "do": "return"})
    close_cohort(cohort=here.cohort, by=None)
    late = client.post(desk(closed), {"comment": "x", "do": "return"})

    assert "sudah keluar dari angkatan" in left.content.decode()
    assert "sudah ditutup" in late.content.decode()


# --- lists, names, groups ---


def test_whoever_waits_longest_is_first_and_filters_narrow(client):
    here, other = world(people=2), world()
    for one, enrolment in ((here, here.enrolments[1]), (other, other.enrolment), (here, None)):
        hand_in(one, enrolment)
    client.force_login(staff("penyelenggara"))
    address = reverse("courses_admin:marking")

    content = client.get(address).content.decode()
    narrowed = client.get(f"{address}?angkatan={other.cohort.pk}&tugas={other.page.pk}")
    odd = client.get(f"{address}?angkatan=x&tugas=99999999999999")

    places = [content.index(user.name) for user in (here.enrolments[1].user, other.user, here.user)]
    assert places == sorted(places)
    assert other.user.name in narrowed.content.decode()
    assert here.user.name not in narrowed.content.decode()
    assert odd.status_code == 200
    assert "(3)" in content


def test_marker_sees_the_own_cohorts_only(client):
    here, other = world(), world()
    hand_in(here), hand_in(other)
    by = marker(here.cohort)
    client.force_login(by)

    content = client.get(reverse("courses_admin:marking")).content.decode()

    assert here.user.name in content
    assert other.user.name not in content
    assert waiting_count(by) == 1


def test_list_is_not_there_for_who_marks_nowhere(client):
    client.force_login(staff("widyaiswara"))

    assert client.get(reverse("courses_admin:marking")).status_code == 404


def test_names_are_hidden_until_acceptance(client):
    here = world(people=2, is_anonymous=True)
    hand_in(here, uploads=[upload("tugas-budi.pdf")])
    work, by = Submission.objects.get(), marker(here.cohort)
    file = SubmissionFile.objects.get()
    client.force_login(by)
    address = reverse("courses_admin:marking-file", args=[file.pk])

    pages = [client.get(reverse("courses_admin:marking")), client.get(desk(work))]
    people = client.get(staffs(here, "people")).content.decode()
    sent = drained(client.get(address))
    for page in pages:
        assert "Peserta 1" in page.content.decode()
        assert here.user.full_name not in page.content.decode()
        assert "tugas-budi" not in page.content.decode()
    assert "budi" not in sent["Content-Disposition"]
    assert desk(work) not in people

    conclude(
        version=work.versions.get(),
        marks=full(here.page),
        base="",
        outcome=Outcome.ACCEPT,
        by=by,
    )
    assert here.user.name in client.get(desk(work)).content.decode()
    assert desk(work) in client.get(staffs(here, "people")).content.decode()
    named = drained(client.get(address))
    assert "budi" in named["Content-Disposition"]


def test_groups_are_made_on_their_page(client):
    here = world(people=3, is_group=True)
    client.force_login(marker(here.cohort))
    address = staffs(here, "groups")
    assert "Belum ada kelompok" in client.get(address).content.decode()

    dealt = client.post(address, {"do": "deal", "count": 2}, follow=True)
    many = client.post(address, {"do": "deal", "count": 4})
    odd = client.post(address, {"do": "deal", "count": "x"})
    added = client.post(address, {"do": "add"}, follow=True)
    empty = here.activity.work_groups.get(name="Kelompok 3")
    places = {f"place-{one.pk}": empty.pk for one in here.enrolments[:2]}
    client.post(address, {"do": "place", **places, "place-x": 1, f"place-{9**9}": "y"})
    hand_in(here)
    people = client.get(staffs(here, "people")).content.decode()

    assert "2 kelompok" in dealt.content.decode()
    assert (many.status_code, odd.status_code) == (422, 422)
    assert "Kelompok 3 sudah ditambahkan" in added.content.decode()
    assert empty.members.count() == 2
    assert "Kelompok 3" in people
    assert "Kelompok 3" in client.get(desk(Submission.objects.get())).content.decode()


def test_assignment_of_single_people_has_no_groups(client):
    here = world()
    client.force_login(marker(here.cohort))

    assert client.get(staffs(here, "groups")).status_code == 404


def counted(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_query_counts_do_not_grow_with_people_and_versions(client):
    few, many = world(people=1), world(people=3)
    by = staff("penyelenggara")
    for here in (few, many):
        for enrolment in here.enrolments:
            hand_in(here, enrolment, uploads=[upload()])
    for enrolment in many.enrolments[:1]:
        work = Submission.objects.get(enrolment=enrolment)
        for _ in range(2):
            conclude(
                version=work.versions.first(),
                marks=full(many.page),
                base="",
                outcome=Outcome.RETURN,
                by=by,
            )
            hand_in(many, enrolment, text="Lagi", uploads=[upload("c.png", PNG)])
    client.force_login(by)

    def staff_counts(here):
        work = Submission.objects.get(enrolment=here.enrolment)
        return [counted(client, one) for one in (desk(work), staffs(here, "people"))]

    one, three = staff_counts(few), staff_counts(many)
    lists = [
        counted(client, f"{reverse('courses_admin:marking')}?angkatan={here.cohort.pk}")
        for here in (few, many)
    ]
    pages = []
    for here in (few, many):
        client.force_login(here.user)
        pages.append(counted(client, here.page.url))

    assert one[1] == three[1]
    assert one[0] == three[0]
    assert lists[0] == lists[1]
    assert pages[0] == pages[1] == 14
    with CaptureQueriesContext(connection) as queries:
        assert len(returned_work(many.user)) == 2
    assert len(queries) <= 3


@pytest.mark.parametrize(
    ("dates", "draft", "shows_task"),
    [
        ({"opens_at": 1}, False, False),
        ({"opens_at": 1}, True, True),
        ({"closes_at": -1}, False, True),
        ({"closes_at": -1}, True, True),
        ({}, False, True),
    ],
)
def test_closed_page_says_why_and_asks_nothing(client, dates, draft, shows_task):
    body = [("text", "<p>Susunlah rancangan</p>")]
    here = world(body=body)
    if draft:
        save_draft(enrolment=here.enrolment, activity=here.activity, texts={}, sequence=0)
    moments = {name: clock.now() + dt.timedelta(days=days) for name, days in dates.items()}
    RequiredActivity.objects.filter(pk=here.activity.pk).update(**moments)
    client.force_login(here.user)

    response = client.get(here.page.get_url())

    assert response.status_code == 200
    assert ("Susunlah rancangan" in response.text) is shows_task
    assert (here.page.rubric[0].value["title"] in response.text) is shows_task
    assert ("Belum dibuka" in response.text) is ("opens_at" in dates)
    assert ("Sudah ditutup" in response.text) is ("closes_at" in dates)
    assert ("<textarea" in response.text) is (not dates)


def test_page_that_waits_for_others_leads_there(client):
    here = world()
    first = RequiredActivity.objects.exclude(pk=here.activity.pk).get()
    RequiredActivity.objects.filter(pk=here.activity.pk).update(
        availability=Availability.ACTIVITY, after=first
    )
    client.force_login(here.user)

    response = client.get(here.page.get_url())

    assert "Selesaikan ini dahulu" in response.text
    assert f'<a href="{first.page.get_url()}">' in response.text


def test_page_is_unknown_to_whom_it_does_not_belong(client):
    here = world()
    client.force_login(UserFactory())

    assert client.get(here.page.get_url()).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_trainee_pages_take_the_same_queries_for_any_size(client, size):
    here = world(criteria=CRITERIA[:1] * size)
    by = staff("penyelenggara")
    for number in range(size):
        files = [upload(f"{one}.png", PNG + bytes([one])) for one in range(size)]
        hand_in(here, text=f"Ke-{number}", uploads=files)
        conclude(
            version=SubmissionVersion.objects.order_by("-number").first(),
            marks=full(here.page),
            base="",
            outcome=Outcome.RETURN,
            by=by,
        )
    client.force_login(here.user)

    counts = [counted(client, one) for one in (here.page.get_url(), mine(here, "submit"))]

    assert counts == [14, 8]
