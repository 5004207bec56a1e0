"""What happened to an appointment, in one line of time: statuses and moves, when, who and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core.time import clock, day_inline

from .models import Appointment, Move, Reason, StatusChange, Visit


@dataclass(frozen=True)
class Event:
    """One thing that happened, in words; `at` is on the clock of the appointment's place."""

    at: datetime
    who: str
    what: str
    before: str
    after: str
    reason: str


def timeline(appointment: Appointment) -> list[Event]:
    """Everything that happened, the oldest first. Two queries, however much that is."""
    people = ("by__person",)
    changes = appointment.status_changes.select_related(*people)
    moves = appointment.moves.select_related(
        *people,
        "from_professional__person",
        "to_professional__person",
        "from_location",
        "to_location",
    )
    events = [*_of_changes(appointment, changes), *(_of_move(appointment, m) for m in moves)]
    return sorted(events, key=lambda event: event.at.timestamp())


def _of_changes(appointment: Appointment, changes: Iterable[StatusChange]) -> Iterable[Event]:
    for change in changes:
        is_first = not change.from_status
        yield Event(
            at=change.at.astimezone(appointment.zone),
            who=_who(change.by, change.reason, appointment.visit, is_first=is_first),
            what=_("Booked") if is_first else _("Status"),
            before=str(change.get_from_status_display()) if change.from_status else "",
            after=str(change.get_to_status_display()),
            reason=str(change.get_reason_display()) if change.reason else "",
        )


def _of_move(appointment: Appointment, move: Move) -> Event:
    zones = move.from_location.zone, move.to_location.zone
    before = [_moment(move.from_starts_at.astimezone(zones[0]))]
    after = [_moment(move.to_starts_at.astimezone(zones[1]))]
    if move.from_professional_id != move.to_professional_id:
        before.append(move.from_professional.display_name)
        after.append(move.to_professional.display_name)
    if move.from_location_id != move.to_location_id:
        before.append(move.from_location.name)
        after.append(move.to_location.name)
    return Event(
        at=move.at.astimezone(appointment.zone),
        who=_who(move.by, move.reason, appointment.visit),
        what=_("Moved"),
        before=", ".join(before),
        after=", ".join(after),
        reason=str(move.get_reason_display()) if move.reason else "",
    )


def _moment(local: datetime) -> str:
    return f"{day_inline(local.date())}, {clock(local)}"


def _who(by: User | None, reason: str, visit: Visit, *, is_first: bool = False) -> str:
    """A name of staff; nobody means the client, or the clock when a request lapsed."""
    if by is not None:
        person = getattr(by, "person", None)
        return person.full_name if person else by.email
    if reason == Reason.LAPSED or (is_first and visit.origin == Visit.Origin.STAFF):
        return _("the system")
    return _("the client")
