"""What the pages of one visit show: the visit as it stands, and what can still be done.

A guest comes by the link in their mail, somebody with an account by their list: the pages are the same.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

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
class Addresses:
    """Where the pages of one visit are; `all_url` leads to all visits of the account, if there is one."""

    url: str
    move_url: str
    cancel_url: str
    calendar_url: str
    all_url: str = ""


def link_addresses(token: str) -> Addresses:
    """Behind the link of a mail: the addresses hold its secret."""
    return Addresses(
        url=reverse("booking:manage", args=[token]),
        move_url=reverse("booking:move", args=[token]),
        cancel_url=reverse("booking:cancel", args=[token]),
        calendar_url=reverse("booking:manage-calendar", args=[token]),
    )


@dataclass(frozen=True)
class Managed:
    """One appointment on its own pages. No reason for the visit, no full name, no phone number."""

    visit: Visit
    appointment: Appointment
    # Not in its repr: Django's template engine writes that into its log, and a link holds a secret.
    addresses: Addresses = field(repr=False)
    # The login of whoever looks at their own visit; None for whoever has the link.
    client: Any = None

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
    def is_by_link(self) -> bool:
        """Whether the address itself is what opens the page."""
        return self.client is None

    @property
    def url(self) -> str:
        return self.addresses.url

    @property
    def move_url(self) -> str:
        return self.addresses.move_url

    @property
    def cancel_url(self) -> str:
        return self.addresses.cancel_url

    @property
    def calendar_url(self) -> str:
        return self.addresses.calendar_url

    @property
    def again_url(self) -> str:
        """Where the same can be booked again: on the professional's page, at the times of the service."""
        return profile_url(self.appointment.professional, self.appointment.service)

    @property
    def book_url(self) -> str:
        """The booking flow with service and professional chosen, for whom it is known to be offered."""
        chosen = {
            "service": self.appointment.service.slug,
            "professional": self.appointment.professional.slug,
        }
        return f"{reverse('booking:book')}?{urlencode(chosen)}"
