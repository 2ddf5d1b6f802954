"""Running cohorts with one assignment, work in it, and files of every kind."""

import io
import zipfile
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from courses.enums import StaffRole
from courses.models import (
    AssignmentPage,
    Cohort,
    CoursePage,
    Enrolment,
    RequiredActivity,
)
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from courses.services.submissions import keep_work, submit
from tests.courses.tracking_world import serve, staff
from tests.factories import CohortFactory, UserFactory, make_programme

LEVELS = [("Sangat baik", 4), ("Cukup", 2), ("Kurang", 1)]
CRITERIA = ("Ketepatan analisis", "Kejelasan tulisan")
TEXT = "Kasus ini menunjukkan ego sektoral antarinstansi."


@dataclass
class World:
    cohort: Cohort
    page: AssignmentPage
    activity: RequiredActivity
    enrolments: list[Enrolment]

    @property
    def enrolment(self):
        return self.enrolments[0]

    @property
    def user(self):
        return self.enrolment.user


def rubric(criteria=CRITERIA, levels=LEVELS):
    return [
        (
            "criterion",
            {
                "title": title,
                "levels": [
                    {"label": label, "points": points, "description": f"{title}: {label}."}
                    for label, points in levels
                ],
            },
        )
        for title in criteria
    ]


def world(
    people=1, *, criteria=CRITERIA, levels=LEVELS, dates=None, users=None, cohort=None, **fields
):
    """A running cohort of one course with one lesson and one assignment."""
    programme = make_programme(courses=1, lessons=1)
    course = CoursePage.objects.get(programme_places__programme=programme)
    page = course.add_child(
        instance=AssignmentPage(
            title="Studi kasus",
            slug="studi-kasus",
            rubric=rubric(criteria, levels),
            **fields,
        )
    )
    cohort = CohortFactory(programme=programme, **(cohort or {}))
    users = users or [UserFactory() for _ in range(people)]
    enrolments = enrol(cohort=cohort, users=users, by=None)
    cohort = start_cohort(cohort=cohort, by=None)
    activity = RequiredActivity.objects.get(required_course__cohort=cohort, kind="assignment")
    if dates:
        RequiredActivity.objects.filter(pk=activity.pk).update(**dates)
        activity.refresh_from_db()
    return World(cohort, page, activity, [_fresh(one) for one in enrolments])


def hand_in(world, enrolment=None, text=TEXT, uploads=()):
    """Write and hand in."""
    enrolment = enrolment or world.enrolment
    draft = enrolment_draft(world, enrolment)
    keep_work(
        enrolment=enrolment,
        activity=world.activity,
        texts={"text": text, "main_ideas": text, "application": text},
        sequence=draft.sequence if draft else 0,
        uploads=uploads,
    )
    return submit(enrolment=enrolment, activity=world.activity)


def enrolment_draft(world, enrolment):
    own = world.activity.submissions.filter(
        enrolment=enrolment
    ) | world.activity.submissions.filter(group__members=enrolment)
    work = own.first()
    return work.versions.filter(submitted_at=None).first() if work else None


def marker(cohort, role=StaffRole.INSTRUCTOR):
    user = staff("widyaiswara")
    serve(user, cohort, role)
    return user


def keys(page):
    """The keys of the rubric's criteria in order."""
    return [block.id for block in AssignmentPage.objects.get(pk=page.pk).rubric]


def upload(name="laporan.pdf", content=None):
    return SimpleUploadedFile(name, PDF if content is None else content)


def archive(parts, *, compress=zipfile.ZIP_DEFLATED):
    """A zip of `parts`: name → content, in order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compress) as zipped:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else compress
            zipped.writestr(name, content, method)
    return target.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20 + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20 + b"\xff\xd9"
DOCX = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})
ODT = archive(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office:document-content/>",
    }
)


def _fresh(enrolment):
    return Enrolment.objects.select_related("cohort", "user").get(pk=enrolment.pk)
