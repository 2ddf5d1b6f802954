"""Cohorts with counts and people × courses: right numbers, only own share, constant queries."""

import pytest
from django.contrib.auth.models import AnonymousUser

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.designs import prepare_designs
from courses.enums import EnrolmentState
from courses.queries.batches import certificate_batch
from courses.queries.people_filter import PeopleFilter, filter_counts, people_of
from courses.queries.person_progress import course_lines, history, visible_enrolments
from courses.queries.programmes import programme_list, programme_outline
from courses.queries.report_scope import WHOLE_HOUSE, ReportScope, report_scope
from courses.queries.staffing import cohort_staff, eligible_staff
from courses.queries.tracking import cohort_people, cohort_summaries, summaries_within
from courses.services.certification import issue_for_cohort
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol, withdraw
from tests.courses.tracking_world import learn, open_cohort_of, running_cohort, serve, staff
from tests.factories import AgencyFactory, UserFactory, make_programme

pytestmark = pytest.mark.django_db


def issued(enrolment):
    """Pretend the worker has made the file of this enrolment's certificate."""
    Certificate.objects.filter(enrolment=enrolment).update(
        state=CertificateState.ISSUED, issued_at=enrolment.completed_at, sha256="0" * 64, file="x"
    )


def rows(cohort, scope=WHOLE_HOUSE, ordering="name", **chosen):
    people = people_of(cohort=cohort, scope=scope, chosen=PeopleFilter(**chosen), ordering=ordering)
    return cohort_people(cohort, people).rows


def counts(cohort):
    names = ("enrolled", "active", "completed", "certificates", "entitled", "failed", "pending")
    return {name: getattr(cohort, name) for name in names}


def test_summary_counts_members_by_how_far_they_are():
    prepare_designs()
    cohort = running_cohort(5, done=(4, 4, 1))
    first, _second, *_rest, last = cohort.enrolments.order_by("pk")
    issue_for_cohort(cohort=cohort, by=None)
    issued(first)
    withdraw(enrolment=last, reason="Pindah instansi", by=None)

    summary = summaries_within(WHOLE_HOUSE).get()

    assert counts(summary) == {
        "enrolled": 4,
        "active": 3,
        "completed": 2,
        "certificates": 1,
        "entitled": 0,
        "failed": 0,
        "pending": 1,
    }
    assert summary.activities_done == 9


def test_summary_counts_who_waits_for_a_certificate_or_an_invitation():
    cohort = running_cohort(2, done=(4,))
    stranger = UserFactory()
    stranger.set_unusable_password()
    stranger.save()
    enrol(cohort=cohort, users=[stranger], by=None)

    summary = summaries_within(WHOLE_HOUSE).get()

    assert (summary.entitled, summary.uninvited) == (1, 1)


@pytest.mark.parametrize("cohorts", [1, 3])
def test_summaries_take_one_query(cohorts, django_assert_num_queries):
    programme = make_programme()
    for _number in range(cohorts):
        running_cohort(2, done=(1,), programme=programme)

    with django_assert_num_queries(1):
        found = [(c.name, c.programme.title, c.enrolled) for c in summaries_within(WHOLE_HOUSE)]

    assert len(found) == cohorts


def test_organiser_and_leadership_see_every_cohort():
    running_cohort(1)

    seen = [
        list(cohort_summaries(staff(role)).values_list("enrolled", flat=True))
        for role in ("penyelenggara", "pimpinan")
    ]

    assert seen == [[1], [1]]


def test_instructor_sees_only_cohorts_served():
    programme = make_programme()
    own, _other = running_cohort(2, programme=programme), running_cohort(3, programme=programme)
    instructor = staff("widyaiswara")
    serve(instructor, own)

    assert [c.enrolled for c in cohort_summaries(instructor)] == [2]


def test_agency_contact_sees_own_people_only():
    programme, agency = make_programme(), AgencyFactory()
    mixed = running_cohort(2, done=(1,), agency=agency, programme=programme)
    enrol(cohort=mixed, users=UserFactory.create_batch(3), by=None)
    running_cohort(2, programme=programme)
    contact = staff("kontak-instansi", agency=agency)

    summaries = list(cohort_summaries(contact))
    people = rows(mixed, report_scope(contact))

    assert [(c.pk, c.enrolled, c.active) for c in summaries] == [(mixed.pk, 2, 1)]
    assert {row.agency for row in people} == {agency.name}
    assert len(people) == 2


def test_agency_contact_who_serves_a_cohort_sees_all_of_it():
    programme = make_programme()
    cohort = running_cohort(2, programme=programme)
    contact = staff("kontak-instansi")
    serve(contact, cohort)

    assert [c.enrolled for c in cohort_summaries(contact)] == [2]


def test_contact_without_an_agency_and_strangers_see_nothing():
    running_cohort(2)
    contact = staff("kontak-instansi", agency=None)
    retired = staff("penyelenggara", is_active=False)

    seen = [list(cohort_summaries(u)) for u in (contact, retired, UserFactory(), AnonymousUser())]

    assert seen == [[], [], [], []]
    assert report_scope(AnonymousUser()) == ReportScope()


def test_people_carry_progress_per_course_and_overall():
    cohort = running_cohort(3, done=(3, 4))

    table = cohort_people(cohort, people_of(cohort=cohort, scope=WHOLE_HOUSE))

    assert [column.activity_count for column in table.columns] == [2, 2]
    assert [(row.progress, row.courses, row.state) for row in table.rows] == [
        (75, (100, 50), "active"),
        (100, (100, 100), "completed"),
        (0, (0, 0), "enrolled"),
    ]


def test_people_of_a_cohort_that_has_not_started_have_no_courses():
    cohort = open_cohort_of(1)

    table = cohort_people(cohort, people_of(cohort=cohort, scope=WHOLE_HOUSE))

    assert table.columns == ()
    assert [(row.progress, row.courses) for row in table.rows] == [(0, ())]


@pytest.mark.parametrize("people", [1, 3, 40])
def test_people_take_three_queries(people, django_assert_num_queries):
    cohort = running_cohort(people, done=(1,))

    with django_assert_num_queries(3):
        table = cohort_people(cohort, people_of(cohort=cohort, scope=WHOLE_HOUSE))

    assert len(table.rows) == people


def test_people_without_agency_and_nip_are_shown():
    cohort = open_cohort_of(0)
    enrol(cohort=cohort, users=[UserFactory(agency=None, nip=None)], by=None)

    (row,) = rows(cohort)

    assert (row.agency, row.agency_short, row.nip) == ("", "", "")


def test_certificate_is_named_only_when_it_is_valid():
    prepare_designs()
    cohort = running_cohort(3, done=(4, 4))
    issue_for_cohort(cohort=cohort, by=None)
    first, second, third = cohort.enrolments.order_by("pk")
    issued(first)
    number = Certificate.objects.get(enrolment=first).number

    shown = {row.pk: (row.certificate, row.certificate_label) for row in rows(cohort)}

    assert shown == {
        first.pk: (number, number),
        second.pk: (None, "sedang dibuat"),
        third.pk: (None, ""),
    }


def test_filters_narrow_by_agency_state_certificate_and_words():
    prepare_designs()
    agency = AgencyFactory()
    cohort = running_cohort(3, done=(4, 1))
    enrol(cohort=cohort, users=[UserFactory(full_name="Ratu Ayu Lestari", agency=agency)], by=None)
    issue_for_cohort(cohort=cohort, by=None)
    done, active, new, ratu = cohort.enrolments.order_by("pk")
    nip = done.user.nip

    assert [row.pk for row in rows(cohort, agency=agency.pk)] == [ratu.pk]
    assert [row.pk for row in rows(cohort, state="active")] == [active.pk]
    assert [row.pk for row in rows(cohort, certificate="pending")] == [done.pk]
    assert {row.pk for row in rows(cohort, certificate="none")} == {active.pk, new.pk, ratu.pk}
    assert [row.pk for row in rows(cohort, search=" lestari RATU ")] == [ratu.pk]
    assert [row.pk for row in rows(cohort, search=nip)] == [done.pk]
    assert rows(cohort, search="tidak ada") == ()


def test_withdrawn_people_are_shown_only_when_asked_for():
    cohort = running_cohort(2)
    first, second = cohort.enrolments.order_by("pk")
    withdraw(enrolment=first, reason="Mengundurkan diri", by=None)

    assert [row.pk for row in rows(cohort)] == [second.pk]
    assert [row.pk for row in rows(cohort, state=EnrolmentState.WITHDRAWN)] == [first.pk]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("name", "ABC"),
        ("-name", "CBA"),
        ("agency", "BAC"),
        ("-agency", "CAB"),
        ("state", "BAC"),
        ("-state", "CAB"),
        ("progress", "BAC"),
        ("-progress", "CAB"),
        ("completed", "CAB"),
        ("-completed", "CAB"),
        ("nonsense", "ABC"),
    ],
)
def test_people_are_sorted_by_each_column(ordering, expected):
    cohort = open_cohort_of(0)
    agencies = {letter: AgencyFactory(short_name=f"Kab. {letter}") for letter in "KLM"}
    users = [
        UserFactory(full_name="A", agency=agencies["L"]),
        UserFactory(full_name="B", agency=agencies["K"]),
        UserFactory(full_name="C", agency=agencies["M"]),
    ]
    enrol(cohort=cohort, users=users, by=None)
    cohort = start_cohort(cohort=cohort, by=None)
    learn(cohort.enrolments.get(user=users[0]), 1)
    learn(cohort.enrolments.get(user=users[2]), 4)

    assert "".join(row.name[0] for row in rows(cohort, ordering=ordering)) == expected


def test_filter_counts_say_what_each_choice_holds(django_assert_num_queries):
    prepare_designs()
    agency = AgencyFactory(short_name="Kab. Z")
    cohort = running_cohort(3, done=(4, 1), agency=agency)
    last = cohort.enrolments.order_by("pk")[2]
    withdraw(enrolment=last, reason="Sakit", by=None)
    issue_for_cohort(cohort=cohort, by=None)

    with django_assert_num_queries(3):
        found = filter_counts(cohort, WHOLE_HOUSE)

    assert found.states == {"completed": 1, "active": 1, "withdrawn": 1}
    assert found.certificates == {"pending": 1, "none": 1}
    assert found.agencies == ((agency.pk, "Kab. Z", 2),)


def test_batch_says_how_many_are_made_wait_and_failed(django_assert_num_queries):
    prepare_designs()
    cohort = running_cohort(3, done=(4, 4, 4))
    issue_for_cohort(cohort=cohort, by=None)
    first, second, _third = cohort.enrolments.order_by("pk")
    issued(first)
    Certificate.objects.filter(enrolment=second).update(state=CertificateState.FAILED)

    with django_assert_num_queries(1):
        batch = certificate_batch(cohort)

    assert (batch.total, batch.made, batch.failed, batch.waiting) == (3, 1, 1, 1)


def test_person_page_data_takes_three_queries_for_any_number_of_lessons(django_assert_num_queries):
    cohort = running_cohort(1, done=(3,))
    enrolment = visible_enrolments(WHOLE_HOUSE, cohort.slug).get()

    with django_assert_num_queries(3):
        lines = course_lines(enrolment)

    assert [(c.done, c.total, c.percent) for c in lines] == [(2, 2, 100), (1, 2, 50)]
    assert [bool(lesson.completed_at) for lesson in lines[1].activities] == [True, False]


def test_history_of_a_person_is_newest_first():
    cohort = running_cohort(1)
    enrolment = cohort.enrolments.get()
    organiser = staff("penyelenggara")
    withdraw(enrolment=enrolment, reason="Sakit", by=organiser)

    entries = list(history(enrolment))

    assert [(e.action, e.user, e.data["reason"]) for e in entries] == [
        ("courses.enrolment.withdrawn", organiser, "Sakit")
    ]


def test_programmes_carry_counts_and_an_outline(django_assert_num_queries):
    programme = make_programme(courses=2)
    running_cohort(1, programme=programme)

    with django_assert_num_queries(4):
        (listed,) = programme_list()
        outline = programme_outline(listed)

    assert (listed.course_count, listed.cohort_count) == (2, 1)
    assert [(a.code, [c.course.title for c in cs]) for a, cs in outline.agendas] == [
        ("A3", ["Mata 1", "Mata 2"])
    ]
    assert outline.has_unverified is False


def test_outline_says_when_a_figure_is_unverified():
    programme = make_programme(courses=1)
    programme.courses.update(jp=None, jp_unverified=9, jp_mark="M")

    assert programme_outline(programme).has_unverified is True


def test_staff_may_be_organisers_instructors_and_who_serves_already():
    cohort = open_cohort_of(1)
    organiser, instructor = staff("penyelenggara"), staff("widyaiswara")
    retired = staff("widyaiswara", is_active=False)
    serve(retired, cohort)
    UserFactory()

    assert set(eligible_staff(cohort)) == {organiser, instructor, retired}
    assert [post.user for post in cohort_staff(cohort)] == [retired]
