"""Starts real processes of the application on the database of the running test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_address():
    """The address of the database that the running tests use."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = ":".join(filter(None, (database["USER"], database["PASSWORD"])))
    return f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def environment(var):
    """The environment of a process with the test database and its own folder `var`."""
    return {
        **os.environ,
        # The folder is this process's own already.
        "PYTEST_XDIST_WORKER": "",
        "DJANGO_SETTINGS_MODULE": "corpu.settings.test",
        "DATABASE_URL": database_address(),
        "CORPU_VAR": str(var),
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(ROOT),
    }


def start(var, *args):
    return subprocess.Popen(
        [sys.executable, "-m", *args],
        cwd=ROOT,
        env=environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextmanager
def worker(var):
    """A Celery worker with one child; what is still alive at the end is stopped."""
    log = (Path(var) / "worker.log").open("a")
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "corpu", "worker", "-c", "1", "-l", "INFO"],
        cwd=ROOT,
        env=environment(var),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)
        log.close()


def kill(process):
    """End a process and its children at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
    process.wait(timeout=10)


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)
