"""Celery entry points of booking."""

from celery import shared_task

from .actions.agenda import extend_all_rules


@shared_task(name="booking.tasks.extend_working_periods")
def extend_working_periods() -> None:
    """Keep working periods written as far ahead as anybody may book."""
    extend_all_rules()
