"""The staff's side of schemes: lists, forms, and the page of one cohort."""

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import prepare_roles
from courses.enums import StaffRole
from courses.services.cohorts import start_cohort
from latsar.models import (
    CohortScheme,
    EvaluationScheme,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
)
from latsar.services.schemes import policy_of
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory
from tests.latsar.evaluation.scheme_world import graded_cohort

pytestmark = pytest.mark.django_db
NAMES = ["evaluationscheme", "gradingscheme", "remedialrule", "programmescheme"]


@pytest.fixture
def cohort():
    prepare_roles()
    return graded_cohort("eval-2022")


def person(role=None):
    user = UserFactory()
    if role:
        user.groups.add(user.groups.model.objects.get(name=role))
    return user


@pytest.fixture
def organiser(client, cohort):
    user = person(Role.ORGANISER)
    client.force_login(user)
    return client


def page_of(cohort):
    return reverse("latsar_admin:cohort-schemes", args=[cohort.slug])


def form_data(page):
    """What the browser would send for a form of Wagtail's admin as it stands."""
    form = page.context["form"]
    data = {}
    for one in [form, *all_forms(form)]:
        for field in one:
            value = field.value()
            data[field.html_name] = "" if value is None else value
    return data


def all_forms(form):
    for formset in form.formsets.values():
        yield formset.management_form
        for child in formset.forms:
            yield child
            if hasattr(child, "formsets"):
                yield from all_forms(child)


# ---------------------------------------------------------------- who sees it


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ORGANISER, 200),
        (Role.INSTRUCTOR, 404),
        (Role.LEADERSHIP, 404),
        (Role.AGENCY_CONTACT, 404),
        (Role.REVIEWER, 404),
        (None, 302),
    ],
)
def test_who_sees_how_a_cohort_is_evaluated(client, cohort, role, status):
    client.force_login(person(role))

    assert client.get(page_of(cohort)).status_code == status


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("role", "is_shown"), [(Role.ORGANISER, True), (Role.INSTRUCTOR, False)])
def test_who_sees_the_lists(client, cohort, name, role, is_shown):
    client.force_login(person(role))

    page = client.get(reverse(f"{name}:index"))
    assert (page.status_code == 200) is is_shown
    if is_shown:
        first = page.context["object_list"][0]
        assert client.get(reverse(f"{name}:edit", args=[first.pk])).status_code == 200
        assert client.get(reverse(f"{name}:add")).status_code == 200
        assert client.post(reverse(f"{name}:delete", args=[first.pk])).status_code in (302, 403)
        assert type(first).objects.filter(pk=first.pk).exists()


def test_nobody_in_particular_is_sent_to_log_in(client, cohort):
    assert client.get(page_of(cohort)).status_code == 302


# ---------------------------------------------------------------- the lists


def test_the_list_marks_working_values(organiser):
    page = organiser.get(reverse("evaluationscheme:index")).content.decode()

    assert "SP" in page
    assert page.count("figure-mark") == 5 + 4 + 1


@pytest.mark.parametrize("name", NAMES)
def test_lists_take_a_fixed_number_of_queries(
    organiser, cohort, name, django_assert_max_num_queries
):
    other = CohortFactory()
    ProgrammeScheme.objects.create(
        programme=other.programme,
        evaluation=EvaluationScheme.objects.first(),
        grading=GradingScheme.objects.first(),
    )
    organiser.get(reverse(f"{name}:index"))

    with django_assert_max_num_queries(16):
        organiser.get(reverse(f"{name}:index"))


# ---------------------------------------------------------------- the forms


def test_an_organiser_corrects_a_weight(organiser):
    scheme = EvaluationScheme.objects.get(code="eval-2021")
    url = reverse("evaluationscheme:edit", args=[scheme.pk])
    data = form_data(organiser.get(url))
    data |= {
        "components-0-weight": "10",
        "components-0-weight_mark": "V",
        "components-0-scorers": ["coach"],
        "code": "another",
    }

    assert organiser.post(url, data).status_code == 302
    first = SchemeComponent.objects.filter(scheme=scheme).first()
    assert (first.weight, first.weight_mark, first.scorers) == (10, "V", ["coach"])
    assert EvaluationScheme.objects.filter(code="eval-2021").exists()


def test_weights_that_do_not_add_up_are_named_and_not_saved(organiser):
    scheme = EvaluationScheme.objects.get(code="eval-2022")
    url = reverse("evaluationscheme:edit", args=[scheme.pk])
    data = form_data(organiser.get(url))
    data |= {"components-0-weight_unverified": "30", "components-1-parts-0-weight": "15"}
    page = organiser.post(url, data)

    text = page.content.decode()
    assert page.status_code == 200
    assert "100" in text
    assert len(page.context["form"].non_field_errors()) == 2
    assert SchemeComponent.objects.filter(scheme=scheme).first().weight_unverified == 10


def test_an_organiser_adds_a_remedial_rule(organiser):
    url = reverse("remedialrule:add")
    data = form_data(organiser.get(url)) | {"code": "kami", "text": "Mengulang seminar."}

    assert organiser.post(url, data).status_code == 302
    assert RemedialRule.objects.get(code="kami").written_digest == ""


def test_an_organiser_gives_a_programme_its_schemes(organiser, cohort):
    other = CohortFactory()
    url = reverse("programmescheme:add")
    data = {
        "programme": other.programme_id,
        "evaluation": EvaluationScheme.objects.get(code="eval-2024").pk,
        "grading": GradingScheme.objects.get().pk,
    }
    assert organiser.post(url, data).status_code == 302
    row = ProgrammeScheme.objects.get(programme=other.programme)

    url = reverse("programmescheme:edit", args=[row.pk])
    data |= {"programme": cohort.programme_id, "remedial": RemedialRule.objects.get().pk}
    assert organiser.post(url, data).status_code == 302
    row.refresh_from_db()
    assert (row.programme, row.remedial) == (other.programme, RemedialRule.objects.get())


# ---------------------------------------------------------------- the cohort's page


def test_the_page_shows_weights_bands_and_marks(organiser, cohort):
    page = organiser.get(page_of(cohort)).content.decode()

    assert "Evaluasi akademik" in page
    assert "Ujian tipe B" in page
    assert "70,01" in page
    assert page.count("figure-mark") == 4


def test_the_page_takes_a_fixed_number_of_queries(organiser, cohort, django_assert_max_num_queries):
    organiser.get(page_of(cohort))

    with django_assert_max_num_queries(28):
        organiser.get(page_of(cohort))


def test_a_cohort_without_a_scheme_says_what_to_do(organiser):
    page = organiser.get(page_of(CohortFactory()))

    assert b'class="nothing"' in page.content
    assert b'name="evaluation"' in page.content


def test_another_scheme_is_chosen_and_taken_back(organiser, cohort):
    scheme = EvaluationScheme.objects.get(code="eval-2024")
    organiser.post(page_of(cohort), {"evaluation": scheme.pk})

    assert policy_of(cohort).evaluation_code == "eval-2024"
    assert b"selected" in organiser.get(page_of(cohort)).content
    organiser.post(page_of(cohort), {"evaluation": ""})
    assert policy_of(cohort).evaluation_code == "eval-2022"


def test_a_scheme_that_does_not_exist_is_refused(organiser, cohort):
    page = organiser.post(page_of(cohort), {"evaluation": 9999})

    assert page.status_code == 422
    assert not CohortScheme.objects.exists()


def test_a_cohort_that_has_begun_keeps_its_scheme(organiser, cohort):
    EnrolmentFactory(cohort=cohort)
    cohort.staff_roles.create(user=UserFactory(), role=StaffRole.ORGANISER)
    policy_of(start_cohort(cohort=cohort, by=None))

    assert b'name="evaluation"' not in organiser.get(page_of(cohort)).content
    other = EvaluationScheme.objects.get(code="eval-2024")
    page = organiser.post(page_of(cohort), {"evaluation": other.pk}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert policy_of(cohort).evaluation_code == "eval-2022"


def test_the_cohort_leads_to_its_scheme(organiser, cohort):
    page = organiser.get(reverse("courses_admin:cohort", args=[cohort.slug]))

    assert page_of(cohort) in page.content.decode()
