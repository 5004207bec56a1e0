"""What tests stand on: four people, a bookable agenda, the owner's hand, a fixed clock."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import recurrence
from django.db import connection

ZONE = ZoneInfo("Europe/Madrid")
# A Tuesday in winter time; the frozen moment of tests that need one.
FROZEN = dt.datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


@contextmanager
def as_owner() -> Iterator[psycopg.Cursor[Any]]:
    """A cursor of the role that owns the tables, on the test's database."""
    from portal.tests.databases import owner_connection

    with owner_connection(str(connection.settings_dict["NAME"])) as link, link.cursor() as cursor:
        yield cursor


@dataclass(frozen=True)
class Agenda:
    """A professional who can be booked: every day 09:00 to 20:00 at one place."""

    location: Any
    professional: Any
    resource: Any
    rule: Any
    service: Any
    offering: Any
    # The day after tomorrow, seen from when the agenda was made: a test that moves the clock past
    # midnight still speaks of the same morning.
    first_day: dt.date = field(init=False)

    def __post_init__(self) -> None:
        from portal.core.time import today

        object.__setattr__(self, "first_day", today(self.location.zone) + dt.timedelta(days=2))

    def morning(self, number: int = 0, *, hour: int = 9, minute: int = 0) -> dt.datetime:
        """09:00 on the place's clock, `number` days after the first day, in UTC."""
        day = self.first_day + dt.timedelta(days=number)
        local = dt.datetime.combine(day, dt.time(hour, minute), tzinfo=self.location.zone)
        return local.astimezone(dt.UTC)


def make_location(**values: Any) -> Any:
    from portal.places.models import Location

    number = Location.objects.count() + 1
    return Location.objects.create(
        **{
            "slug": f"place-{number}",
            "name": f"Clínica Azahar {number}",
            "street": "Carrer de la Tenora, 41",
            "postal_code": "46006",
            "city": "València",
            "province": "València",
            "phone": "+34960001234",
            "email": "hola@clinicaazahar.example",
            **values,
        }
    )


def make_professional(*, name: str = "Marta Ferrer Soler", **values: Any) -> Any:
    from portal.accounts.models import Professional
    from portal.people.actions import add_person
    from portal.taxonomy.models import College, Profession

    number = Professional.objects.count() + 1
    person = add_person(
        full_name=name, email=f"pro{number}@clinicaazahar.example", phone="", language="es"
    )
    return Professional.objects.create(
        **{
            "person": person,
            "slug": f"marta-{number}",
            "title": "Dra.",
            "profession": Profession.objects.get(slug="veterinarian"),
            "headline_es": "Medicina general y felina",
            "headline_en": "General and feline medicine",
            "college": College.objects.get(slug="vet-46"),
            "licence_number": f"46{number:05}",
            "licence_checked_by": registrar(),
            "licence_checked_at": dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC),
            "licence_valid_until": dt.date(2100, 1, 1),
            **values,
        }
    )


# A professional whose licence nobody has checked.
UNLICENSED: dict[str, Any] = {
    "college": None,
    "licence_number": "",
    "licence_checked_by": None,
    "licence_checked_at": None,
    "licence_valid_until": None,
}


def registrar() -> Any:
    """The login that has checked the licences of the tests' professionals; it opens nothing."""
    from portal.accounts.models import User

    found = User.objects.filter(email="registrar@clinicaazahar.example").first()
    return found or User.objects.create(email="registrar@clinicaazahar.example", is_active=False)


def make_service(**values: Any) -> Any:
    from booking.models import Service

    number = Service.objects.count() + 1
    return Service.objects.create(
        **{
            "slug": f"service-{number}",
            "name_es": "Consulta general",
            "name_en": "General consultation",
            "duration_minutes": 30,
            "minimum_notice_minutes": 0,
            "price": Decimal("35"),
            "is_online": True,
            **values,
        }
    )


def daily() -> recurrence.Recurrence:
    return recurrence.Recurrence(rrules=[recurrence.Rule(recurrence.DAILY)], include_dtstart=False)


def make_rule(resource: Any, location: Any, **values: Any) -> Any:
    """Working hours, saved and expanded by the product's own action."""
    from booking.actions import save_rule
    from booking.models import AvailabilityRule
    from portal.core.time import today

    rule = AvailabilityRule(
        **{
            "resource": resource,
            "location": location,
            "starts_on": today(location.zone),
            "days": daily(),
            "opens": dt.time(9),
            "closes": dt.time(20),
            **values,
        }
    )
    save_rule(rule=rule)
    return rule


def make_agenda(
    *,
    duration_minutes: int = 30,
    grid_minutes: int = 15,
    before: int = 0,
    after: int = 0,
    location: Any = None,
    name: str = "Marta Ferrer Soler",
    **service: Any,
) -> Agenda:
    """A whole bookable agenda; `service` overrides fields of the service."""
    from booking.models import Offering, Resource

    place = location or make_location()
    professional = make_professional(name=name)
    resource = Resource.objects.create(professional=professional)
    offered = make_service(
        duration_minutes=duration_minutes,
        start_grid_minutes=grid_minutes,
        buffer_before_minutes=before,
        buffer_after_minutes=after,
        **service,
    )
    return Agenda(
        location=place,
        professional=professional,
        resource=resource,
        rule=make_rule(resource, place),
        service=offered,
        offering=Offering.objects.create(service=offered, professional=professional),
    )


def book(
    agenda: Agenda,
    starts_at: dt.datetime,
    *,
    email: str = "elena@example.com",
    phone: str = "+34612345678",
    name: str = "Elena Rius",
    notes: str = "Come menos desde el domingo.",
    language: str = "es",
    attempt: uuid.UUID | None = None,
) -> Any:
    """A visit through the front door of booking's actions."""
    from booking.actions import book_visit
    from booking.actions.booking import Animal, Guest
    from portal.taxonomy.models import Species

    return book_visit(
        offering=agenda.offering,
        starts_at=starts_at,
        guest=Guest(full_name=name, email=email, phone=phone, language=language),
        animals=[Animal(label="Luna", species=Species.objects.get(slug="dog"), notes=notes)],
        attempt=attempt or uuid.uuid4(),
    )


def make_user(email: str, role: str, **person: Any) -> Any:
    """A login of that role, with the person it belongs to."""
    from portal.accounts.actions import create_user
    from portal.people.models import Person

    user = create_user(email=email, role=role, password="a long password")
    Person.objects.create(full_name=person.get("full_name", email.split("@")[0].title()), user=user)
    return user


@pytest.fixture
def alice(db: None) -> Any:
    """A client."""
    return make_user("alice@example.com", "client")


@pytest.fixture
def bob(db: None) -> Any:
    """A professional."""
    return make_user("bob@example.com", "professional")


@pytest.fixture
def charlie(db: None) -> Any:
    """A stranger: a client who has nothing to do with the case."""
    return make_user("charlie@example.com", "client")


@pytest.fixture
def dora(db: None) -> Any:
    """An administrator."""
    return make_user("dora@example.com", "administrator")


@pytest.fixture
def agenda(db: None) -> Agenda:
    """Somebody who can be booked."""
    return make_agenda()


@pytest.fixture(scope="session", autouse=True)
def staff_have_shown_their_second_factor() -> None:
    """`Client.force_login` stands for the whole door: what it opens has seen the second factor.

    `enter_by_password_alone` is the door that must not exist.
    """
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY

    alone = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        alone(self, user, backend)
        if user.is_staff_role or user.has_second_factor:
            session = self.session
            session[DEVICE_ID_SESSION_KEY] = "accounts.authenticator/tests"
            session.save()

    Client.force_login = force_login  # type: ignore[method-assign]
    Client.enter_by_password_alone = alone  # type: ignore[attr-defined]
