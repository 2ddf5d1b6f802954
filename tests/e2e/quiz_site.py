"""A quiz beside the demonstration, made and looked at by processes of the site itself."""

import json
import subprocess
import sys

FACTS = "from tests.e2e import quiz_facts; quiz_facts"
PASSWORD = "peserta-kuis-2019"


def build(site):
    """Make a cohort with a quiz; return its addresses and logins."""
    return json.loads(run(site, "make()").splitlines()[-1])


def end_soon(site, user, seconds):
    """Let the attempt in progress of this person end in so many seconds."""
    run(site, f"bring_the_end({user}, {seconds})")


def stored(site, user):
    """The newest attempt of this person: its state, and the answers by position."""
    return json.loads(run(site, f"tell_stored({user})").splitlines()[-1])


def right_answers(site, login):
    """What is right in the newest attempt of this person, by position."""
    return json.loads(run(site, f"tell_right({login!r})").splitlines()[-1])


def run(site, call):
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", f"{FACTS}.{call}"],
        env=site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
