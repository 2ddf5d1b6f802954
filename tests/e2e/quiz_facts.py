"""A cohort with a quiz that asks every kind of question; run inside a process of the site."""

import datetime as dt
import json
import secrets
from decimal import Decimal

from django.utils import timezone

from corpu.home.domain.demo_answers import answer_to
from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind, QuizPartKind
from courses.models import Cohort, QuizAttempt, QuizPage, QuizPart, RequiredActivity
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from courses.services.questions import create_question
from tests.e2e.quiz_site import PASSWORD
from tests.factories import AgencyFactory, CohortFactory, UserFactory, make_programme

PEOPLE = 8
MINUTES = 30


def questions():
    """One question of each kind, as an author might write it."""

    def options(**weights):
        return tuple(
            Option(secrets.token_hex(4), f"<p>{text}</p>", Decimal(weight))
            for text, weight in weights.items()
        )

    def named(*texts):
        return tuple((secrets.token_hex(4), f"<p>{text}</p>") for text in texts)

    return [
        QuestionContent(
            QuestionKind.SINGLE,
            "<p>Beberapa dinas melayani satu permohonan izin secara bergantian, dan warga "
            "mengantar berkasnya dari meja ke meja. Langkah mana yang paling dekat dengan "
            "pendekatan <b>Whole of Government</b>?</p>",
            options=options(
                **{
                    "Menambah pegawai di setiap meja layanan": 0,
                    "Menyatukan alur dan data izin lintas dinas": 100,
                    "Membuat loket khusus bagi warga yang mengeluh": 0,
                    "Memindahkan semua urusan ke satu dinas": 0,
                }
            ),
        ),
        QuestionContent(
            QuestionKind.MULTIPLE,
            "<p>Hambatan apa yang sering muncul ketika beberapa instansi bekerja bersama?</p>",
            options=options(
                **{
                    "Ego sektoral": 50,
                    "Data yang tidak dapat dipertukarkan": 50,
                    "Tujuan bersama yang jelas": -50,
                    "Pimpinan yang mendukung": -50,
                }
            ),
        ),
        QuestionContent(
            QuestionKind.TRUE_FALSE,
            "<p>Koordinasi selalu memerlukan lembaga baru.</p>",
            options=options(Benar=0, Salah=100),
        ),
        QuestionContent(
            QuestionKind.SHORT,
            "<p>Bagaimana sebutan singkat bagi sikap yang hanya mementingkan instansi sendiri?</p>",
            accepted=(Accepted("ego sektoral"), Accepted("*sektoral*")),
        ),
        QuestionContent(
            QuestionKind.NUMERIC,
            "<p>Sebuah layanan selesai dalam 12 hari. Setelah disatukan, waktunya berkurang "
            "25 persen. Berapa hari sekarang?</p>",
            spans=(Span(Decimal(9), Decimal(9)),),
        ),
        QuestionContent(
            QuestionKind.MATCHING,
            "<p>Jodohkan bentuk kerja sama dengan contohnya.</p>",
            pairs=tuple(
                Pair(secrets.token_hex(4), f"<p>{prompt}</p>", secrets.token_hex(4), match)
                for prompt, match in (
                    ("Koordinasi", "Rapat bersama sebelum menyusun rencana"),
                    ("Integrasi", "Satu sistem yang dipakai beberapa dinas"),
                    ("Kedekatan", "Tim gabungan di satu ruang kerja"),
                )
            ),
        ),
        QuestionContent(
            QuestionKind.ORDERING,
            "<p>Urutkan langkah membangun layanan bersama.</p>",
            items=tuple(
                Item(name, text)
                for name, text in named(
                    "Menyepakati tujuan", "Memetakan alur", "Menyatukan data", "Menilai hasil"
                )
            ),
        ),
        QuestionContent(
            QuestionKind.ESSAY,
            "<p>Ceritakan satu urusan di unit kerja Anda yang akan lebih mudah bila dikerjakan "
            "bersama instansi lain.</p>",
        ),
    ]


def make():
    tag = secrets.token_hex(3)
    # Other journeys choose the programme of the demonstration by its title.
    programme = make_programme(
        courses=1, lessons=1, code=f"kuis-{tag}", title=f"Program kuis {tag}"
    )
    course = programme.courses.get().course
    page = course.add_child(
        instance=QuizPage(
            title="Kuis bekerja bersama",
            slug="kuis",
            summary="Delapan soal tentang kerja sama antarinstansi.",
            introduction="<p>Bacalah kembali materi sebelum mulai.</p>",
            attempts=2,
            time_limit=MINUTES,
            shuffle_questions=False,
        )
    )
    for order, content in enumerate(questions()):
        question = create_question(course=course, content=content, name="", by=None)
        QuizPart.objects.create(
            page=page, kind=QuizPartKind.FIXED, question=question, sort_order=order
        )
    number = Cohort.objects.count() + 50
    cohort = CohortFactory(programme=programme, number=number, slug=f"angkatan-kuis-{tag}")
    agency = AgencyFactory(name=f"Pemerintah Kota Kuis {tag}", short_name=f"Kota Kuis {tag}")
    users = [
        UserFactory(
            email=f"kuis-{number}-{tag}@contoh.example",
            nip=f"1990010120190{secrets.randbelow(10**5):05d}",
            full_name=f"Peserta Kuis {number}",
            agency=agency,
            password=PASSWORD,
        )
        for number in range(PEOPLE)
    ]
    enrol(cohort=cohort, users=users, by=None)
    start_cohort(cohort=cohort, by=None)
    activity = RequiredActivity.objects.get(page=page)
    print(  # noqa: T201
        json.dumps(
            {
                "page": page.get_url(),
                "attempt": f"/belajar/{cohort.slug}/kuis/{activity.pk}/1/",
                "logins": [{"id": user.pk, "login": user.email} for user in users],
            }
        )
    )


def bring_the_end(user, seconds):

    end = timezone.now() + dt.timedelta(seconds=seconds)
    assert QuizAttempt.objects.filter(enrolment__user=user, state="open").update(deadline_at=end)


def tell_stored(user):
    attempt = QuizAttempt.objects.filter(enrolment__user=user).latest("number")
    answers = {row.position: row.answer for row in attempt.questions.all()}
    print(json.dumps({"state": attempt.state, "answers": answers}))  # noqa: T201


def tell_right(login):
    """Print the right answers of the newest attempt; an essay is any text."""
    attempt = QuizAttempt.objects.filter(enrolment__user__email=login).latest("number")
    answers = {
        row.position: answer_to(row.version.content, is_right=True, key=login)
        for row in attempt.questions.select_related("version")
    }
    print(json.dumps(answers))  # noqa: T201
