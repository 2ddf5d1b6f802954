#!/usr/bin/env python
"""Entrance to Django's commands; the settings module comes from the environment or `.env`."""

import sys

from corpu.settings.environment import choose_settings


def main() -> None:
    choose_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
