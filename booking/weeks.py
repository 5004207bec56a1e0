"""Four weeks as they will be: what is worked each day once time off and closures are taken out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import number_format

from portal.core.time import clock, now, today
from portal.places.models import Closure, Location

from .availability import Stretch, merged, without
from .models import Appointment, AvailabilityRule, TimeOff
from .planned import NOTHING, Plan, Worked, working_time
from .weekly import letter_of

WEEKS = 4
EARLIEST_HOUR, LATEST_HOUR = 8, 21


@dataclass(frozen=True)
class Piece:
    """One stretch of a day on its place's clock, and where it stands in a picture of half hours."""

    starts: datetime
    ends: datetime
    place: str
    is_changed: bool

    @property
    def top(self) -> float:
        """Half hours since midnight."""
        return self.starts.hour * 2 + self.starts.minute / 30

    @property
    def height(self) -> float:
        return (self.ends - self.starts) / timedelta(minutes=30)


@dataclass
class Day:
    """One day: what is worked, why not, and at what hours an appointment is in the way."""

    date: date
    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, with the hours worked in all."""

    days: list[Day]

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def letter(self) -> str:
        """A or B, by which hours of every other week are told apart."""
        return letter_of(self.monday).value.upper()

    @property
    def hours(self) -> str:
        minutes = sum(
            end - start
            for day in self.days
            for start, end in merged((_minute(p.starts), _minute(p.ends)) for p in day.pieces)
        )
        return number_format(minutes / 60, decimal_pos=1 if minutes % 60 else 0)


@dataclass(frozen=True)
class Weeks:
    """The table: its weeks, and from which to which hour its pictures reach."""

    weeks: list[Week]
    first_hour: int
    last_hour: int

    @property
    def top(self) -> int:
        return self.first_hour * 2

    @property
    def height(self) -> int:
        return (self.last_hour - self.first_hour) * 2

    @property
    def several_places(self) -> bool:
        pieces = (piece for week in self.weeks for day in week.days for piece in day.pieces)
        return len({piece.place for piece in pieces}) > 1


def four_weeks(
    resource_id: int,
    first_day: date,
    *,
    clashes: Sequence[Appointment] = (),
    plan: Plan = NOTHING,
    time_off: TimeOff | None = None,
) -> Weeks:
    """Four weeks from the Monday of `first_day`, with rules or a time off as they are in memory."""
    monday = first_day - timedelta(days=first_day.weekday())
    # A day of room on both sides: each place has its own midnight.
    start = datetime.combine(monday, time(), tzinfo=UTC) - timedelta(days=1)
    end = start + timedelta(weeks=WEEKS, days=2)
    worked = working_time(resource_id, start, end, plan)
    off = _time_off(resource_id, start, end, time_off)
    places = Location.objects.in_bulk({w.location_id for w in worked})
    closed = list(
        Closure.objects.filter(
            location__in=places, is_open=False, ends_at__gt=start, starts_at__lt=end
        )
    )
    days = {monday + timedelta(days=n): Day(monday + timedelta(days=n)) for n in range(7 * WEEKS)}
    _fill(days, _pieces(worked, off, closed, places))
    _explain(days, worked, off, closed, places)
    for appointment in clashes:
        local = appointment.starts_at.astimezone(appointment.zone)
        if local.date() in days:
            days[local.date()].clashes.append(clock(local))
    return _table(list(days.values()))


def first_day_of(rule: AvailabilityRule) -> date:
    """Where to begin the preview: today, or when the hours begin to count."""
    return max(today(rule.location.zone), rule.starts_on)


def first_day_off(time_off: TimeOff, zone: ZoneInfo) -> date:
    """Where to begin the preview: today, or when the time off begins."""
    return max(now(), time_off.starts_at).astimezone(zone).date()


def _time_off(
    resource_id: int, start: datetime, end: datetime, changed: TimeOff | None
) -> list[TimeOff]:
    rows = TimeOff.objects.filter(resource=resource_id, ends_at__gt=start, starts_at__lt=end)
    if changed is None:
        return list(rows)
    found = list(rows.exclude(pk=changed.pk))
    return [*found, changed] if changed.resource_id == resource_id else found


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _stretch(row: Worked | TimeOff | Closure) -> Stretch:
    return _minute(row.starts_at), _minute(row.ends_at)


def _local(minute: int, place: Location) -> datetime:
    """The minute since the epoch on the place's clock."""
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(place.zone)


def _pieces(
    worked: Iterable[Worked],
    off: Iterable[TimeOff],
    closed: Iterable[Closure],
    places: dict[int, Location],
) -> list[Piece]:
    """What is left of the working time, each piece on its place's clock."""
    groups: dict[tuple[int, bool], list[Stretch]] = defaultdict(list)
    for row in worked:
        groups[row.location_id, row.is_changed].append(_stretch(row))
    holes: dict[int, list[Stretch]] = defaultdict(list)
    for closure in closed:
        holes[closure.location_id].append(_stretch(closure))
    away = [_stretch(row) for row in off]
    return [
        Piece(
            _local(stretch[0], places[place]),
            _local(stretch[1], places[place]),
            place=places[place].name,
            is_changed=is_changed,
        )
        for (place, is_changed), stretches in groups.items()
        for stretch in without(stretches, [*away, *holes[place]])
    ]


def _fill(days: dict[date, Day], pieces: Iterable[Piece]) -> None:
    for piece in sorted(pieces, key=lambda piece: piece.starts):
        if day := days.get(piece.starts.date()):
            day.pieces.append(piece)


def _explain(
    days: dict[date, Day],
    worked: Iterable[Worked],
    off: Iterable[TimeOff],
    closed: Iterable[Closure],
    places: dict[int, Location],
) -> None:
    """On a day that would be worked, say what takes time away: the closure's name, the time off."""
    for row in worked:
        day = days.get(row.starts_at.astimezone(places[row.location_id].zone).date())
        if day is None:
            continue
        names = [
            closure.name
            for closure in closed
            if closure.location_id == row.location_id and _touch(row, closure)
        ]
        names += [str(absence.get_kind_display()) for absence in off if _touch(row, absence)]
        day.notes += [name for name in names if name not in day.notes]


def _touch(one: Worked, other: TimeOff | Closure) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _table(days: list[Day]) -> Weeks:
    pieces = [piece for day in days for piece in day.pieces]
    return Weeks(
        weeks=[Week(days[n : n + 7]) for n in range(0, len(days), 7)],
        first_hour=min([EARLIEST_HOUR, *(piece.starts.hour for piece in pieces)]),
        last_hour=max([LATEST_HOUR, *(_last_hour(piece) for piece in pieces)]),
    )


def _last_hour(piece: Piece) -> int:
    """The full hour at or after its end; midnight is 24."""
    if piece.ends.date() > piece.starts.date():
        return 24
    return piece.ends.hour + bool(piece.ends.minute)
