"""Celery entry points of people."""

from celery import shared_task

from .account_codes import forget_ended_codes
from .duplicates import find_duplicates
from .expiring import apply_retention
from .unmerging import forget_past_undoing


@shared_task(name="portal.people.tasks.apply_retention")
def run_retention() -> None:
    """Once a day: remove what the retention list has ended."""
    apply_retention()
    forget_past_undoing()
    forget_ended_codes()


@shared_task(name="portal.people.tasks.find_duplicates")
def run_find_duplicates() -> None:
    """Every quarter of an hour: compare whoever is new with everybody else."""
    find_duplicates()
