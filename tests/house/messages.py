"""Settings under which the catalogue test collects texts without touching the tree."""

import os
from pathlib import Path

from corpu.settings.test import *  # noqa: F403  settings modules layer by star import

LOCALE_PATHS = [Path(os.environ["MESSAGES_FOLDER"]) / "locale"]
