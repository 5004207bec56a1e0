"""Sending what is due: each message at most once at a time, and never again where it may have arrived.

queued → sending → handed → sent; and back to queued when the mail server said no, or could not be
asked. `handed` is committed when the server has the text but not yet the dot that ends it: a message
found in it after its sender's death may have arrived, so it becomes `unclear` and is not sent again.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, QuerySet

from portal.core.fields import Sealed
from portal.core.time import now

from .channels import email, smtp
from .kinds import kind
from .models import Notification
from .preferring import is_still_wanted

log = structlog.get_logger(__name__)
State = Notification.State

# With the delays below, these make two days: longer than any mail server is away for.
MAX_ATTEMPTS = 55
# A server that is silent at the end may have taken it each time: these are the copies there may be.
MAX_UNANSWERED = 4
BATCH = 50
# What a sender may lose between the answer and the row.
GRACE = timedelta(seconds=30)


class LeaseLost(Exception):
    """Somebody else has the message by now: this sender was too slow and must keep it back."""


def send_due() -> int:
    """Send every message that is due; returns how many were accepted. Safe to run side by side.

    A mail server that cannot be reached ends the run: the next one asks it again, with another message.
    """
    settle_handed_over()
    sent = 0
    while ids := _due_ids():
        progress = False
        for pk in ids:
            if message := _claim(pk):
                progress = True
                try:
                    sent += _send(message)
                except email.Unreachable:
                    return sent
        if not progress:
            break
    return sent


def settle_handed_over() -> int:
    """What was handed over by a sender that never came back is for staff to decide; returns how many."""
    lost = Notification.objects.filter(state=State.HANDED, due_at__lte=now())
    found = lost.update(state=State.UNCLEAR, last_error="")
    if found:
        log.error("notifications_unclear", count=found)
    return found


def _due() -> QuerySet[Notification]:
    """Queued messages, and those whose sender did not come back within its lease."""
    return Notification.objects.filter(state__in=[State.QUEUED, State.SENDING], due_at__lte=now())


def _due_ids() -> list[UUID]:
    return list(_due().order_by("due_at").values_list("pk", flat=True)[:BATCH])


def oldest_due() -> datetime | None:
    """Since when the message that has waited longest could have been sent; None when none waits."""
    rows = Notification.objects.filter(state__in=Notification.WAITING, due_at__lte=now())
    return rows.aggregate(oldest=Min("due_at"))["oldest"]


@transaction.atomic
def _claim(pk: UUID) -> Notification | None:
    """Take the message for one lease; of two workers only one gets it."""
    until = now() + timedelta(seconds=settings.NOTIFICATIONS_LEASE_SECONDS)
    mine = _due().filter(pk=pk)
    taken = mine.update(state=State.SENDING, due_at=until, attempts=F("attempts") + 1)
    return Notification.objects.get(pk=pk) if taken else None


def _mine(message: Notification) -> QuerySet[Notification]:
    """The row, as long as nobody else has taken it since: every taking gives it another moment."""
    return Notification.objects.filter(pk=message.pk, due_at=message.due_at)


def _hand_over(message: Notification) -> None:
    """Note that from now on it may arrive; raises LeaseLost when it is no longer this sender's."""
    until = now() + timedelta(seconds=settings.NOTIFICATIONS_ANSWER_SECONDS) + GRACE
    if not _mine(message).filter(state=State.SENDING).update(state=State.HANDED, due_at=until):
        raise LeaseLost
    message.due_at = until


def _drop(message: Notification) -> int:
    """Not sent, and not tried again; what it said is forgotten."""
    _mine(message).update(state=State.DROPPED, last_error="", facts=Sealed(""))
    log.info("notification_dropped", notification=str(message.pk), kind=message.kind)
    return 0


def _send(message: Notification) -> int:
    """1 when the mail server took it. Raises Unreachable after noting it."""
    try:
        if not is_still_wanted(message, kind(message.kind)):
            return _drop(message)
        connection = email.send(message, lambda: _hand_over(message))
    except email.Unreachable as error:
        _put_back(message, error.__cause__ or error)
        raise
    except Exception as error:  # whatever a mail server or a template does, the queue goes on
        _put_back(message, error)
        return 0
    try:
        # Not under the `except` above: when this fails the message has arrived all the same.
        forgotten = {"facts": Sealed("")} if kind(message.kind).is_secret else {}
        _mine(message).update(state=State.SENT, sent_at=now(), last_error="", **forgotten)
        log.info("notification_sent", notification=str(message.pk), kind=message.kind)
    finally:
        with suppress(Exception):  # how the server says goodbye changes nothing
            connection.close()
    return 1


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 10 s, 20 s, 40 s … at most an hour."""
    return timedelta(seconds=min(3600, 10 * 2 ** min(attempts - 1, 10)))


def unanswered_delay(times: int) -> timedelta:
    """After the n-th time without an answer: 1, 8, then 60 minutes, as each may have arrived."""
    return timedelta(minutes=min(60, 8 ** (times - 1)))


def _put_back(message: Notification, error: BaseException) -> None:
    """Due again later, or given up; of the error only its name and number are kept: words name people."""
    unanswered = isinstance(error, smtp.Unanswered)
    message.unanswered += unanswered
    state = _state_after(message, error)
    delay = unanswered_delay(message.unanswered) if unanswered else retry_delay(message.attempts)
    name = f"{smtp.name_of(error)} {smtp.code_of(error) or ''}".strip()
    _mine(message).update(
        state=state, due_at=now() + delay, last_error=name, unanswered=message.unanswered
    )
    log.warning(
        "notification_failed",
        notification=str(message.pk),
        kind=message.kind,
        attempts=message.attempts,
        error=name,
        state=str(state),
    )


def _state_after(message: Notification, error: BaseException) -> Notification.State:
    if message.unanswered >= MAX_UNANSWERED and isinstance(error, smtp.Unanswered):
        return State.UNCLEAR
    if smtp.is_final(error) or message.attempts >= MAX_ATTEMPTS:
        return State.DEAD
    return State.QUEUED
