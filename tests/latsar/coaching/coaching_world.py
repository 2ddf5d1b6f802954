"""Cohorts with groups, coaches, mentors and links, made by the real services."""

import re
from dataclasses import dataclass

from django.core import mail

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from courses.enums import StaffRole
from courses.models import Cohort
from latsar.domain.actors import Actor
from latsar.domain.mentor_rows import MentorDetails
from latsar.enums import ActorRole
from latsar.models import Guidance, MentorLink
from latsar.queries.guidance import guidances_in
from latsar.services.coaching import deal_coaching_groups, place_people, set_coaches
from latsar.services.consultations import Entry, log_consultation
from latsar.services.mentor_links import request_link, send_link
from latsar.services.mentors import assign_mentor
from tests.courses.tracking_world import running_cohort, serve, staff

DETAILS = MentorDetails(
    full_name="Drs. Ahmad Contoh, M.Si.",
    nip="197001011995031001",
    post="Kepala Bidang",
    email="ahmad@contoh.example",
)


@dataclass
class World:
    cohort: Cohort
    coach: User
    examiner: User

    @property
    def guidances(self):
        return list(guidances_in(self.cohort))


def coached(people=2, groups=1, **fields):
    """A running cohort in which everybody has a group with a coach, and an examiner."""
    cohort = running_cohort(people, **fields)
    coach, examiner = staff(Role.INSTRUCTOR), staff(Role.INSTRUCTOR)
    serve(coach, cohort, StaffRole.COACH)
    serve(examiner, cohort, StaffRole.EXAMINER)
    dealt = deal_coaching_groups(cohort=cohort, count=groups, by=None)
    set_coaches(cohort=cohort, coaches={group.pk: coach.pk for group in dealt}, by=None)
    everybody = {one.enrolment_id: examiner.pk for one in guidances_in(cohort)}
    place_people(cohort=cohort, groups={}, examiners=everybody, by=None)
    return World(cohort, coach, examiner)


def mentored(guidance, details=DETAILS):
    """Give somebody a mentor; return the guidance anew."""
    assign_mentor(enrolment=guidance.enrolment, details=details, by=None)
    return guidances_in(guidance.enrolment.cohort).get(pk=guidance.pk)


def sent_key(guidance):
    """Send the mentor a link and return the key that the mail holds."""
    link = request_link(guidance=guidance, by=None)
    send_link(link_id=link.pk)
    return key_in(mail.outbox[-1])


def key_in(message):
    return re.search(r"/mentor/([\w-]+)/", message.body)[1]


def newest_link(guidance):
    return MentorLink.objects.filter(guidance=guidance).order_by("-pk").first()


def logged(guidance: Guidance, day, advisor=ActorRole.MENTOR, notes="Membahas isu pelayanan."):
    """An entry of the log, written by the participant."""
    user = guidance.enrolment.user
    actor = Actor(ActorRole.PARTICIPANT, user.pk, user.name)
    return log_consultation(guidance=guidance, entry=Entry(advisor, day, notes), actor=actor)
