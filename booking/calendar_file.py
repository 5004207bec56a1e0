"""The calendar file of an appointment (RFC 5545), in the place's zone with its VTIMEZONE."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

METHOD = "PUBLISH"
YEAR = timedelta(days=366)


def calendar_file(facts: Mapping[str, Any], *, title: str, description: str = "") -> bytes:
    """One event from an appointment's frozen facts; times are the place's own wall clock."""
    calendar = Calendar()
    calendar.add("prodid", "-//MyPet Online//booking//ES")
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(_event(facts, title, description))
    # The rules of the clock for the years around the visit; the default lists a century of them.
    day = datetime.fromisoformat(facts["starts_at"]).date()
    calendar.add_missing_timezones(first_date=day - YEAR, last_date=day + YEAR)
    return calendar.to_ical()


def _event(facts: Mapping[str, Any], title: str, description: str) -> Event:
    zone = ZoneInfo(facts["zone"])
    event = Event()
    event.add("uid", facts["uid"])
    event.add("sequence", facts["sequence"])
    event.add("status", "CONFIRMED")
    event.add("dtstamp", datetime.fromisoformat(facts["booked_at"]))
    event.add("dtstart", datetime.fromisoformat(facts["starts_at"]).astimezone(zone))
    event.add("dtend", datetime.fromisoformat(facts["ends_at"]).astimezone(zone))
    event.add("summary", title)
    event.add("location", f"{facts['place_name']}, {facts['place_address']}")
    event.add("description", description or _("Code: %(code)s") % {"code": facts["code"]})
    organizer = vCalAddress(f"MAILTO:{facts['place_email']}")
    organizer.params["cn"] = vText(facts["place_name"])
    event.add("organizer", organizer)
    return event
