"""Loosened for one's own machine: plain HTTP, mails as files, local host names."""

from corpu.settings.environment import env
from corpu.settings.production import *  # noqa: F403  settings modules layer by star import
from corpu.settings.production import VAR

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
BASE_URL = WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
