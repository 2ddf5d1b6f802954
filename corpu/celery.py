"""The Celery application; tasks live in each app's `tasks.py`."""

from celery import Celery

from corpu.settings.environment import choose_settings

choose_settings()

app = Celery("corpu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
