"""A process of its own that issues certificates: `issue_process COUNT [GATE]`."""

import sys
from pathlib import Path

import django


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(count, gate):
    """Issue `count` awards as soon as the file `gate` is gone, then say which numbers there are."""
    django.setup()
    # Models exist only after the set-up.
    from certificates.services.issuing import issue_all  # noqa: PLC0415
    from tests.certificates.awards import make_awards  # noqa: PLC0415

    say("ready")
    while gate and Path(gate).exists():
        pass
    result = issue_all(awards=make_awards(count), by=None)
    say(len(result.created), len(result.existing))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
