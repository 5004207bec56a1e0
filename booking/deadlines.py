"""Until when a visit can be changed and cancelled, on the place's own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core.time import now

from .models import Appointment


@dataclass(frozen=True)
class Deadlines:
    """The last moments, local to the place; None for one that has passed already."""

    change: datetime | None
    cancel: datetime | None

    @property
    def both(self) -> datetime | None:
        """The one moment for both, where it is the same."""
        if self.change is None or self.cancel is None:
            return None
        # Two readings of a doubled hour look the same on one clock.
        return self.change if self.change.timestamp() == self.cancel.timestamp() else None


def deadlines(starts_local: datetime, *, change_minutes: int, cancel_minutes: int) -> Deadlines:
    """Counted back from `starts_local`, in real time, and shown on the same clock."""
    return Deadlines(
        change=_before(starts_local, change_minutes), cancel=_before(starts_local, cancel_minutes)
    )


def deadlines_of(appointment: Appointment) -> Deadlines:
    """The terms as they were when it was booked."""
    return deadlines(
        appointment.starts_at.astimezone(appointment.zone),
        change_minutes=appointment.change_cutoff_minutes,
        cancel_minutes=appointment.cancel_cutoff_minutes,
    )


def _before(starts_local: datetime, minutes: int) -> datetime | None:
    zone = starts_local.tzinfo
    until = starts_local.astimezone(now().tzinfo) - timedelta(minutes=minutes)
    return until.astimezone(zone) if until > now() else None
