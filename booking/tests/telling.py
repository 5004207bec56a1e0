"""Sending what was promised, and reading what arrived."""

import re
from typing import Any

from django.core import mail
from icalendar import Calendar, Event

from booking.models import Appointment, Claim, ManageLink, Move, StatusChange
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.testing import Agenda, book

LINK = re.compile(r"http://[^\s\"<]+/(?:reservar/cita|book/visit)/([\w-]{22})/")


def delivered() -> dict[str, Any]:
    """Send everything that is due; the mails by recipient, the last one counts."""
    mail.outbox.clear()
    send_due()
    assert not Notification.objects.exclude(state="sent").exists()
    return {message.to[0]: message for message in mail.outbox}


def words_of(message: Any) -> list[str]:
    """Subject, text and HTML."""
    html = next(part for part, kind in message.alternatives if kind == "text/html")
    return [message.subject, message.body, html]


def token_in(message: Any) -> str:
    """The token in the mail's text; its HTML names the same."""
    _subject, text, html = words_of(message)
    found = LINK.search(text)
    assert found, text
    assert found[1] in html
    return found[1]


def attached(message: Any) -> tuple[Calendar, Event, str]:
    """The one calendar file of a mail: parsed, its event, and its MIME type."""
    [(_name, content, mimetype)] = message.attachments
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return calendar, event, mimetype


def link_of(agenda: Agenda, number: int = 0, **booking: Any) -> tuple[str, Appointment]:
    """A booked visit and the token its client got by mail."""
    visit = book(agenda, agenda.morning(number), **booking)
    messages = delivered()
    return token_in(messages[visit.person.email]), visit.appointments.get()


def everything() -> tuple[Any, ...]:
    """All that a move or a cancellation could change, and everybody who could be told."""
    return (
        list(Appointment.objects.order_by("pk").values()),
        list(Claim.objects.order_by("pk").values()),
        Move.objects.count(),
        StatusChange.objects.count(),
        Notification.objects.count(),
        AuditEvent.objects.count(),
        ManageLink.objects.count(),
    )
