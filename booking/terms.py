"""What calculating free time needs to know of what is wanted: an offering, or what was agreed."""

from dataclasses import dataclass
from typing import Any, Protocol

from .models import Appointment, Offering


class Bookable(Protocol):
    """Lengths in minutes; `pk` tells the answers apart, `professional_id` says whose agenda."""

    @property
    def pk(self) -> Any: ...
    @property
    def professional_id(self) -> Any: ...
    @property
    def duration_minutes(self) -> Any: ...
    @property
    def buffer_before_minutes(self) -> Any: ...
    @property
    def buffer_after_minutes(self) -> Any: ...
    @property
    def start_grid_minutes(self) -> Any: ...
    @property
    def minimum_notice_minutes(self) -> Any: ...
    @property
    def window_days(self) -> Any: ...


@dataclass(frozen=True)
class AsAgreed:
    """An appointment that looks for another time: its own length, the offering's grid and window."""

    pk: int
    professional_id: int
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    start_grid_minutes: int
    minimum_notice_minutes: int
    window_days: int


def as_agreed(appointment: Appointment, offering: Offering) -> AsAgreed:
    """The appointment's own length in the agenda of `offering` (perhaps another professional's)."""
    return AsAgreed(
        pk=offering.pk,
        professional_id=offering.professional_id,
        duration_minutes=appointment.duration_minutes,
        buffer_before_minutes=appointment.buffer_before_minutes,
        buffer_after_minutes=appointment.buffer_after_minutes,
        start_grid_minutes=offering.start_grid_minutes,
        minimum_notice_minutes=offering.minimum_notice_minutes,
        window_days=offering.window_days,
    )
