"""Celery entry points of logins and professionals."""

from celery import shared_task

from . import licence_mails


@shared_task(name="portal.accounts.tasks.warn_of_licences")
def warn_of_licences() -> None:
    """Tell of licences that end soon or have ended; each is told once."""
    licence_mails.warn()
