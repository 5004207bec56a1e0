"""Celery entry points of backups."""

from contextlib import suppress

from celery import shared_task

from . import actions, telling
from .errors import CannotBackUp


@shared_task(name="portal.backups.tasks.back_up")
def back_up() -> None:
    """Every quarter of an hour: a backup when the last one is a day old."""
    with suppress(CannotBackUp):  # noted, told and logged by the action
        actions.back_up_if_due()


@shared_task(name="portal.backups.tasks.back_up_now")
def back_up_now() -> None:
    """At the press of the button; one at a time."""
    with suppress(CannotBackUp):
        actions.back_up_once()


@shared_task(name="portal.backups.tasks.mail_audit_heads")
def mail_audit_heads() -> None:
    """Once a day: the head of the audit chain by mail."""
    telling.mail_heads()
