"""Benchmarks as counts, and as ratios to a fixed job measured in the same run.

./dev bench            everything
./dev bench pages      one of: pages, learning, roster, report, certificates, quiz
./dev bench quiz       saving answers under load, on PostgreSQL; with --quick for seconds only
"""

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["CORPU_VAR"] = tempfile.mkdtemp(prefix="corpu-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "corpu.settings.test"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner

PEOPLE = 1000


def unit() -> float:
    """CPU seconds of a fixed job of the interpreter, the yardstick of every ratio."""
    started = time.process_time()
    value = 0
    for number in range(1_500_000):
        value = (value * 31 + number) & 0xFFFFFFFF
    return time.process_time() - started


def cost(job: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of one call, the median of three rounds of `times` calls."""
    rounds = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(times):
            job()
        rounds.append((time.process_time() - started) / times)
    return sorted(rounds)[1]


def once(job: Callable[[], object]) -> float:
    """CPU seconds of a job that cannot be repeated."""
    started = time.process_time()
    job()
    return time.process_time() - started


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the database inside the block."""
    statements: list[str] = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def show(what: str, seconds: float, *, queries: int | None = None, size: int | None = None) -> None:
    counts = "" if queries is None else f"  {queries:>4} queries"
    counts += "" if size is None else f"  {size / 1000:6.1f} kB packed"
    print(f"{what:<46}{seconds / UNIT:8.3f} units{counts}")


def bench_pages() -> None:
    cohort, people = started_cohort(40)
    client = Client()
    client.force_login(people[0].user)
    lesson = cohort.required_courses.first().activities.first().page
    addresses = {
        "desk": "/belajar/",
        "my cohort": f"/belajar/{cohort.slug}/",
        "lesson": lesson.specific.url,
        "course": lesson.get_parent().url,
        "front page": "/",
    }
    for what, address in addresses.items():
        client.get(address)
        with counted() as queries:
            body = client.get(address).content
        seconds = cost(partial(client.get, address), 20)
        show(what, seconds, queries=len(queries), size=len(gzip.compress(body)))


def bench_learning() -> None:
    from courses.models import RequiredActivity
    from courses.services.learning import complete_lesson

    cohort, people = started_cohort(40)
    lessons = list(
        RequiredActivity.objects.filter(required_course__cohort=cohort).select_related(
            "required_course"
        )
    )
    with counted() as queries:
        complete_lesson(enrolment=people[0], activity=lessons[0])
    pairs = [(person, lesson) for person in people[1:] for lesson in lessons]
    seconds = once(
        lambda: [complete_lesson(enrolment=person, activity=lesson) for person, lesson in pairs]
    )
    show("complete a lesson", seconds / len(pairs), queries=len(queries))


def bench_roster() -> None:
    from courses.domain.roster_targets import IntoNewCohorts
    from courses.models import Programme
    from courses.services.roster import apply, preview

    programme = Programme.objects.get(code="latsar-2018-klasikal")
    target = IntoNewCohorts(programme_id=programme.pk, size=40)
    sheet = roster(PEOPLE)
    with counted() as queries:
        seconds = once(lambda: preview(upload_bytes=sheet, file_name="a.csv", target=target))
    show(f"preview {PEOPLE} people", seconds, queries=len(queries))
    with counted() as queries:
        seconds = once(lambda: apply(upload_bytes=sheet, file_name="a.csv", target=target, by=None))
    show(f"import and enrol {PEOPLE} people", seconds, queries=len(queries))


def bench_report() -> None:
    for size in (40, PEOPLE):
        cohort, _people = started_cohort(size)
        client = Client()
        client.force_login(administrator())
        for what, address in {
            f"progress of {size} people, page": f"/admin/angkatan/{cohort.slug}/",
            f"progress of {size} people, CSV": f"/admin/angkatan/{cohort.slug}/ekspor.csv",
        }.items():
            client.get(address)
            with counted() as queries:
                client.get(address)
            seconds = cost(partial(client.get, address))
            show(what, seconds, queries=len(queries))


def bench_certificates() -> None:
    from django.template.loader import render_to_string
    from weasyprint import CSS, HTML

    from certificates import pdf
    from certificates.models import Certificate
    from courses.services.certification import issue_for_cohort

    cohort, _people = started_cohort(40, done=True)
    issue_for_cohort(cohort=cohort, by=None)
    papers = list(Certificate.objects.filter(collection=cohort.slug).select_related("design"))
    pdf.certificate_pdf(papers[0])
    ours = once(lambda: [pdf.certificate_pdf(paper) for paper in papers]) / len(papers)

    def naive(paper: Certificate) -> None:
        html = render_to_string("certificates/paper/certificate.html", pdf._facts(paper))
        style = CSS(
            string=render_to_string("certificates/paper/paper.css"),
            url_fetcher=pdf.PaperFetcher(),
        )
        HTML(string=html, base_url="paper:/", url_fetcher=pdf.PaperFetcher()).write_pdf(
            stylesheets=[style]
        )

    plain = once(lambda: [naive(paper) for paper in papers[:10]]) / 10
    show("certificate, two pages", ours)
    show("certificate, plain WeasyPrint call", plain)
    print(f"{'ratio':<46}{ours / plain:8.3f}")


def started_cohort(size: int, *, done: bool = False):
    """A running cohort of the 2018 curriculum with `size` people, perhaps all done."""
    from courses.domain.roster_targets import IntoNewCohorts
    from courses.models import Programme, RequiredActivity
    from courses.services.cohorts import start_cohort
    from courses.services.learning import complete_lesson
    from courses.services.roster import apply

    programme = Programme.objects.get(code="latsar-2018-klasikal")
    target = IntoNewCohorts(programme_id=programme.pk, size=size)
    outcome = apply(upload_bytes=roster(size), file_name="a.csv", target=target, by=None)
    cohort = start_cohort(cohort=outcome.cohorts[0], by=None)
    people = list(cohort.enrolments.select_related("user", "cohort"))
    if done:
        lessons = RequiredActivity.objects.filter(required_course__cohort=cohort)
        for lesson in lessons.select_related("required_course"):
            for person in people:
                complete_lesson(enrolment=person, activity=lesson)
    return cohort, people


_next_person = iter(range(1, 10**6))


def roster(size: int) -> bytes:
    """A CSV of people nobody has seen yet."""
    lines = ["nama;no_identitas;email;gol;jabatan;Instansi"]
    for _ in range(size):
        number = next(_next_person)
        birth = f"1990{1 + number // 27_972 % 12:02d}{1 + number // 999 % 28:02d}"
        nip = f"{birth}2019031{number % 999 + 1:03d}"
        lines.append(
            f"Orang Contoh {number}, S.E.;{nip};orang{number}@contoh.example;III/a;"
            "Auditor Ahli Pertama;Pemerintah Kota Serang"
        )
    return "\n".join(lines).encode()


def administrator():
    from corpu.accounts.models import User

    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        "admin@contoh.example", full_name="Admin"
    )


def bench_quiz() -> None:
    from tests.bench import quiz

    quiz.bench_quiz(started_cohort, counted, is_quick=QUICK in sys.argv)


QUICK = "--quick"
BENCHES = {
    "pages": bench_pages,
    "learning": bench_learning,
    "roster": bench_roster,
    "report": bench_report,
    "certificates": bench_certificates,
    "quiz": bench_quiz,
}


def main(names: list[str]) -> int:
    names = [name for name in names if name != QUICK]
    unknown = set(names) - BENCHES.keys()
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(BENCHES)}")
        return 2
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        call_command("setup_site", verbosity=0)
        print(f"one unit is {UNIT * 1000:.0f} ms of CPU on this machine now")
        for name in names or BENCHES:
            BENCHES[name]()
    finally:
        runner.teardown_databases(databases)
    return 0


UNIT = unit()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
