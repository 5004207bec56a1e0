"""The project package; exports the Celery app, nothing else."""

from .celery import app as celery_app

__all__ = ["celery_app"]
