"""Reads of the account: one's own visits, as its lists show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from booking.access import online_offerings, visits_of
from booking.managing import Addresses, Managed
from booking.models import Appointment, Subject, Visit
from booking.models.visits import AppointmentQuerySet
from portal.core.time import now
from portal.people.models import Merge, Person


def visit_addresses(pk: UUID) -> Addresses:
    """Where the pages of one's own visit are."""
    return Addresses(
        url=reverse("account:visit", args=[pk]),
        move_url=reverse("account:visit-move", args=[pk]),
        cancel_url=reverse("account:visit-cancel", args=[pk]),
        calendar_url=reverse("account:visit-calendar", args=[pk]),
        all_url=reverse("account:visits"),
    )


def _ahead() -> Q:
    return Q(status__in=Appointment.LIVE, ends_at__gt=now())


def visits_to_come(person: Person) -> AppointmentQuerySet:
    """What is still to come or under way, the next one first."""
    return visits_of(person).filter(_ahead()).order_by("starts_at", "pk")


def visits_before(person: Person) -> AppointmentQuerySet:
    """What is over or was cancelled, the latest first."""
    return visits_of(person).exclude(_ahead()).order_by("-starts_at", "-pk")


@dataclass(frozen=True)
class Row:
    """One visit of a list: `again_url` is where to book the same again, "" if it is no longer offered."""

    managed: Managed
    again_url: str

    @property
    def appointment(self) -> Appointment:
        return self.managed.appointment


def rows_of(appointments: Iterable[Appointment], client: Any) -> list[Row]:
    """The appointments of a page with what can be done about each; one query for all."""
    found = list(appointments)
    offered = _offered(found)
    rows = []
    for one in found:
        managed = Managed(one.visit, one, visit_addresses(one.visit_id), client)
        again = managed.book_url if (one.service_id, one.professional_id) in offered else ""
        rows.append(Row(managed, again))
    return rows


@dataclass(frozen=True)
class Joined:
    """What a merge brought into an account: how many visits, and how many animals came to them."""

    visits: int
    animals: int


def joined_by(merge: Merge) -> Joined:
    """Of the merge of an entry into one's own person; two queries."""
    table = Visit._meta.db_table
    rows = merge.moved.filter(table=table).values_list("row", flat=True)
    ids = [UUID(row) for row in rows]
    subjects = Subject.objects.filter(appointment__visit__in=ids).exclude(label="")
    animals = subjects.order_by().values("species", folded=Lower("label")).distinct().count()
    return Joined(len(ids), animals)


def own_merge(person: Person, user: Any, text: str) -> Merge | None:
    """The merge of that number, if this very login joined something to this person by it."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return Merge.objects.filter(pk=pk, kept=person, by=user, undone_at__isnull=True).first()


def _offered(appointments: Sequence[Appointment]) -> set[tuple[int, int]]:
    """Which of these services are still booked online with the same professional."""
    if not appointments:
        return set()
    found = online_offerings().filter(
        service__in={one.service_id for one in appointments},
        professional__in={one.professional_id for one in appointments},
    )
    return set(found.values_list("service_id", "professional_id"))
