"""A process of its own that issues certificates: python -m tests.certificates.issue_process COUNT."""

import sys
from pathlib import Path

import django


def main(count, gate):
    """Issue `count` awards as soon as the file `gate` is gone, then say which numbers there are."""
    django.setup()
    from certificates.services.issuing import issue_all

    from tests.certificates.awards import make_awards

    print("ready", flush=True)
    while gate and Path(gate).exists():
        pass
    result = issue_all(awards=make_awards(count), by=None)
    print(len(result.created), len(result.existing), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
