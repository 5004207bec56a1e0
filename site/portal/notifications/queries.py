"""Which messages have not arrived, and why, in words for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Q, When, Window
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .kinds import label_of
from .models import Notification

SHOWN = 100
State = Notification.State

# By the name of the failure as `sending` keeps it; the mail server's own number is shown besides.
REASONS = {
    "SMTPRecipientsRefused": _("The mail server refuses the address."),
    "SMTPDataError": _("The mail server refuses the message."),
    "SMTPSenderRefused": _("The mail server refuses the address the site writes from."),
    "SMTPAuthenticationError": _("The mail server refuses the site's login."),
    "SMTPConnectError": _("The mail server takes no mail at the moment."),
    "SMTPHeloError": _("The mail server takes no mail at the moment."),
    "SMTPServerDisconnected": _("The mail server hung up or was too slow."),
    "Unreachable": _("The mail server cannot be reached."),
    "Unanswered": _("The mail server got all of it and gave no answer."),
    "LeaseLost": _("Sending took too long."),
}
UNWRITTEN = _("The message could not be written.")
ENDED = _("The worker ended just as the mail server had it: it has probably arrived.")


@dataclass(frozen=True)
class Line:
    """One message as staff read it: `state` is the model's own word."""

    message: Notification
    what: str | Promise
    state: str
    state_words: str | Promise
    reason: str | Promise
    code: str
    is_stuck: bool
    next_at: datetime | None


def reason_for(message: Notification) -> tuple[str | Promise, str]:
    """Why it has not arrived, and the mail server's number; two empty words when nothing failed."""
    name, _space, code = message.last_error.partition(" ")
    if not name:
        return (ENDED if message.state == State.UNCLEAR else ""), ""
    return REASONS.get(name, UNWRITTEN), code


def line(message: Notification) -> Line:
    """One message in words."""
    reason, code = reason_for(message)
    retried = message.state in Notification.WAITING and message.attempts > 0
    return Line(
        message=message,
        what=label_of(message.kind),
        state=message.state,
        state_words=_("being tried again") if retried else message.get_state_display(),
        reason=reason,
        code=code,
        is_stuck=message.state in Notification.STUCK,
        next_at=message.due_at if message.state == State.QUEUED else None,
    )


def not_arrived() -> tuple[list[Line], int]:
    """Messages that are stuck or have failed at least once, stuck ones first; and how many there are."""
    failing = Q(state__in=Notification.WAITING, attempts__gt=0) & ~Q(last_error="")
    found = Notification.objects.filter(Q(state__in=Notification.STUCK) | failing)
    rank = Case(When(state__in=Notification.STUCK, then=0), default=1)
    # Counted before the limit, in the same question.
    counted = found.annotate(how_many=Window(Count("pk")))
    shown = list(counted.select_related("person").order_by(rank, "-created_at")[:SHOWN])
    return [line(message) for message in shown], shown[0].how_many if shown else 0


def stuck_count() -> int:
    """How many messages wait for somebody to decide."""
    return Notification.objects.filter(state__in=Notification.STUCK).count()


def lines_for(dedupe_keys: Sequence[str]) -> list[Line]:
    """The messages of these keys, oldest first."""
    found = Notification.objects.filter(dedupe_key__in=dedupe_keys).select_related("person")
    return [line(message) for message in found.order_by("created_at")]
