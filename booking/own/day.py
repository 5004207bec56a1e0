"""A professional's day and what comes after it, line by line, on each place's own clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from booking import access
from booking.actions.attending import BACK, is_too_early, steps_from
from booking.appointment_facts import answers
from booking.appointment_forms import in_days
from booking.client_file.reading import LOOKS
from booking.message_views import names
from booking.models import Appointment, Subject
from portal.core.keys import CannotDecrypt
from portal.core.time import now

A_PAGE = 30

Status = Appointment.Status
# What the buttons say, and their icon.
FORWARD_LABELS: dict[Status, tuple[str | Promise, str]] = {
    Status.CHECKED_IN: (_("Has arrived"), "log-in"),
    Status.IN_PROGRESS: (_("Start"), "circle-play"),
    Status.COMPLETED: (_("Finish"), "check"),
    Status.NO_SHOW: (_("Did not come"), "user-x"),
}
BACK_LABELS: dict[Status, str | Promise] = {
    Status.CHECKED_IN: _("Has not arrived yet"),
    Status.IN_PROGRESS: _("Back to the waiting room"),
    Status.COMPLETED: _("Not finished yet"),
    Status.NO_SHOW: _("Did come after all"),
}


@dataclass(frozen=True)
class Step:
    """One button: which status it leads to."""

    to: str
    label: str | Promise
    picture: str
    is_back: bool


@dataclass(frozen=True)
class Animal:
    """What the client said about one animal; opened here and nowhere else."""

    label: str
    species: str
    notes: str
    answers: list[tuple[str, str]]
    is_sealed: bool = False


@dataclass(frozen=True)
class DayLine:
    """One appointment of the day."""

    appointment: Appointment
    starts: datetime
    ends: datetime
    tone: str
    picture: str
    animals: list[Animal]
    steps: list[Step]

    @property
    def animal_names(self) -> str:
        return names([animal.label for animal in self.animals])

    @property
    def is_now(self) -> bool:
        return self.appointment.status == Status.IN_PROGRESS

    @property
    def client_url(self) -> str:
        return reverse("booking:client", args=[self.appointment.visit.person_id])


def own_appointments(user: Any) -> QuerySet[Appointment]:
    """One's own, with what a line shows. Three queries, however many they are."""
    return (
        access.appointments_visible_to(user)
        .filter(professional__person__user=user)
        .select_related("visit__person", "location")
        .prefetch_related(
            Prefetch("subjects", Subject.objects.select_related("species")),
            "visit__person__contact_points",
        )
        .order_by("starts_at", "pk")
    )


def day_of(user: Any, day: date) -> list[DayLine]:
    """The appointments of a day, cancelled ones too, in order of time."""
    return [line_of(row) for row in in_days(own_appointments(user), day, day)]


def line_of(appointment: Appointment) -> DayLine:
    zone = appointment.zone
    tone, picture = LOOKS[Status(appointment.status)]
    return DayLine(
        appointment=appointment,
        starts=appointment.starts_at.astimezone(zone),
        ends=appointment.ends_at.astimezone(zone),
        tone=tone,
        picture=picture,
        animals=[_animal(subject) for subject in appointment.subjects.all()],
        steps=_steps(appointment),
    )


def _animal(subject: Subject) -> Animal:
    try:
        notes, said = subject.notes, answers(subject.intake)
    except CannotDecrypt:
        return Animal(subject.label, subject.species.name, "", [], is_sealed=True)
    return Animal(subject.label, subject.species.name, notes, said)


def _steps(appointment: Appointment) -> list[Step]:
    """The buttons that can be true now, the step back last."""
    back = BACK.get(Status(appointment.status))
    return [
        Step(to, BACK_LABELS[Status(appointment.status)], "rotate-ccw", is_back=True)
        if to == back
        else Step(to, *FORWARD_LABELS[to], is_back=False)
        for to in steps_from(appointment.status)
        if not is_too_early(appointment, to)
    ]


def counted(lines: Iterable[DayLine]) -> str:
    """«10 appointments. In progress: 1, Completed: 2»; empty for none."""
    found = [line.appointment.status for line in lines]
    if not found:
        return ""
    total = ngettext("%(count)d appointment", "%(count)d appointments", len(found)) % {
        "count": len(found)
    }
    parts = [f"{status.label}: {found.count(status)}" for status in Status if status in found]
    return f"{total}. {', '.join(parts)}"


def marked(lines: list[DayLine]) -> list[tuple[bool, DayLine]]:
    """The lines, each with whether the present moment stands before it."""
    current, is_marked = now(), False
    found = []
    for line in lines:
        here = not is_marked and line.appointment.starts_at > current
        is_marked = is_marked or here
        found.append((here, line))
    return found


def upcoming_of(
    user: Any, first: date, page: Any
) -> "tuple[Page[Appointment], list[tuple[date, list[DayLine]]]]":
    """What is booked from `first` on, by day; a page number that is none counts as the nearest."""
    rows = own_appointments(user).filter(status__in=Appointment.LIVE)
    found: Any = Paginator(in_days(rows, first, None), A_PAGE).get_page(page)
    lines = [line_of(row) for row in found.object_list]
    days = groupby(lines, key=lambda line: line.starts.date())
    return found, [(day, list(those)) for day, those in days]
