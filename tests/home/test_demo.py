"""The demonstration: five moments through the real services, and nothing the second time."""

import io

import openpyxl
import pytest
from django.apps import apps
from django.core.management import call_command

from certificates.enums import CertificateState
from certificates.models import Certificate
from corpu.accounts.models import User
from corpu.home.domain.demo_story import COHORTS
from corpu.home.domain.demo_timetable import CAMPUS_DAYS, HOURS
from corpu.home.management.commands.demo import SHEET
from corpu.home.queries.background import OwedWork, owed_work
from corpu.home.services.demo import play_demo
from corpu.home.services.demo_scores import hold_meeting
from courses.enums import CohortState
from courses.models import Attendance, Cohort, Completion, Session
from courses.queries.counters import recomputed, stored
from latsar.enums import BandOutcome, PaperKind, PaperState
from latsar.models import FrozenPaper, GraduationDecision, Guidance, Score

pytestmark = pytest.mark.django_db

PEOPLE = 10


@pytest.fixture
def play(tmp_path):
    """Play the demonstration with ten people."""
    assert owed_work().is_done
    call_command("setup_site")
    book = openpyxl.load_workbook(SHEET)
    book.worksheets[0].delete_rows(3 + PEOPLE, 200)
    target = io.BytesIO()
    book.save(target)
    said = []

    def play_once():
        return play_demo(
            sheet=target.getvalue(),
            file_name="peserta.xlsx",
            size=PEOPLE // 5,
            login_file=tmp_path / "logins.json",
            tell=said.append,
        )

    play_once.file = tmp_path / "logins.json"
    play_once.said = said
    return play_once


def rows():
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models()
    }


def test_the_demonstration(play, client):
    """Played once, looked at, and played again: setting it up costs more than all the rest."""
    logins = play()
    assert_five_cohorts_at_five_moments()
    assert_people_are_guided_scored_and_decided_on()
    before = rows()

    second = play()

    assert rows() == before
    assert second == logins
    assert_logins_work(logins, client)
    assert play.file.stat().st_mode & 0o777 == 0o600


def assert_five_cohorts_at_five_moments():
    cohorts = list(Cohort.objects.order_by("number"))
    assert [cohort.state for cohort in cohorts] == [
        CohortState.CLOSED,
        *[CohortState.RUNNING] * 3,
        CohortState.OPEN,
    ]
    assert [cohort.enrolments.members().count() for cohort in cohorts] == [2] * 5
    done = [Completion.objects.filter(enrolment__cohort=cohort).count() for cohort in cohorts]
    assert done == sorted(done, reverse=True)
    assert done[0] == 2 * cohorts[0].activity_count
    assert done[4] == 0
    assert [stored(cohort) for cohort in cohorts] == [recomputed(cohort) for cohort in cohorts]
    # The seminars of results follow after the weeks at work.
    planned = len(HOURS) * (CAMPUS_DAYS + 1)
    assert [cohort.sessions.count() for cohort in cohorts] == [planned] * 5
    open_rolls = [cohort.sessions.filter(roll_closed_at=None).count() for cohort in cohorts]
    assert open_rolls[0] == 0
    assert open_rolls == sorted(open_rolls)
    assert open_rolls[4] == planned
    assert Attendance.objects.count() == 2 * Session.objects.exclude(roll_closed_at=None).count()
    certificates = Certificate.objects.all()
    assert {certificate.state for certificate in certificates} == {CertificateState.PENDING}
    assert {str(certificate.issued_on) for certificate in certificates} == {"2019-06-20"}
    assert owed_work() == OwedWork(certificates=2, invitations=0)
    assert not owed_work().is_done


def assert_people_are_guided_scored_and_decided_on():
    complete = Cohort.objects.order_by("number").first()
    papers = FrozenPaper.objects.filter(aktualisasi__enrolment__cohort=complete)
    assert set(papers.values_list("state", flat=True)) == {PaperState.APPROVED}
    assert papers.filter(kind=PaperKind.REPORT).count() == 2
    assert Guidance.objects.exclude(mentor=None).exclude(group=None).count() == PEOPLE
    decisions = GraduationDecision.objects.exclude(confirmed_by=None)
    assert [one.outcome for one in decisions] == [BandOutcome.PASSED] * 2
    assert hold_meeting(complete, COHORTS[0], staff={}) == 0
    assert Score.objects.filter(locked_at=None).values("enrolment__cohort").distinct().count() == 1


def assert_logins_work(logins, client):
    assert {login.role for login in logins} == {
        *("administrator", "penyelenggara", "widyaiswara", "coach", "penguji"),
        *("peninjau", "pimpinan", "kontak-instansi"),
        "peserta",
    }
    for login in logins:
        user = User.objects.get(email=login.login)
        assert user.check_password(login.password)
        client.force_login(user)
        assert client.get(login.start).status_code == 200, login
