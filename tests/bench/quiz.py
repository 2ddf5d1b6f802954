"""Saving answers under load: 1,000 people enrolled, 200 of them saving at once, on PostgreSQL.

Real gunicorn processes with the production settings on loopback. Afterwards every acknowledged
answer must be in the database.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from courses.domain.questions import QuestionContent
from courses.enums import QuestionKind, QuizPartKind
from courses.models import AttemptQuestion, CoursePage, QuizPage, QuizPart, RequiredActivity
from courses.services.attempts import start_attempt
from courses.services.questions import create_question
from tests.bench.load import Writer, empty_page, run

PEOPLE = 1000
WRITERS = 200
QUESTIONS = 20
SECONDS, QUICK_SECONDS = 60, 8
WORKERS, THREADS = 2, 4
MAX_QUERIES = 6


def bench_quiz(started_cohort: Callable, counted: Callable, *, is_quick: bool) -> None:
    if connection.vendor != "postgresql":
        print("quiz: needs PostgreSQL, skipped; run ./dev bench quiz")
        return
    page = quiz_page()
    cohort, people = started_cohort(PEOPLE)
    activity = RequiredActivity.objects.select_related("required_course").get(
        page=page, required_course__cohort=cohort
    )
    writers = [writer(person, activity) for person in people[:WRITERS]]
    queries = queries_of_one_save(people[0], activity, counted)
    for one in writers:
        one.acknowledged.clear()
    AttemptQuestion.objects.update(answer=None, sequence=0, client="")
    seconds = QUICK_SECONDS if is_quick else SECONDS
    with gunicorn() as port:
        empty = asyncio.run(run(port, [empty_page] * WRITERS, min(seconds, 10)))
        # Each process loads what it needs with its first requests.
        asyncio.run(run(port, [one.save for one in writers], 0.01))
        saves = asyncio.run(run(port, [one.save for one in writers], seconds))
    refused = [problem for one in writers for problem in one.refused]
    acknowledged, lost = lost_answers(writers)
    print(f"{'people enrolled, saving at once, seconds':<46}{PEOPLE}, {WRITERS}, {seconds}")
    print(f"{'answers acknowledged per second':<46}{saves.rate:8.1f}")
    print(f"{'queries per save (at most 6)':<46}{queries:8d}")
    print(f"{'p95 as a multiple of the empty page':<46}{saves.p95 / empty.p95:8.2f}")
    print(f"{'empty pages per second':<46}{empty.rate:8.1f}")
    print(f"{'newest acknowledged answers, of these lost':<46}{acknowledged}, {lost}")
    print(f"{'requests, of these refused':<46}{len(saves.took)}, {len(refused)}")
    if lost or refused or queries > MAX_QUERIES:
        raise SystemExit(f"an answer was lost or refused: {refused[:3]}")


def quiz_page() -> QuizPage:
    """A quiz of essays in a course of the curriculum, so that every answer can differ."""
    course = CoursePage.objects.filter(programme_places__programme__code="latsar-2018-klasikal")
    course = course.order_by("programme_places__order").first()
    page = course.add_child(instance=QuizPage(title="Kuis beban", slug="kuis-beban", attempts=0))
    for number in range(1, QUESTIONS + 1):
        content = QuestionContent(QuestionKind.ESSAY, f"<p>Soal {number}</p>")
        question = create_question(course=course, content=content, name=f"Beban {number}", by=None)
        QuizPart.objects.create(
            page=page, sort_order=number, kind=QuizPartKind.FIXED, question=question
        )
    return page


def writer(person, activity) -> Writer:
    """A person who has logged in and started."""
    attempt = start_attempt(enrolment=person, activity=activity)
    client = Client()
    client.force_login(person.user)
    token = "t" * 32
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Writer(
        cookie=f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
        token=token,
        client=f"tab-{person.pk}",
        path=reverse(
            "courses:quiz-attempt",
            args=[person.cohort.slug, activity.pk, attempt.number],
        ),
        questions=QUESTIONS,
    )


def queries_of_one_save(person, activity, counted) -> int:
    """Statements of one whole request, session and user included, nothing in the cache."""
    from django.core.cache import cache

    client = Client()
    client.force_login(person.user)
    address = reverse("courses:quiz-answer", args=[person.cohort.slug, activity.pk, 1, 1])
    body = {"answer": {"text": "a"}, "sequence": 1, "base": 0, "client": "hitung"}
    send = partial(client.post, address, body, content_type="application/json")
    send()
    body["sequence"] = 2
    cache.clear()
    with counted() as statements:
        reply = client.post(address, body, content_type="application/json")
    if reply.status_code != 200:
        raise SystemExit(f"a save answered {reply.status_code}: {reply.content[:300]!r}")
    return len(statements)


def lost_answers(writers: list[Writer]) -> tuple[int, int]:
    """Count the newest acknowledged answers, and those of them that the database does not hold."""
    rows = AttemptQuestion.objects.values_list("client", "position", "sequence", "answer")
    stored = {(client, position): (sequence, answer) for client, position, sequence, answer in rows}
    newest = {
        (one.client, position): given
        for one in writers
        for position, given in one.acknowledged.items()
    }
    return len(newest), sum(stored.get(key) != given for key, given in newest.items())


@contextmanager
def gunicorn() -> Iterator[int]:
    """The server as it runs in production, on a free port, with the database of this run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": "corpu.settings.production",
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-m", "gunicorn", "corpu.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--no-control-socket"]
    command += ["--keep-alive", "75", "--log-level", "error"]
    server = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            asyncio.run(run(port, [empty_page], 0.01))
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
