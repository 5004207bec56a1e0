"""What stands on a client's file, for one login: only the visits it may see, and what hangs on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from booking.message_views import names
from booking.models import Appointment, ClientNote, Subject
from portal.core.keys import CannotDecrypt
from portal.core.time import now
from portal.notifications.channels.email import facts_of, subject_of
from portal.notifications.kinds import is_secret, label_of
from portal.notifications.models import Notification
from portal.people.account_codes import may_have_code, open_code_of
from portal.people.models import AccountCode, Person
from portal.places.queries import house_zone

from .access import appointments_seen_by, sees_everybody

VISITS_A_PAGE = 10
MESSAGES = 20
# Messages are sealed: of whoever may not see all of them so many are opened to find theirs.
OPENED = 60

Status = Appointment.Status
# Tone and icon of each status (design, section 4).
LOOKS = {
    Status.REQUESTED: ("warn", "hourglass"),
    Status.CONFIRMED: ("info", "circle-check"),
    Status.CHECKED_IN: ("warm", "log-in"),
    Status.IN_PROGRESS: ("info", "circle-play"),
    Status.COMPLETED: ("ok", "check"),
    Status.CANCELLED: ("", "ban"),
    Status.NO_SHOW: ("bad", "user-x"),
}
State = Notification.State
STATES = {
    State.QUEUED: ("", "clock", _("Scheduled")),
    State.SENDING: ("", "clock", _("Scheduled")),
    State.HANDED: ("", "clock", _("Scheduled")),
    State.SENT: ("ok", "check", _("Delivered")),
    State.UNCLEAR: ("warn", "triangle-alert", _("Perhaps not arrived")),
    State.DEAD: ("bad", "triangle-alert", _("Did not arrive")),
    State.CLOSED: ("", "ban", _("Closed by hand")),
    State.DROPPED: ("", "ban", _("No longer wanted")),
}


@dataclass(frozen=True)
class VisitLine:
    """One appointment: when, how it stands, what and with whom; `url` where its screen is open."""

    appointment: Appointment
    url: str

    @property
    def starts(self) -> datetime:
        return self.appointment.starts_at.astimezone(self.appointment.zone)

    @property
    def tone(self) -> str:
        return LOOKS[Status(self.appointment.status)][0]

    @property
    def picture(self) -> str:
        return LOOKS[Status(self.appointment.status)][1]

    @property
    def animals(self) -> str:
        return names([subject.label for subject in self.appointment.subjects.all()])


@dataclass(frozen=True)
class MessageLine:
    """One message as it was sent, or will be."""

    subject: str
    language: str
    channel: str
    at: datetime
    tone: str
    picture: str
    state: str


@dataclass(frozen=True)
class Summary:
    """What the head of the file says of the visits that are seen."""

    total: int
    missed: int
    last: datetime | None


def visits_of(person: Person, user: Any, page: Any) -> "Page[Any]":
    """The visits that `user` sees, the latest first, a page of them; three queries."""
    rows = (
        appointments_seen_by(user)
        .filter(visit__person=person)
        .select_related("location", "professional__person")
        .prefetch_related(Prefetch("subjects", Subject.objects.select_related("species")))
        .order_by("-starts_at", "pk")
    )
    found: Any = Paginator(rows, VISITS_A_PAGE).get_page(page)
    opens = user.has_perm("booking.view_appointment")
    found.object_list = [
        VisitLine(row, reverse("appointments_modeladmin_inspect", args=[row.pk]) if opens else "")
        for row in found
    ]
    return found  # type: ignore[no-any-return]


def summary_of(person: Person, user: Any) -> Summary:
    """How many visits, how often nobody came, and when the last one was; one query."""
    over = Q(starts_at__lt=now()) & ~Q(status__in=[Status.CANCELLED, Status.NO_SHOW])
    found = (
        appointments_seen_by(user)
        .filter(visit__person=person)
        .order_by()
        .aggregate(
            total=Count("pk"),
            missed=Count("pk", filter=Q(status=Status.NO_SHOW)),
            last=Max("starts_at", filter=over),
        )
    )
    return Summary(**found)


def messages_of(person: Person, user: Any, zone: ZoneInfo) -> list[MessageLine]:
    """The latest messages to the client: all for administrators, else of one's own visits or hand."""
    rows = list(person.notifications.order_by("-created_at")[:OPENED])
    for row in rows:
        # Its key is at hand.
        row.person = person
    if not sees_everybody(user):
        seen = set(
            appointments_seen_by(user)
            .filter(visit__person=person)
            .order_by()
            .values_list("pk", flat=True)
        )
        rows = [row for row in rows if _concerns(row, user, seen)]
    return [_message_line(row, zone) for row in rows[:MESSAGES]]


def _concerns(row: Notification, user: Any, seen: set[int]) -> bool:
    try:
        facts = facts_of(row)
    except CannotDecrypt:
        return False
    if not facts:
        return False
    return facts.get("appointment") in seen or facts.get("author") == user.pk


def _subject(row: Notification) -> str:
    """What the mail is headed; what it is where that holds a secret, or is forgotten."""
    try:
        known = row.facts and not is_secret(row.kind)
        return subject_of(row) if known else str(label_of(row.kind))
    except CannotDecrypt:
        return ""


def _message_line(row: Notification, zone: ZoneInfo) -> MessageLine:
    tone, picture, state = STATES[State(row.state)]
    subject = _subject(row)
    at = row.sent_at or (row.created_at if row.state == State.DEAD else row.due_at)
    return MessageLine(
        subject=subject,
        language=row.language,
        channel=str(row.get_channel_display()),
        at=at.astimezone(zone),
        tone=tone,
        picture=picture,
        state=str(state),
    )


def notes_of(person: Person, zone: ZoneInfo) -> list[ClientNote]:
    """The team's notes, the newest first, each with `local`: when, on the house's clock."""
    rows = list(
        ClientNote.objects.filter(person=person)
        .select_related("author__person")
        .order_by("-created_at", "pk")
    )
    for row in rows:
        row.person = person
        row.local = row.created_at.astimezone(zone)
    return rows


def code_of(person: Person, zone: ZoneInfo) -> AccountCode | None:
    """The code for an account that is open, with `local_end`: until when, on the house's clock."""
    code = open_code_of(person)
    if code:
        code.local_end = code.expires_at.astimezone(zone)
    return code


def file_of(person: Person, user: Any, *, page: Any) -> dict[str, Any]:
    """Everything the file shows, by the names its template knows."""
    zone = house_zone()
    needs_code = may_have_code(person)
    return {
        "person": person,
        "since": person.created_at.astimezone(zone),
        "summary": summary_of(person, user),
        "visits": visits_of(person, user, page),
        "sent": messages_of(person, user, zone),
        "notes": notes_of(person, zone),
        "emergency": person.emergency_contact,
        "address": _address(person),
        "identity": _masked(person.identity_number or ""),
        "needs_code": needs_code,
        "code": code_of(person, zone) if needs_code else None,
        "zone": zone,
    }


def _address(person: Person) -> str:
    address: Any = person.address
    return ", ".join(str(part) for part in (address or {}).values() if part)


def _masked(number: str) -> str:
    """«•••• 78Z»: enough to tell two people apart, too little to copy."""
    return f"•••• {number[-3:]}" if number else ""
