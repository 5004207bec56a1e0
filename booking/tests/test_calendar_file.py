"""The calendar file: one entry that follows the appointment, in the place's own zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from booking import messages
from booking.actions import cancel_appointment, move_appointment
from portal.testing import Agenda, book, make_agenda, make_location

from .telling import attached, delivered

pytestmark = pytest.mark.django_db
CLIENT, PRO = "elena@example.com", "pro1@clinicaazahar.example"
ZONES = ["Europe/Madrid", "Atlantic/Canary", "America/New_York"]


def story(agenda: Agenda) -> list[dict[str, object]]:
    """Booked, moved, cancelled: what each mail carried, by recipient."""
    visit = book(agenda, agenda.morning())
    sent = [delivered()]
    appointment = visit.appointments.get()
    moved = move_appointment(
        appointment=appointment, offering=agenda.offering, starts_at=agenda.morning(1)
    )
    sent.append(delivered())
    cancel_appointment(appointment=moved)
    sent.append(delivered())
    return sent


@pytest.mark.parametrize("who", [CLIENT, PRO])
def test_one_entry_follows_the_appointment(agenda: Agenda, who: str) -> None:
    files = [attached(mails[who]) for mails in story(agenda)]
    assert [calendar["METHOD"] for calendar, _event, _type in files] == [
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    assert [event["STATUS"] for _calendar, event, _type in files] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert [event["SEQUENCE"] for _calendar, event, _type in files] == [0, 1, 2]
    assert len({str(event["UID"]) for _calendar, event, _type in files}) == 1
    for calendar, _event, mimetype in files:
        assert mimetype == f"text/calendar; method={calendar['METHOD']}; charset=utf-8"


@pytest.mark.parametrize("who", [CLIENT, PRO])
def test_the_reader_attends_and_no_calendar_writes_back(agenda: Agenda, who: str) -> None:
    for mails in story(agenda):
        _calendar, event, _type = attached(mails[who])
        attendee = event["ATTENDEE"]
        assert str(attendee).lower() == f"mailto:{who}"
        assert attendee.params["PARTSTAT"] == "ACCEPTED"
        assert attendee.params["RSVP"] == "FALSE"
        assert str(event["ORGANIZER"]).lower() == "mailto:hola@clinicaazahar.example"


def test_the_moment_it_was_written_moves_on(agenda: Agenda) -> None:
    stamps = [attached(mails[CLIENT])[1].decoded("dtstamp") for mails in story(agenda)]
    assert stamps == sorted(stamps)
    assert all(stamp.utcoffset() == dt.timedelta(0) for stamp in stamps)


def test_the_title_says_nothing_of_the_reason(agenda: Agenda) -> None:
    for mails in story(agenda):
        for who in (CLIENT, PRO):
            calendar, event, _type = attached(mails[who])
            assert "Luna" in event["SUMMARY"]
            text = calendar.to_ical().decode()
            assert "Consulta general" not in text
            assert "Come menos" not in text


def test_a_file_taken_from_a_page_is_a_copy_without_attendees(agenda: Agenda) -> None:
    appointment = book(agenda, agenda.morning()).appointments.get()
    file = messages.client_calendar(messages.facts_of(appointment))
    calendar = Calendar.from_ical(file.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert file.mimetype == "text/calendar; method=PUBLISH; charset=utf-8"
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]


def test_lines_end_and_fold_as_the_standard_asks(agenda: Agenda) -> None:
    appointment = book(agenda, agenda.morning()).appointments.get()
    content = messages.client_calendar(messages.facts_of(appointment)).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


# The last days before and the first after each change of 2026 and 2027's first.
CHANGES = [dt.date(2026, 3, 25), dt.date(2026, 10, 21), dt.date(2027, 3, 24)]


@pytest.mark.parametrize("begins", CHANGES)
@pytest.mark.parametrize("zone_name", ZONES)
def test_nine_o_clock_is_nine_o_clock_in_both_weeks_of_a_change(
    zone_name: str, begins: dt.date
) -> None:
    """Read with the file's own VTIMEZONE, as a calendar does that knows no zone database."""
    zone = ZoneInfo(zone_name)
    with time_machine.travel(dt.datetime.combine(begins, dt.time(1), tzinfo=zone), tick=False):
        agenda = make_agenda(location=make_location(zone_name=zone_name))
        for number in range(14):
            start = agenda.morning(number)
            visit = book(
                agenda, start, email=f"e{number}@example.com", phone=f"+346123456{number:02}"
            )
            facts = messages.facts_of(visit.appointments.get())
            calendar = Calendar.from_ical(messages.client_calendar(facts).content)
            [event], [rules] = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
            assert rules["TZID"] == event["DTSTART"].params["TZID"] == zone_name
            wall = event.decoded("dtstart").replace(tzinfo=None)
            assert wall.time() == dt.time(9)
            own = rules.to_tz(lookup_tzid=False)
            assert wall.replace(tzinfo=own).utcoffset() == start.astimezone(zone).utcoffset()
