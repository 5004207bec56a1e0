"""A message that waits, and a mail server to send it to."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal.core.time import now
from portal.notifications.actions import notify
from portal.notifications.models import Notification
from portal.people.actions import add_person
from portal.people.models import Person
from portal.tests.mail_double import MailDouble


@pytest.fixture
def elena(db: None) -> Person:
    return add_person(full_name="Elena Rius", email="elena@example.com", phone="", language="es")


def write(person: Person, name: str = "one", error: str = "disk full") -> Notification:
    """A message of a kind that needs nothing but the facts."""
    message = notify(
        person=person,
        kind="backups.backup_failed",
        facts={"at": "2026-11-25T03:00:00+00:00", "error": error},
        dedupe_key=name,
    )
    assert message
    return message


def due(message: Notification) -> None:
    """Its time has come again: no test waits for a clock."""
    Notification.objects.filter(pk=message.pk).update(due_at=now())


@pytest.fixture
def message(elena: Person) -> Notification:
    return write(elena)


@pytest.fixture
def double(settings: Any) -> Iterator[MailDouble]:
    """The mail server of the site, which is patient with it."""
    with MailDouble() as server:
        settings.EMAIL_BACKEND = "portal.notifications.channels.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        be_patient(settings)
        yield server


def be_patient(settings: Any, step: float = 10, lease: float = 30, answer: float = 10) -> None:
    """Seconds for a step, for all of them before the dot, and for the answer to the dot."""
    settings.EMAIL_TIMEOUT = step
    settings.NOTIFICATIONS_LEASE_SECONDS = lease
    settings.NOTIFICATIONS_ANSWER_SECONDS = answer
