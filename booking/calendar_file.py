"""The calendar file of an appointment (RFC 5545, RFC 5546), in the place's zone with its VTIMEZONE."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

YEAR = timedelta(days=366)


class Method(StrEnum):
    """What the reader's calendar is to do with the entry."""

    PUBLISH = "PUBLISH"  # keep a copy: a file somebody takes from a page
    REQUEST = "REQUEST"  # enter it, or change the entry of the same UID
    CANCEL = "CANCEL"  # strike it out


def mimetype(method: Method) -> str:
    """The MIME type states the same method as the file (RFC 6047, 2.4)."""
    return f"text/calendar; method={method}; charset=utf-8"


def calendar_file(facts: Mapping[str, Any], *, method: Method, title: str, attendee: str) -> bytes:
    """One event from an appointment's frozen facts, on the place's own clock where that says it.

    `attendee` is the address it is sent to; nobody attends a file that is only published.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//MyPet Online//booking//ES")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    event = _event(facts, title)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", _organizer(facts))
    if method is not Method.PUBLISH:
        event.add("attendee", _attendee(attendee), encode=0)
    calendar.add_component(event)
    # The rules of the clock for the years around the visit; the default lists a century of them.
    day = datetime.fromisoformat(facts["starts_at"]).date()
    calendar.add_missing_timezones(first_date=day - YEAR, last_date=day + YEAR)
    return calendar.to_ical()


def _event(facts: Mapping[str, Any], title: str) -> Event:
    starts, ends = _on_the_clock(facts)
    event = Event()
    event.add("uid", facts["uid"])
    event.add("sequence", facts["sequence"])
    event.add("dtstamp", datetime.fromisoformat(facts["stamped_at"]))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", title)
    event.add("location", f"{facts['place_name']}, {facts['place_address']}")
    event.add("description", _("Code: %(code)s") % {"code": facts["code"]})
    return event


def _on_the_clock(facts: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Beginning and end on the place's clock; in UTC when either is the second of a doubled time.

    A local time that occurs twice always means the first (RFC 5545, 3.3.5).
    """
    starts, ends = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    zone = ZoneInfo(facts["zone"])
    local = starts.astimezone(zone), ends.astimezone(zone)
    if any(moment.fold for moment in local):
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return local


def _organizer(facts: Mapping[str, Any]) -> vCalAddress:
    organizer = vCalAddress(f"MAILTO:{facts['place_email']}")
    organizer.params["cn"] = vText(facts["place_name"])
    return organizer


def _attendee(address: str) -> vCalAddress:
    """Who gets it has accepted by booking: no calendar asks, none writes back."""
    attendee = vCalAddress(f"MAILTO:{address}")
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    return attendee
