"""A whole site for the browser: the demonstration, served by the same commands as `./dev serve`."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e.accessibility import findings

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
PHONE = {"width": 390, "height": 844}
EDITOR = r"/admin/pages/(add/.+|\d+/edit)/$"
DESKTOP = {"width": 1280, "height": 800}
TIMEOUT = 30_000


@dataclass(frozen=True)
class DemoSite:
    """Where the site answers, its folder, and who may log in."""

    url: str
    var: Path
    environment: dict[str, str]
    logins: list[dict[str, str]]

    def login(self, role, number=0):
        return [login for login in self.logins if login["role"] == role][number]

    def mails_to(self, address):
        """The texts of all mails to one address, oldest first."""
        mails = sorted((self.var / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        return [text for path in mails if f"To: {address}" in (text := path.read_text())]


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The demonstration, built and served; or the one already running at E2E_SITE_URL."""
    if "E2E_SITE_URL" in os.environ:
        var = Path(os.environ["E2E_SITE_VAR"])
        yield DemoSite(os.environ["E2E_SITE_URL"], var, dict(os.environ), logins_in(var))
    else:
        yield from build_site(tmp_path_factory)


def build_site(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    port = free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CELERY_BROKER_URL")},
        "CORPU_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "corpu.settings.development",
        "SECRET_KEY": "browser-journeys-" + "x" * 40,
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    for command in (
        ["migrate", "--verbosity", "0"],
        ["setup_site"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["demo", "--people", "20"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )
    processes = [
        start(
            *(environment, "gunicorn", "corpu.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--threads", 4, "--no-control-socket", "--log-level", "warning"),
        ),
        start(environment, "celery", "-A", "corpu", "worker", "--concurrency", 1, "-l", "ERROR"),
    ]
    wait_until_up(f"http://127.0.0.1:{port}/healthz/")
    yield DemoSite(f"http://127.0.0.1:{port}", var, environment, logins_in(var))
    for process in processes:
        os.killpg(process.pid, signal.SIGTERM)
    for process in processes:
        process.wait(timeout=30)


def logins_in(var):
    return json.loads((var / "demo-logins.json").read_text())


def start(environment, program, *arguments):
    with (Path(environment["CORPU_VAR"]) / f"{program}.log").open("w") as log:
        return subprocess.Popen(
            [BIN / program, *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=log,
        )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(address, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310  our own address
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def is_fault(answer):
    """Whether a page asked for something that it should not have."""
    # Wagtail's editor saves by itself and is refused as long as a block is unfinished.
    if answer.status == 400 and re.search(EDITOR, answer.url):
        return False
    return answer.status >= 400 and answer.request.resource_type != "document"


@pytest.fixture
def new_page(browser, demo_site):
    """Open a page in a context of its own; what the browser complains about fails the test."""
    contexts, complaints = [], []

    def watch(page):
        def note_message(message):
            # A failed answer is noted by its address below.
            if message.type == "error" and "Failed to load resource" not in message.text:
                complaints.append(f"{page.url}: {message.text}")

        def note_answer(answer):
            if is_fault(answer):
                complaints.append(f"{page.url}: {answer.status} {answer.url}")

        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", note_message)
        page.on("response", note_answer)

    def open_page(viewport=DESKTOP, *, javascript=True, **options):
        context = browser.new_context(
            base_url=demo_site.url,
            viewport=viewport,
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def log_in(demo_site):
    """Log a page in as one of the demonstration's people."""

    def log_in_as(page, role, number=0):
        login = demo_site.login(role, number)
        page.goto("/akun/login/")
        page.locator("input[name=login]").fill(login["login"])
        page.locator("input[name=password]").fill(login["password"])
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/akun/login/" not in url)
        return login

    return log_in_as


@pytest.fixture(scope="session")
def sessions():
    """The cookies of everybody who has logged in so far."""
    return {}


@pytest.fixture
def new_page_of(new_page, log_in, sessions):
    """Open a page as one of the demonstration's people, who logs in only once per run."""

    def open_page_of(role, number=0, viewport=DESKTOP, **options):
        if (role, number) not in sessions:
            page = new_page()
            log_in(page, role, number)
            sessions[role, number] = page.context.storage_state()
        return new_page(viewport, storage_state=sessions[role, number], **options)

    return open_page_of


@pytest.fixture
def assert_accessible():
    """Axe finds nothing, and nothing sticks out of the window."""

    def check(page):
        assert findings(page) == [], page.url

    return check
