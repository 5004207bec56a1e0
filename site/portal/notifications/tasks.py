"""Celery entry points of the outbox."""

from celery import shared_task

from .sending import send_due


@shared_task(name="portal.notifications.tasks.sweep")
def sweep() -> None:
    """Send what is due: run after each commit that wrote a message, and every few seconds."""
    send_due()
