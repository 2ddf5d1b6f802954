"""WSGI entrance for gunicorn."""

from django.core.wsgi import get_wsgi_application

from corpu.settings.environment import choose_settings

choose_settings()
application = get_wsgi_application()
