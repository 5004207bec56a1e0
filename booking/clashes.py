"""Appointments in the way of a change of hours: named, with where each of them can be moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from portal.core.time import clock, day_inline
from portal.people.readings import note

from .models import Appointment
from .planned import named_by
from .weeks import Weeks

SHOWN_CLASHES = 5


@dataclass(frozen=True)
class Clash:
    """An appointment in the way, on its own clock, and where it can be moved."""

    line: str
    day: Any
    url: str
    person: UUID


@dataclass(frozen=True)
class Preview:
    """What saving would bring: the weeks where somebody's agenda is meant, and who is in the way."""

    clashes: list[Clash]
    weeks: Weeks | None = None
    # Says which appointments were named, so that nothing is saved over one that was not.
    named: str = ""

    def note_reading(self, request: HttpRequest) -> None:
        """Whoever is in the way is named."""
        note(request, "clashes", (clash.person for clash in self.clashes))


def in_the_admin(appointment: Appointment) -> str:
    """Where administrators move it."""
    return reverse("appointments_modeladmin_move", args=[appointment.pk])


def preview_of(
    found: Sequence[Appointment],
    weeks: Weeks | None = None,
    *,
    url: Callable[[Appointment], str] = in_the_admin,
) -> Preview:
    """The appointments by name, each with the address that `url` gives."""
    return Preview([_clash(one, url(one)) for one in found], weeks, named_by(found))


def _clash(appointment: Appointment, url: str) -> Clash:
    local = appointment.starts_at.astimezone(appointment.zone)
    animals = ", ".join(subject.label for subject in appointment.subjects.all())
    parts = [
        clock(local),
        animals,
        appointment.visit.person.full_name,
        appointment.service_name,
        appointment.professional.display_name,
    ]
    return Clash(
        line=", ".join(part for part in parts if part),
        day=local.date(),
        url=url,
        person=appointment.visit.person_id,
    )


def warn_of_clashes(request: HttpRequest, clashes: Sequence[Appointment]) -> None:
    """Name the appointments that stand where nobody works now: they are kept, somebody must call."""
    if not clashes:
        return
    named = "; ".join(_moment(appointment) for appointment in clashes[:SHOWN_CLASHES])
    text = ngettext(
        "%(count)d appointment stands in that time and was kept: %(named)s.",
        "%(count)d appointments stand in that time and were kept: %(named)s.",
        len(clashes),
    )
    messages.warning(request, text % {"count": len(clashes), "named": named})


def _moment(appointment: Appointment) -> str:
    local = appointment.starts_at.astimezone(appointment.zone)
    return f"{day_inline(local.date())}, {clock(local)}"
