"""corpu: learning management system of a civil-service corporate university."""

from corpu.celery import app as celery_app

__all__ = ["celery_app"]
