"""Celery entry points of the audit trail."""

from celery import shared_task

from .sealing import seal_events


@shared_task(name="portal.audit.tasks.seal")
def seal() -> None:
    """Seal what has committed; every few seconds."""
    seal_events()
