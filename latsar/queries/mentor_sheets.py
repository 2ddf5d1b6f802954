"""The people of a cohort as a sheet of mentors names them."""

from courses.models import Cohort, Enrolment
from latsar.domain.mentor_rows import KnownPerson, MentorDetails
from latsar.models import Mentor


def people_by_nip(cohort: Cohort) -> dict[str, KnownPerson]:
    """Return everybody who has a NIP, with the present mentor; one query."""
    return {one.user.nip: _known(one) for one in _people(cohort) if one.user.nip}


def people_of_sheet(cohort: Cohort) -> list[tuple[str, str, MentorDetails | None]]:
    """Return NIP, name and present mentor of everybody, by name; one query."""
    found = ((one, _known(one)) for one in _people(cohort))
    return [(one.user.nip or "", known.name, known.mentor) for one, known in found]


def _people(cohort: Cohort) -> list[Enrolment]:
    members = Enrolment.objects.members().filter(cohort=cohort)
    return list(
        members.select_related("user", "guidance__mentor").order_by("user__full_name", "pk")
    )


def _known(enrolment: Enrolment) -> KnownPerson:
    guidance = getattr(enrolment, "guidance", None)
    mentor = _details(guidance.mentor) if guidance and guidance.mentor else None
    return KnownPerson(enrolment.pk, enrolment.user.name, mentor)


def _details(mentor: Mentor) -> MentorDetails:
    return MentorDetails(mentor.full_name, mentor.nip or "", mentor.post, mentor.email)
