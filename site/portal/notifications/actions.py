"""Writing messages into the outbox, and sending what is due."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Min

from portal.core.db import publish_on_commit
from portal.core.time import now
from portal.people.models import Person

from .channels import email
from .kinds import kind as declared
from .models import Notification

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8
BATCH = 50


def notify(
    *,
    person: Person,
    kind: str,
    facts: dict[str, Any],
    dedupe_key: str,
    recipient: str = "",
    language: str = "",
) -> Notification | None:
    """Write a message to `person` in the caller's transaction; it is sent after the commit.

    `recipient` and `language` stand for those of the person where they are stated.

    At most one message per `dedupe_key` is ever written. Returns None when the person has no
    address: nothing is promised then.
    """
    declared(kind)
    to = recipient or person.email
    if not to:
        return None
    sealed: Any = facts
    message = Notification(
        person=person,
        kind=kind,
        channel=Notification.Channel.EMAIL,
        language=language or person.language,
        facts=sealed,
        recipient=to,
        dedupe_key=dedupe_key,
    )
    Notification.objects.bulk_create([message], ignore_conflicts=True)
    from .tasks import sweep  # the task calls back into this module

    publish_on_commit(sweep)
    return message


def send_due() -> int:
    """Send every message that is due; returns how many were accepted. Safe to run side by side."""
    sent = 0
    while ids := _due_ids():
        progress = False
        for pk in ids:
            if message := _claim(pk):
                progress = True
                sent += _send(message)
        if not progress:
            break
    return sent


def _due_ids() -> list[UUID]:
    """Queued messages, and those whose sender did not come back within its lease."""
    rows = Notification.objects.filter(
        state__in=[Notification.State.QUEUED, Notification.State.SENDING], due_at__lte=now()
    )
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:BATCH])


def oldest_due() -> datetime | None:
    """Since when the message that has waited longest could have been sent; None when none waits."""
    rows = Notification.objects.filter(
        state__in=[Notification.State.QUEUED, Notification.State.SENDING], due_at__lte=now()
    )
    return rows.aggregate(oldest=Min("due_at"))["oldest"]


@transaction.atomic
def _claim(pk: UUID) -> Notification | None:
    """Take the message for one lease; of two workers only one gets it."""
    lease = timedelta(seconds=settings.NOTIFICATIONS_LEASE_SECONDS)
    taken = Notification.objects.filter(
        pk=pk,
        state__in=[Notification.State.QUEUED, Notification.State.SENDING],
        due_at__lte=now(),
    ).update(state=Notification.State.SENDING, due_at=now() + lease, attempts=F("attempts") + 1)
    return Notification.objects.get(pk=pk) if taken else None


def _send(message: Notification) -> int:
    try:
        email.send(message)
    except Exception as error:  # whatever a mail server or a template does, the queue goes on
        _put_back(message, error)
        return 0
    Notification.objects.filter(pk=message.pk, attempts=message.attempts).update(
        state=Notification.State.SENT, sent_at=now(), last_error=""
    )
    log.info("notification_sent", notification=str(message.pk), kind=message.kind)
    return 1


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 10 s, 20 s, 40 s … at most an hour."""
    return timedelta(seconds=min(3600, 10 * 2 ** (attempts - 1)))


def _put_back(message: Notification, error: Exception) -> None:
    """Due again later, or given up after `MAX_ATTEMPTS`; the error's words may name people."""
    dead = message.attempts >= MAX_ATTEMPTS
    Notification.objects.filter(pk=message.pk, attempts=message.attempts).update(
        state=Notification.State.DEAD if dead else Notification.State.QUEUED,
        due_at=now() + retry_delay(message.attempts),
        last_error=type(error).__name__,
    )
    log.warning(
        "notification_failed",
        notification=str(message.pk),
        kind=message.kind,
        attempts=message.attempts,
        error=type(error).__name__,
        given_up=dead,
    )
