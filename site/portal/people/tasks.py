"""Celery entry points of people."""

from celery import shared_task

from .expiring import apply_retention


@shared_task(name="portal.people.tasks.apply_retention")
def run_retention() -> None:
    """Once a day: remove what the retention list has ended."""
    apply_retention()
