"""How far behind a professional is, and whose time that moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.models import Appointment

Status = Appointment.Status

# Below this nobody is told; above it somebody forgot to press «Finish».
LEAST, MOST = timedelta(minutes=5), timedelta(hours=2)
STEP = 5


@dataclass(frozen=True)
class Delay:
    """`minutes`: what the next client waits, in steps of five; `affected`: who has yet to come."""

    minutes: int
    affected: list[Appointment]


def delay_of(appointments: Iterable[Appointment], moment: datetime) -> Delay | None:
    """How far behind one professional is at `moment`, from one day's appointments; None when on time.

    Each is taken to need the time it was given: whoever is in consultation leaves at the end of that
    time, or now where it is over; the others follow in order. Whoever has not come by then delays
    nobody. A break takes the delay in, so that those after it are not told.
    """
    rows = sorted(appointments, key=lambda row: (row.starts_at, row.pk))
    inside = [row for row in rows if row.status == Status.IN_PROGRESS]
    free_at = max([moment, *(row.ends_at for row in inside)])
    delays: list[timedelta] = []
    affected: list[Appointment] = []
    for row in rows:
        is_coming = row.status == Status.CONFIRMED and row.starts_at > moment
        if not is_coming and row.status != Status.CHECKED_IN:
            continue
        delay = max(free_at - row.starts_at, timedelta())
        free_at = max(free_at, row.starts_at) + (row.ends_at - row.starts_at)
        if delay < LEAST:
            continue
        delays.append(delay)
        if is_coming:
            affected.append(row)
    if not delays or delays[0] > MOST:
        return None
    return Delay(_rounded(delays[0]), affected)


def _rounded(delay: timedelta) -> int:
    """Minutes, to the next five: who is told ten does not wait twelve."""
    return -(-int(delay.total_seconds()) // (60 * STEP)) * STEP
