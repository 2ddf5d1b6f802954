"""A running cohort with values, a phase at the workplace, guides, and plans brought to a state."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from corpu.core import clock
from courses.enums import StaffRole
from courses.models import CohortPhase, CohortStaff, ProgrammeAgenda, ProgrammeCourse
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, CauseKind, PaperKind, Verdict
from latsar.models import CoachingGroup, Guidance, Mentor
from latsar.queries.aktualisasi import dossier_of, people_with_guides
from latsar.services.aktualisasi import (
    CauseFields,
    IssueFields,
    choose_core,
    save_causes,
    save_idea,
    save_issue,
    save_unit,
)
from latsar.services.aktualisasi_activities import (
    ActivityFields,
    StageFields,
    save_activity,
    save_results,
)
from latsar.services.aktualisasi_approvals import decide_paper, submit_paper
from latsar.services.aktualisasi_weeks import (
    NewFile,
    ReportFields,
    WeekFields,
    save_report,
    save_week,
)
from tests.factories import CohortFactory, UserFactory, make_course, make_programme

VALUES = (("A2-AKT", "Akuntabilitas"), ("A2-NAS", "Nasionalisme"))
FIRST, LAST = dt.date(2019, 5, 6), dt.date(2019, 6, 16)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\x00IEND\xaeB`\x82"
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class World:
    cohort: object
    enrolments: list
    coach: object
    examiner: object
    mentors: list = field(default_factory=list)

    @property
    def enrolment(self):
        return self.enrolments[0]

    @property
    def user(self):
        return self.enrolment.user

    def dossier(self, place=0):
        return dossier_of(people_with_guides().get(pk=self.enrolments[place].pk))

    def actor(self, role, place=0):
        mentor = self.mentors[place]
        return {
            "mentor": Actor(ActorRole.MENTOR, mentor.pk, mentor.full_name),
            "coach": Actor(ActorRole.COACH, self.coach.pk, self.coach.name),
            "examiner": Actor(ActorRole.EXAMINER, self.examiner.pk, self.examiner.name),
        }[role]


def guided(people=1, *, values=VALUES):
    """A running cohort whose people have a coach, an examiner and a mentor each."""
    programme = make_programme(courses=1, lessons=1)
    agenda = ProgrammeAgenda.objects.create(
        programme=programme, code="A2", label="Nilai-Nilai Dasar PNS", order=2
    )
    phase = programme.phases.first()
    for order, (code, title) in enumerate(values, start=10):
        ProgrammeCourse.objects.create(
            programme=programme,
            course=make_course(code, title, 1),
            agenda=agenda,
            phase=phase,
            order=order,
        )
    cohort = CohortFactory(programme=programme)
    enrolments = enrol(cohort=cohort, users=[UserFactory() for _ in range(people)], by=None)
    cohort = start_cohort(cohort=cohort, by=None)
    CohortPhase.objects.update_or_create(
        cohort=cohort,
        code="HAB",
        defaults={"label": "Habituasi", "order": 9, "starts_on": FIRST, "ends_on": LAST},
    )
    coach, examiner = UserFactory(full_name="Coach Satu"), UserFactory(full_name="Penguji Satu")
    CohortStaff.objects.create(cohort=cohort, user=coach, role=StaffRole.COACH)
    CohortStaff.objects.create(cohort=cohort, user=examiner, role=StaffRole.EXAMINER)
    group = CoachingGroup.objects.create(cohort=cohort, name="Kelompok 1", coach=coach)
    mentors = []
    for number, enrolment in enumerate(enrolments):
        mentor = Mentor.objects.create(full_name=f"Mentor {number}", post="Kepala Subbagian")
        Guidance.objects.create(enrolment=enrolment, group=group, mentor=mentor, examiner=examiner)
        mentors.append(mentor)
    return World(cohort, enrolments, coach, examiner, mentors)


def write_plan(world, place=0, activities=5):
    """Fill in everything a plan needs."""
    enrolment = world.enrolments[place]
    work = save_unit(enrolment=enrolment, unit="Subbagian Umum", sequence=0)
    yes = {"is_actual": True, "is_problematic": True, "is_public": True, "is_feasible": True}
    first = save_issue(
        enrolment=enrolment,
        fields=IssueFields("Arsip tidak tertata", urgency=5, seriousness=4, growth=4, **yes),
    )
    save_issue(
        enrolment=enrolment,
        fields=IssueFields("Antrean panjang", urgency=3, seriousness=3, growth=3, **yes),
    )
    work = choose_core(
        enrolment=enrolment,
        issue=first.pk,
        reason="",
        analysis="Surat sulit ditemukan.",
        sequence=work.sequence,
    )
    work = save_causes(
        enrolment=enrolment,
        causes=[CauseFields(CauseKind.METHOD, "Belum ada prosedur", is_main=True)],
        sequence=work.sequence,
    )
    save_idea(
        enrolment=enrolment,
        title="Penataan arsip dengan daftar digital",
        idea="Daftar arsip bersama.",
        sequence=work.sequence,
    )
    for number in range(activities):
        save_activity(enrolment=enrolment, fields=activity_fields(number))
    return world.dossier(place)


def activity_fields(number=0, **changed):
    start = FIRST + dt.timedelta(days=7 * number)
    fields = {
        "title": f"Kegiatan {number + 1}",
        "output": "Daftar arsip",
        "starts_on": start,
        "ends_on": start + dt.timedelta(days=4),
        "contribution": "Pelayanan yang cepat",
        "value_words": {code: f"Nilai {title}" for code, title in VALUES},
        "stages": [
            StageFields("Menyusun daftar", ("A2-AKT",)),
            StageFields("Membahas dengan mentor", ("A2-AKT", "A2-NAS")),
        ],
    }
    return ActivityFields(**fields | changed)


def approve(world, paper, *roles):
    """Let these roles approve a version."""
    for role in roles:
        paper = decide_paper(
            paper=paper,
            actor=world.actor(role),
            verdict=Verdict.APPROVED,
            digest=paper.digest,
        )
    return paper


def approved_plan(world, place=0):
    """A plan that mentor and coach have approved."""
    write_plan(world, place)
    paper = submit_paper(enrolment=world.enrolments[place], kind=PaperKind.PLAN)
    if place == 0:
        return approve(world, paper, "mentor", "coach")
    return paper


def photo(name="kegiatan.png", content=PNG):
    return SimpleUploadedFile(name, content, content_type="image/png")


def write_week(world, number=1):
    """Report one week for the activity planned in it, with a photo."""
    dossier = world.dossier()
    activity = dossier.activities[min(number, len(dossier.activities)) - 1]
    row = dossier.weeks[number - 1]
    stages = [one for one in activity.stages.all() if one.week_id is None]
    return save_week(
        enrolment=world.enrolment,
        number=number,
        fields=WeekFields(
            results={activity.pk: "Daftar sudah disusun."},
            done={stage.pk: row.week.first for stage in stages},
            obstacles="Ruang sempit",
            solutions="Bergantian",
        ),
        sequence=row.report.sequence if row.report else 0,
        files=[NewFile(photo(content=PNG), activity.pk)],
    )


def approved_weeks(world):
    """All weeks reported and approved by the mentor."""
    for row in world.dossier().weeks:
        write_week(world, row.week.number)
        paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=row.week.number)
        approve(world, paper, "mentor")


def write_report(world):
    """Fill in everything the report needs."""
    dossier = world.dossier()
    save_results(
        enrolment=world.enrolment,
        results={one.pk: ("Tercapai", "Lebih cepat") for one in dossier.activities},
        sequences={one.pk: one.sequence for one in dossier.activities},
    )
    return save_report(
        enrolment=world.enrolment,
        fields=ReportFields("Lebih cepat", "Diteruskan", "Berhasil", "Perlu ruang", True),
        sequence=world.dossier().work.sequence,
        upload=SimpleUploadedFile("laporan.pdf", PDF),
    )


def endorsed(world):
    """From the plan to the endorsement."""
    with clock.at(dt.datetime(2019, 6, 20, 9, tzinfo=dt.UTC)):
        approved_plan(world)
        approved_weeks(world)
        write_report(world)
        paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.REPORT)
        return approve(world, paper, "mentor", "coach", "examiner")
