"""Reads the environment once, with `.env` beside `manage.py` filling what is not set."""

import os
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[2]

env = Env()
env.read_env(ROOT / ".env", recurse=False)


def choose_settings() -> None:
    """Name the settings module for Django unless the environment already does."""
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE",
        env.str("DJANGO_SETTINGS_MODULE", default="corpu.settings.production"),
    )
