"""The two changes of the clock in a year of six zones, and what a reader makes of a time there.

Nothing here asks the product: moments are found by looking at every quarter of an hour.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar

# The fourth changes at midnight of the day before, the fifth by half an hour, the sixth at midnight.
ZONES = (
    "Europe/Madrid",
    "Atlantic/Canary",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "America/Havana",
)
SINCE = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
QUARTER = dt.timedelta(minutes=15)
VISIT = dt.timedelta(minutes=30)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A moment (UTC) from which on the clocks of a zone are set forward or back by `shift`."""

    zone_name: str
    at: dt.datetime
    shift: dt.timedelta

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    @property
    def is_spring(self) -> bool:
        return self.shift > dt.timedelta(0)

    @property
    def day(self) -> dt.date:
        """The day of the change, as the clocks show it once they have been set."""
        return self.at.astimezone(self.zone).date()

    @property
    def days(self) -> list[dt.date]:
        """The day before, the day itself, the day after."""
        return [self.day + number * DAY for number in (-1, 0, 1)]

    @property
    def shown_days(self) -> list[dt.date]:
        """What a picker shows that is opened two days before."""
        return [self.day + number * DAY for number in range(-2, 4)]

    @property
    def noon_before(self) -> dt.datetime:
        return dt.datetime.combine(self.day - 2 * DAY, dt.time(12), tzinfo=self.zone)

    @property
    def odd_hours(self) -> tuple[dt.time, dt.time]:
        """From when to when the clock skips the time, or shows it twice; before midnight."""
        after = self.at.astimezone(self.zone).replace(tzinfo=None)
        first, last = sorted((after - self.shift, after))
        closes = last.time() if last.date() == first.date() else dt.time(23, 45)
        return first.time(), closes

    def __str__(self) -> str:
        return f"{self.zone_name}-{'spring' if self.is_spring else 'autumn'}"


def changes_of(zone_name: str) -> Iterator[Change]:
    """Each change of the year from `SINCE` on, to the quarter of an hour."""
    zone = ZoneInfo(zone_name)
    before = SINCE.astimezone(zone).utcoffset()
    for number in range(1, 365 * 96):
        at = SINCE + number * QUARTER
        after = at.astimezone(zone).utcoffset()
        assert before is not None and after is not None
        if after != before:
            yield Change(zone_name, at, after - before)
        before = after


CHANGES = [change for name in ZONES for change in changes_of(name)]


def moments_of(day: dt.date, zone: ZoneInfo) -> list[dt.datetime]:
    """Every quarter of an hour (UTC) at which the clocks of `zone` show that day."""
    start = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) - DAY
    quarters = (start + number * QUARTER for number in range(3 * 96))
    return [at for at in quarters if at.astimezone(zone).date() == day]


def starts_in(
    day: dt.date, opens: dt.time, closes: dt.time, zone: ZoneInfo
) -> Iterator[dt.datetime]:
    """When a visit can start on `day`: from the first moment at or past `opens` on, until the last
    one before `closes` is over.
    """
    moments = moments_of(day, zone)
    start = next(at for at in moments if at.astimezone(zone).time() >= opens)
    end = QUARTER + max(
        (at for at in moments if at.astimezone(zone).time() < closes), default=start - QUARTER
    )
    while start + VISIT <= end:
        yield start
        start += QUARTER


SHOWN = re.compile(r"(\d\d):(\d\d)(?: \(UTC([+-]\d\d?)(?::(\d\d))?\))?")


def meant_by(text: str, day: dt.date, zone: ZoneInfo) -> list[dt.datetime]:
    """The moments (UTC) of `day` that somebody at the place can take a written time for."""
    found = SHOWN.fullmatch(text)
    assert found, text
    hour, minute, ahead, more = found.groups()
    wall = dt.datetime.combine(day, dt.time(int(hour), int(minute)))
    if ahead is None:
        shown = (wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
        return sorted({at for at in shown if at.astimezone(zone).replace(tzinfo=None) == wall})
    sign = -1 if ahead.startswith("-") else 1
    away = dt.timedelta(hours=int(ahead), minutes=sign * int(more or 0))
    at = (wall - away).replace(tzinfo=dt.UTC)
    return [at] if at.astimezone(zone).utcoffset() == away else []


@dataclass(frozen=True)
class Entry:
    """What a calendar reads in a file that it alone is given, without a zone database."""

    written: str
    zones: list[str]
    starts_at: dt.datetime
    ends_at: dt.datetime


def entry_in(content: bytes) -> Entry:
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    own = {
        str(rules["TZID"]): rules.to_tz(lookup_tzid=False) for rules in calendar.walk("VTIMEZONE")
    }

    def moment(name: str) -> dt.datetime:
        zone_name = event[name].params.get("TZID")
        zone = own[zone_name] if zone_name else dt.UTC
        wall = event[name].dt.replace(tzinfo=None, fold=0)
        return wall.replace(tzinfo=zone).astimezone(dt.UTC)

    lines = content.decode().split("BEGIN:VEVENT")[1].split("\r\n")
    [written] = [line for line in lines if line.startswith("DTSTART")]
    return Entry(written, sorted(own), moment("DTSTART"), moment("DTEND"))
