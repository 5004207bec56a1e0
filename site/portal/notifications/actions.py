"""Writing messages into the outbox, and what staff decide about those that got stuck."""

from typing import Any
from uuid import UUID

from django.db import transaction

from portal.audit.actions import record
from portal.core.db import publish_on_commit
from portal.core.time import now
from portal.people.models import Person

from .errors import AlreadySettled
from .inbox import leave_in_inbox
from .kinds import EMAIL, INBOX
from .kinds import kind as declared
from .models import Notification
from .preferring import channels_for


def notify(
    *,
    person: Person,
    kind: str,
    facts: dict[str, Any],
    dedupe_key: str,
    recipient: str = "",
    language: str = "",
) -> Notification | None:
    """Write a message to `person` in the caller's transaction; the mail is sent after the commit.

    It goes the ways the person wants it and the kind allows (preferring.py): by email, into their inbox.

    `recipient` and `language` stand for those of the person where they are stated.

    At most one message per `dedupe_key` and way is ever written. Returns the mail, or None when the
    person has no address or wants none: no mail is promised then.
    """
    ways = channels_for(person, declared(kind))
    if INBOX in ways:
        leave_in_inbox(person=person, kind=kind, facts=facts, dedupe_key=dedupe_key)
    to = recipient or person.email
    if not to or EMAIL not in ways:
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
    _publish_sweep()
    return message


@transaction.atomic
def send_again(*, pk: UUID, by: Any) -> None:
    """Put a message that is unclear or given up back into the queue, with all its attempts before it.

    It keeps its Message-ID: should the first one have arrived, most mailboxes show only one. Raises
    AlreadySettled when it waits for nobody's decision.
    """
    _settle(pk, state=Notification.State.QUEUED, due_at=now(), attempts=0, unanswered=0)
    record("notifications.message_resent", Notification(pk=pk), actor=by)
    _publish_sweep()


@transaction.atomic
def close_by_hand(*, pk: UUID, by: Any) -> None:
    """Staff told the person otherwise, or know that it arrived; raises AlreadySettled."""
    _settle(pk, state=Notification.State.CLOSED)
    record("notifications.message_closed", Notification(pk=pk), actor=by)


def _settle(pk: UUID, **values: Any) -> None:
    stuck = Notification.objects.filter(pk=pk, state__in=Notification.STUCK)
    if not stuck.update(**values):
        raise AlreadySettled()


def _publish_sweep() -> None:
    from .tasks import sweep  # the task calls back into this app

    publish_on_commit(sweep)
