"""Plays the demonstration with a real background worker and says where to look."""

import io
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from corpu.home.domain.demo_story import COHORTS
from corpu.home.queries.background import owed_work
from corpu.home.services.demo import play_demo
from corpu.home.services.demo_people import DemoLogin
from courses.models import Cohort
from courses.queries.report_scope import WHOLE_HOUSE
from courses.queries.tracking import summaries_within

SHEET = Path(__file__).resolve().parents[2] / "data" / "peserta-latsar-2019.xlsx"
EVERYONE = 200
HEADING_ROWS = 2
WORKER_SECONDS = 600


class Command(BaseCommand):
    help = "Mainkan demo: lima angkatan dari daftar peserta 2019, lewat layanan dan pekerja nyata."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people", type=int, default=EVERYONE, help="jumlah peserta, 10 sampai 200"
        )

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        if not len(COHORTS) * 2 <= people <= EVERYONE:
            raise CommandError("Jumlah peserta harus antara 10 dan 200.", returncode=2)
        with _worker():
            logins = play_demo(
                sheet=_sheet(people),
                file_name=SHEET.name,
                size=-(-people // len(COHORTS)),
                login_file=settings.VAR / "demo-logins.json",
                tell=self.stdout.write,
            )
            self._wait()
        self._show(list(summaries_within(WHOLE_HOUSE)), logins)

    def _wait(self) -> None:
        """Let the worker finish, saying how far it is."""
        deadline = time.monotonic() + WORKER_SECONDS
        said = ""
        while not (owed := owed_work()).is_done:
            line = (
                f"Pekerja: {owed.certificates} sertifikat dan {owed.invitations} undangan tersisa"
            )
            if line != said:
                self.stdout.write(line)
                said = line
            if time.monotonic() > deadline:
                raise CommandError("Pekerja tidak selesai; jalankan ./dev demo sekali lagi.")
            time.sleep(1)

    def _show(self, cohorts: list[Cohort], logins: list[DemoLogin]) -> None:
        row = "{:<26}{:<10}{:>9}{:>9}{:>9}{:>12}"
        titles = ("Angkatan", "Keadaan", "Terdaftar", "Aktif", "Selesai", "Sertifikat")
        self.stdout.write("\n" + row.format(*titles))
        for cohort in cohorts:
            self.stdout.write(
                row.format(
                    cohort.name,
                    cohort.get_state_display(),
                    *(
                        getattr(cohort, count)
                        for count in ("enrolled", "active", "completed", "certificates")
                    ),
                )
            )
        base = settings.BASE_URL
        self.stdout.write(
            f"\nBeranda       {base}/\nMeja belajar  {base}/belajar/\nPengelola     {base}/admin/"
            f"\nVerifikasi    {base}/verifikasi/\nSurat keluar  {settings.EMAIL_FILE_PATH}/\n"
        )
        row = "{:<18}{:<40}{:<16}{}"
        self.stdout.write(row.format("Peran", "Masuk dengan", "Kata sandi", "Mulai di"))
        for login in logins:
            self.stdout.write(row.format(login.role, login.login, login.password, login.start))


def _sheet(people: int) -> bytes:
    """The packaged roster, cut to its first people."""
    if people == EVERYONE:
        return SHEET.read_bytes()
    book = openpyxl.load_workbook(SHEET)
    book.worksheets[0].delete_rows(HEADING_ROWS + people + 1, EVERYONE)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@contextmanager
def _worker() -> Iterator[None]:
    """A worker process for the time of the demonstration; another one beside it does no harm."""
    command = [sys.executable, "-m", "celery", "-A", "corpu", "worker", "-l", "ERROR", "-c", "2"]
    with (settings.VAR / "worker.log").open("a") as log:
        process = subprocess.Popen([*command, "-n", "demo@%h"], stdout=log, stderr=log)  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            process.wait()
