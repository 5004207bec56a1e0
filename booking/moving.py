"""Times to which a client can move an appointment: a week at its place, the own time marked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from portal.core.time import now, today

from .managing import Managed
from .models import Offering
from .queries import FreeTime, free_time_at, free_times, nearest_free_times
from .slots import start_text
from .terms import as_agreed

DAYS = 6
SHOWN = 6
# The week that is shown first begins this long before the appointment.
LEAD_DAYS = 2


@dataclass(frozen=True)
class Time:
    """One time of the picker, on the place's clock; `url` leads to the summary, "" for the own one."""

    local: datetime
    url: str
    is_own: bool = False

    @property
    def start(self) -> str:
        """The moment as a form sends it."""
        return start_text(self.local)


@dataclass(frozen=True)
class Day:
    """One day: its first times, and the rest behind «more»."""

    date: date
    is_today: bool
    times: list[Time]

    @property
    def first(self) -> list[Time]:
        return self.times[:SHOWN]

    @property
    def rest(self) -> list[Time]:
        return self.times[SHOWN:]

    @property
    def is_open(self) -> bool:
        """Whether «more» stands open: the own time is always in sight."""
        return any(time.is_own for time in self.rest)


@dataclass(frozen=True)
class Option:
    """A professional one can move to."""

    offering: Offering
    is_chosen: bool


@dataclass(frozen=True)
class Moving:
    """The choice of another time with the professional of `offering`; all in the appointment's place."""

    managed: Managed
    offering: Offering
    options: Sequence[Option]
    # The appointment's own: its time counts as free for moving.
    claims: Collection[int]

    @property
    def has_choice(self) -> bool:
        return len(self.options) > 1

    @property
    def is_own_professional(self) -> bool:
        return self.offering.professional_id == self.managed.appointment.professional_id

    @property
    def is_own_gone(self) -> bool:
        """Whether the own professional takes no bookings for it now, so that all times are with others."""
        own = self.managed.appointment.professional_id
        return all(option.offering.professional_id != own for option in self.options)

    def _query(self, **more: str) -> str:
        chosen = {} if self.is_own_professional else {"with": self.offering.professional.slug}
        return urlencode({**chosen, **more})

    def url_at(self, starts_at: datetime) -> str:
        return f"{self.managed.move_url}?{self._query(start=start_text(starts_at))}"

    def url_of_week(self, day: date) -> str:
        return f"{self.managed.move_url}?{self._query(week=day.isoformat())}#mover"

    def time_of(self, starts_at: datetime) -> Time:
        """The moment as the picker shows it."""
        own = self.is_own_professional and starts_at == self.managed.appointment.starts_at
        local = starts_at.astimezone(self.managed.appointment.zone)
        return Time(local, "" if own else self.url_at(starts_at), own)

    def free_at(self, starts_at: datetime) -> FreeTime | None:
        """The time, if it is free for this appointment at its place."""
        wanted = as_agreed(self.managed.appointment, self.offering)
        free = free_time_at(wanted, starts_at, ignoring_claims=self.claims)
        same_place = free and free.location_id == self.managed.appointment.location_id
        return free if same_place else None

    def nearest(self, wanted: datetime) -> list[Time]:
        """The three free times nearest to `wanted`, without the own one."""
        appointment = self.managed.appointment
        found = nearest_free_times(
            [as_agreed(appointment, self.offering)],
            wanted,
            4,
            location_id=appointment.location_id,
            ignoring_claims=self.claims,
        )
        times = [self.time_of(free.starts_at) for _agreed, free in found]
        others = [one for one in times if not one.is_own]
        by_distance = sorted(others, key=lambda one: abs(one.local - wanted))[:3]
        return sorted(by_distance, key=lambda one: one.local.timestamp())

    def span(self) -> tuple[date, date]:
        """The first and the last day one can look at."""
        first = today(self.managed.appointment.zone)
        return first, first + timedelta(days=int(self.offering.window_days))

    def first_day(self, text: str) -> date:
        """The day a week begins with: the one asked for, else just before the appointment."""
        first, last = self.span()
        try:
            wanted = date.fromisoformat(text)
        except ValueError:
            wanted = self.managed.starts_local.date() - timedelta(days=LEAD_DAYS)
        return min(max(wanted, first), last)

    def week(self, first_day: date) -> list[Day]:
        """What is free, as the check when moving will see it, and the own time."""
        appointment = self.managed.appointment
        zone = appointment.zone
        start = datetime.combine(first_day, time(), tzinfo=zone)
        end = datetime.combine(first_day + timedelta(days=DAYS), time(), tzinfo=zone)
        agreed = as_agreed(appointment, self.offering)
        found = free_times(
            [agreed],
            start,
            end,
            location_id=appointment.location_id,
            ignoring_claims=self.claims,
        )[agreed.pk]
        moments = {free.starts_at for free in found}
        if self.is_own_professional and start <= appointment.starts_at < end:
            moments.add(appointment.starts_at)
        times = [self.time_of(moment) for moment in sorted(moments)]
        current = now().astimezone(zone).date()
        days = [first_day + timedelta(days=number) for number in range(DAYS)]
        return [
            Day(day, day == current, [one for one in times if one.local.date() == day])
            for day in days
        ]


def moving(managed: Managed, offerings: Sequence[Offering], professional: str) -> Moving | None:
    """The choice with `professional` (a slug), else with the own or the first one; None without any."""
    if not offerings:
        return None
    chosen = next((one for one in offerings if one.professional.slug == professional), offerings[0])
    options = [Option(one, one == chosen) for one in offerings]
    claims = managed.appointment.claims.filter(released_at__isnull=True)
    return Moving(managed, chosen, options, list(claims.values_list("pk", flat=True)))
