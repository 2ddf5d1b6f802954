"""Loosened for the test suite: fast hashing, mails in memory, files in a folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "test-only-" + "x" * 50)
os.environ.setdefault("CORPU_VAR", tempfile.mkdtemp(prefix="corpu-test-"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and Path(os.environ["CORPU_VAR"]).name != WORKER:
    # Each of several test processes has its own files and queue.
    os.environ["CORPU_VAR"] += f"/{WORKER}"

from corpu.settings.production import *  # noqa: E402, F403  settings modules layer by star import
from corpu.settings.production import (  # noqa: E402
    CELERY_BROKER_URL,
    DATABASES,
    STATIC_ROOT,
    STORAGES,
    VAR,
)

if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{VAR.parent.name}-{VAR.name}-"}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

# Whitenoise warns about a missing folder, and warnings are errors here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: worker processes of the delivery tests open the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # Nobody needs the test data after a power failure.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
