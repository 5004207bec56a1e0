"""What the pages behind a manage link show: the visit as it stands, and what can still be done."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.urls import reverse

from portal.core.time import now

from .message_views import names
from .models import Appointment, Visit
from .profile_links import profile_url


class State(StrEnum):
    """Where a visit stands for the person who has its link."""

    UPCOMING = "upcoming"
    CANCELLED = "cancelled"
    UNDER_WAY = "under_way"
    OVER = "over"


CHANGEABLE = (Appointment.Status.REQUESTED, Appointment.Status.CONFIRMED)


@dataclass(frozen=True)
class Managed:
    """One appointment behind its link. No reason for the visit, no full name, no phone number."""

    visit: Visit
    appointment: Appointment
    # Not in its repr: Django's template engine writes that into its log.
    token: str = field(repr=False)

    @property
    def state(self) -> State:
        status = self.appointment.status
        if status == Appointment.Status.CANCELLED:
            return State.CANCELLED
        if status in CHANGEABLE and self.appointment.starts_at > now():
            return State.UPCOMING
        if self.appointment.is_live and self.appointment.ends_at > now():
            return State.UNDER_WAY
        return State.OVER

    @property
    def can_move(self) -> bool:
        return self.state is State.UPCOMING and now() <= self.appointment.change_until

    @property
    def can_cancel(self) -> bool:
        return self.state is State.UPCOMING and now() <= self.appointment.cancel_until

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.appointment.zone)

    @property
    def starts_local(self) -> datetime:
        return self._local(self.appointment.starts_at)

    @property
    def ends_local(self) -> datetime:
        return self._local(self.appointment.ends_at)

    @property
    def change_until(self) -> datetime:
        return self._local(self.appointment.change_until)

    @property
    def cancel_until(self) -> datetime:
        return self._local(self.appointment.cancel_until)

    @property
    def cancelled_local(self) -> datetime | None:
        moment = self.appointment.cancelled_at
        return self._local(moment) if moment else None

    @property
    def pets(self) -> str:
        return names([subject.label for subject in self.appointment.subjects.all()])

    @property
    def booked_by(self) -> str:
        """«Elena R.»: enough to know it is one's own."""
        first, *rest = self.visit.person.full_name.split() or [""]
        return f"{first} {rest[0][0]}." if rest else first

    @property
    def phone_end(self) -> str:
        """The last two digits of the client's phone."""
        return self.visit.person.phone[-2:]

    @property
    def url(self) -> str:
        return reverse("booking:manage", args=[self.token])

    @property
    def move_url(self) -> str:
        return reverse("booking:move", args=[self.token])

    @property
    def cancel_url(self) -> str:
        return reverse("booking:cancel", args=[self.token])

    @property
    def calendar_url(self) -> str:
        return reverse("booking:manage-calendar", args=[self.token])

    @property
    def again_url(self) -> str:
        """Where the same can be booked again."""
        return profile_url(self.appointment.professional, self.appointment.service)
