"""An appointment as the API tells it: to the client their own, to staff with who comes."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from booking import access
from booking.managing import Addresses, Managed
from booking.models import Appointment
from booking.queries import FreeTime
from portal.core.paging import Paged
from portal.core.time import iso
from portal.people.access import own_person
from portal.places.models import Location

NO_PAGES = Addresses("", "", "", "")


class Thing(serializers.Serializer[Any]):
    """The identifier, and the name in the reader's language; of a service as it was when booked."""

    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class BookedAnimal(serializers.Serializer[Any]):
    """Whom the appointment is for."""

    name = serializers.CharField(read_only=True)
    species = serializers.CharField(read_only=True)


class Coming(serializers.Serializer[Any]):
    """Who comes; told to staff where they read."""

    full_name = serializers.CharField(read_only=True)
    phone = serializers.CharField(read_only=True)


class OneAppointment(serializers.Serializer[Any]):
    """An appointment; times stand on the clock of its place. `can_move` and `can_cancel`: by whoever asks.

    `client` is null for one's own, and in what is answered to a change.
    """

    id = serializers.IntegerField(read_only=True)
    code = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=Appointment.Status.choices, read_only=True)
    service = Thing(read_only=True)
    professional = Thing(read_only=True)
    location = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    price = serializers.DecimalField(8, 2, read_only=True)
    animals = BookedAnimal(many=True, read_only=True)
    can_move = serializers.BooleanField(read_only=True)
    can_cancel = serializers.BooleanField(read_only=True)
    move_until = serializers.DateTimeField(read_only=True)
    cancel_until = serializers.DateTimeField(read_only=True)
    client = Coming(read_only=True, allow_null=True)


class Appointments(Paged):
    """One page of the appointments, the latest first."""

    results = OneAppointment(many=True, read_only=True)


def told(
    appointments: Iterable[Appointment], user: Any, *, with_client: bool = False
) -> list[dict[str, Any]]:
    """Appointments as `OneAppointment` shows them to that login; one query, whatever their number."""
    shown = list(appointments)
    person = own_person(user)
    others = [one.pk for one in shown if person is None or one.visit.person_id != person.pk]
    changeable: set[int] = set()
    if others:
        mine = access.appointments_changeable_by(user).filter(pk__in=others)
        changeable = set(mine.values_list("pk", flat=True))
    return [
        _to_staff(one, one.pk in changeable, with_client) if one.pk in others else _to_client(one)
        for one in shown
    ]


def _to_client(one: Appointment) -> dict[str, Any]:
    managed = Managed(one.visit, one, NO_PAGES)
    return _facts(one, can_move=managed.can_move, can_cancel=managed.can_cancel)


def _to_staff(one: Appointment, may: bool, with_client: bool) -> dict[str, Any]:
    can = may and one.is_live
    facts = _facts(one, can_move=can, can_cancel=can)
    if with_client:
        person = one.visit.person
        facts["client"] = {"full_name": person.full_name, "phone": person.phone}
    return facts


def _facts(one: Appointment, *, can_move: bool, can_cancel: bool) -> dict[str, Any]:
    def local(name: str) -> str:
        return iso(getattr(one, name).astimezone(one.zone))

    return {
        "id": one.pk,
        "code": one.visit.code,
        "status": one.status,
        "service": {"id": one.service.slug, "name": one.service_name},
        "professional": {"id": one.professional.slug, "name": one.professional.display_name},
        "location": one.location.slug,
        "time_zone": one.location.zone_name,
        "starts_at": local("starts_at"),
        "ends_at": local("ends_at"),
        "price": f"{one.price:.2f}",
        "animals": [
            {"name": animal.label, "species": animal.species.slug} for animal in one.subjects.all()
        ],
        "can_move": can_move,
        "can_cancel": can_cancel,
        "move_until": local("change_until"),
        "cancel_until": local("cancel_until"),
        "client": None,
    }


def alternatives(found: Iterable[tuple[Any, FreeTime]]) -> list[dict[str, str]]:
    """Free times with whom and where, as a refusal names them; one query."""
    times = list(found)
    places = Location.objects.in_bulk({free.location_id for _offering, free in times})
    return [
        {
            "starts_at": iso(free.starts_at.astimezone(places[free.location_id].zone)),
            "professional": offering.professional.slug,
            "location": places[free.location_id].slug,
        }
        for offering, free in times
    ]
