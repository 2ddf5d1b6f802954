"""Uploads that nobody imports lose their file and keep their row."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from corpu.core import clock
from corpu.core.storage import private_storage
from courses.enums.question_files import QuestionFileKind
from courses.models import QuestionImport, RosterImport
from courses.services import question_uploads, roster_uploads, upload_sweeps
from courses.services.question_uploads import apply_upload, upload_questions
from courses.services.upload_sweeps import forget_uploads
from courses.tasks import forget_uploads as forget_uploads_task
from tests.courses.tracking_world import staff
from tests.factories import CohortFactory, UserFactory, make_course

pytestmark = pytest.mark.django_db
GIFT = b"::Satu:: Apa itu WoG? {=a ~b}"
DAY = dt.timedelta(days=1)


def questions(age, *, by=None, course=None):
    with clock.at(clock.now() - age):
        return upload_questions(
            course=course or make_course(),
            data=GIFT,
            kind=QuestionFileKind.GIFT,
            file_name="soal.txt",
            by=by or UserFactory(),
        )


def roster(age):
    upload = RosterImport(
        cohort=CohortFactory(),
        file_name="peserta.csv",
        uploaded_by=UserFactory(),
        uploaded_at=clock.now() - age,
    )
    upload.file.save("peserta.csv", ContentFile(b"x"), save=True)
    return upload


@pytest.mark.parametrize(
    ("make", "age", "is_kept"),
    [
        (questions, 6 * DAY, True),
        (questions, 8 * DAY, False),
        (roster, 29 * DAY, True),
        (roster, 31 * DAY, False),
    ],
)
def test_files_that_nobody_imported_are_deleted(make, age, is_kept):
    upload = make(age)
    stored = upload.file.name

    counts = [forget_uploads(), forget_uploads()]

    upload.refresh_from_db()
    assert counts == ([0, 0] if is_kept else [1, 0])
    assert bool(upload.file) is is_kept
    assert private_storage().exists(stored) is is_kept


def test_imported_files_stay():
    upload = questions(60 * DAY)
    apply_upload(upload=upload, by=upload.uploaded_by)

    forget_uploads_task()

    assert QuestionImport.objects.get().file


def test_a_file_that_is_gone_already_keeps_no_other_waiting():
    gone = questions(9 * DAY)
    other = questions(9 * DAY, course=gone.course)
    private_storage().delete(gone.file.name)

    assert forget_uploads() == 2
    assert not private_storage().exists(other.file.name)


def test_who_comes_too_late_reads_so(client):
    by = staff("penyelenggara")
    upload, people = questions(9 * DAY, by=by), roster(31 * DAY)
    forget_uploads()
    upload.refresh_from_db()
    people.refresh_from_db()

    with pytest.raises(question_uploads.UploadGone):
        question_uploads.preview_upload(upload=upload, by=by)
    with pytest.raises(roster_uploads.UploadGone):
        roster_uploads.preview_upload(upload=people)
    client.force_login(by)
    page = client.get(reverse("courses_admin:question-import-show", args=[upload.pk]), follow=True)
    assert "Unggah" in page.text


@pytest.mark.django_db
def test_upload_that_another_process_has_forgotten_is_left_alone():
    assert upload_sweeps._forget(QuestionImport, 0) is False
