"""Adds a cohort with one assignment to the site of the browser tests, as a program."""

import json
import sys

import django

django.setup()

from corpu.accounts.enums import Role  # noqa: E402  models need the setup
from corpu.accounts.services.roles import give_role, prepare_roles  # noqa: E402  models need the setup
from courses.enums import StaffRole  # noqa: E402  models need the setup
from courses.models import CohortStaff  # noqa: E402  models need the setup
from tests.courses.assignments.world import world  # noqa: E402  models need the setup
from tests.factories import AgencyFactory, ProgrammeFactory, UserFactory  # noqa: E402  models need the setup

PASSWORD = "rahasia-sekali-2019"


def build(tag):
    agency = AgencyFactory(name=f"Instansi {tag}", short_name=f"Inst. {tag}")
    ProgrammeFactory.reset_sequence(int(tag))
    people = [
        UserFactory(
            email=f"{role}-{tag}@contoh.example",
            nip=f"19900101201903{tag[-3:]}{place}",
            full_name=f"{role.capitalize()} Tugas",
            agency=agency,
            password=PASSWORD,
        )
        for place, role in enumerate(("peserta", "penilai"))
    ]
    here = world(
        users=people[:1],
        cohort={"number": int(tag), "slug": f"angkatan-{tag}-2019"},
        body=[("text", "<p>Jelaskan satu kasus koordinasi antarinstansi.</p>")],
    )
    # Other journeys choose the programme of the demonstration by its title.
    type(here.cohort.programme).objects.filter(pk=here.cohort.programme_id).update(
        title=f"Program tugas {tag}"
    )
    prepare_roles()
    give_role(user=people[1], role=Role.INSTRUCTOR)
    CohortStaff.objects.create(cohort=here.cohort, user=people[1], role=StaffRole.INSTRUCTOR)
    return {
        "page": here.page.url,
        "cohort": here.cohort.slug,
        "activity": here.activity.pk,
        "trainee": people[0].email,
        "marker": people[1].email,
        "password": PASSWORD,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build(sys.argv[1])))
