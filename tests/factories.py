"""Factories for facts; what only a service may create is made by the service."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from corpu.accounts.enums import AgencyLevel, PersonKind, Rank
from corpu.accounts.models import Agency, User
from corpu.home.services.site import prepare_tree
from courses.enums import CohortState, Method
from courses.models import (
    CataloguePage,
    Cohort,
    CoursePage,
    Enrolment,
    LessonPage,
    Programme,
    ProgrammeAgenda,
    ProgrammeCourse,
    ProgrammePhase,
)


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Pemerintah Kabupaten Contoh {n}")
    short_name = factory.Sequence(lambda n: f"Kab. Contoh {n}")
    level = AgencyLevel.REGENCY


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.example")
    nip = factory.Sequence(lambda n: f"199001012019031{n % 1000:03d}")
    full_name = factory.Sequence(lambda n: f"Siti Contoh {n}")
    title_after = "S.E."
    kind = PersonKind.CPNS
    rank = Rank.III_A
    post = "Analis Kebijakan Ahli Pertama"
    agency = factory.SubFactory(AgencyFactory)

    @factory.post_generation
    def password(self, create, extracted, **_kwargs):
        self.set_password(extracted or "rahasia-sekali-2019")
        if create:
            self.save()


def make_course(code="A3-WOG", title="Whole of Government", lessons=2):
    """A published course page with lessons, below the catalogue."""
    prepare_tree()
    with disable_reference_index_auto_update():
        return _make_course(code, title, lessons)


def _make_course(code, title, lessons):
    catalogue = CataloguePage.objects.get()
    course = catalogue.add_child(
        instance=CoursePage(title=title, slug=code.lower(), code=code, summary=f"Tentang {title}.")
    )
    for number in range(1, lessons + 1):
        course.add_child(
            instance=LessonPage(
                title=f"Materi {number} {title}", slug=f"materi-{number}", code=f"{code}-{number}"
            )
        )
    return course


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"program-{n}")
    title = "Latsar CPNS pola baru 2018 (klasikal)"
    regulation = "Peraturan LAN 12/2018 Pelatihan Dasar CPNS"
    method = Method.CLASSICAL
    jp = 511
    jp_mark = "S"


def make_programme(courses=2, lessons=2, **fields):
    """A programme with one agenda, one phase and `courses` courses of `lessons` lessons each."""
    programme = ProgrammeFactory(**fields)
    agenda = ProgrammeAgenda.objects.create(
        programme=programme, code="A3", label="Kedudukan dan Peran PNS", order=1
    )
    phase = ProgrammePhase.objects.create(
        programme=programme, code="ONCAMPUS", label="Klasikal", order=1
    )
    for order in range(1, courses + 1):
        ProgrammeCourse.objects.create(
            programme=programme,
            course=make_course(f"M{programme.pk}-{order}", f"Mata {order}", lessons),
            agenda=agenda,
            phase=phase,
            order=order,
            jp=6,
            jp_mark="S",
        )
    return programme


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    programme = factory.LazyFunction(make_programme)
    number = factory.Sequence(lambda n: n + 1)
    year = 2019
    slug = factory.LazyAttribute(lambda o: f"angkatan-{o.number}-{o.year}")
    starts_on = dt.date(2019, 5, 2)
    ends_on = dt.date(2019, 6, 20)
    place = "Kampus BPSDM Provinsi Banten, Pandeglang"
    state = CohortState.OPEN


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    user = factory.SubFactory(UserFactory)
    agency = factory.LazyAttribute(lambda o: o.user.agency)
    kind = factory.LazyAttribute(lambda o: o.user.kind)
    rank = factory.LazyAttribute(lambda o: o.user.rank)
    post = factory.LazyAttribute(lambda o: o.user.post)
    enrolled_at = factory.LazyFunction(timezone.now)
