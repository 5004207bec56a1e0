"""Whose database the demo touches, and how its dates keep up with the calendar."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management.base import CommandError
from django.db import transaction
from wagtail.models import Page, Site

from booking.actions import book_visit
from booking.actions.booking import Animal, Guest
from booking.models import Appointment, Claim, Offering, Service, TimeOff, Visit, WorkingPeriod
from booking.queries import free_times
from portal.accounts.models import Professional, User
from portal.audit.models import AuditEvent
from portal.demo.models import DemoMarker
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.places.models import Location
from portal.taxonomy.models import Species

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
OVER = {Appointment.Status.COMPLETED, Appointment.Status.NO_SHOW}


def rows() -> dict[str, int]:
    models = (Person, Location, Service, User, Page, Visit, Appointment, Claim, TimeOff)
    models += (Notification, DemoMarker, AuditEvent, Professional, WorkingPeriod)
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.parametrize("somebodys", ["person", "place", "login", "page", "service"])
def test_a_foreign_database_is_refused_and_nothing_is_written(
    somebodys: str, load: Callable[..., str]
) -> None:
    make = {
        "person": lambda: Person.objects.create(full_name="Somebody"),
        "place": lambda: Location.objects.create(slug="own", name="Own", phone="+34960001234"),
        "login": lambda: User.objects.create_user("own@example.com"),
        "page": lambda: Page.get_first_root_node().add_child(instance=Page(title="Our pages")),
        "service": lambda: Service.objects.create(
            slug="own", name_es="Propio", name_en="Own", duration_minutes=30, price=1
        ),
    }
    make[somebodys]()
    before = rows()
    for command in ("load_demo", "prepare_demo", "demo_passwords"):
        with pytest.raises(CommandError) as refusal:
            load(command)
        assert "\n" not in str(refusal.value)
    assert rows() == before


def test_the_same_day_makes_the_same_diary(load: Callable[..., str]) -> None:
    diaries = []
    for _ in range(2):
        with time_machine.travel(TUESDAY, tick=False), transaction.atomic():
            load()
            diaries.append(sorted(Appointment.objects.values_list(*DIARY)))
            transaction.set_rollback(True)
    assert diaries[0] == diaries[1]


DIARY = (
    "starts_at",
    "professional__slug",
    "service__slug",
    "status",
    "visit__person__full_name",
    "subjects__label",
)


def test_a_second_run_on_the_same_day_adds_nothing(tuesday: str, load: Callable[..., str]) -> None:
    before = rows()
    load()
    assert rows() == before


def test_a_later_day_is_topped_up_once(tuesday: str, load: Callable[..., str]) -> None:
    before = Appointment.objects.count()
    later = TUESDAY + dt.timedelta(days=3)
    with time_machine.travel(later, tick=False):
        load()
        new = Appointment.objects.order_by("-pk")[: Appointment.objects.count() - before]
        assert len(new) > 20
        first = min(one.starts_at for one in new).astimezone(TUESDAY.tzinfo)
        assert first.date() == (TUESDAY + dt.timedelta(days=8)).date()
        over = Appointment.objects.filter(ends_at__lte=later)
        assert set(over.values_list("status", flat=True)) <= OVER
        again = rows()
        load()
    assert rows() == again
    assert not Notification.objects.exclude(state=Notification.State.SENT).exists()


def test_after_months_away_the_week_around_today_is_full_again(
    tuesday: str, load: Callable[..., str]
) -> None:
    # Summer time by then.
    much_later = TUESDAY + dt.timedelta(days=126)
    with time_machine.travel(much_later, tick=False):
        load()
        around = Appointment.objects.filter(starts_at__gt=much_later - dt.timedelta(days=8))
        assert around.filter(starts_at__lt=much_later).count() > 60
        assert around.filter(starts_at__gt=much_later).count() > 60
        assert TimeOff.objects.filter(starts_at__gt=much_later).count() == 2


def test_a_visitors_own_booking_keeps_its_time(tuesday: str, load: Callable[..., str]) -> None:
    offering = Offering.objects.select_related("service", "professional__person").first()
    start = TUESDAY + dt.timedelta(days=9)
    free = free_times([offering], start, start + dt.timedelta(days=3))[offering.pk][5]
    visit = book_visit(
        offering=offering,
        starts_at=free.starts_at,
        guest=Guest("Elena Rius", "elena@example.com", "+34612345678", "es"),
        animals=[Animal("Luna", Species.objects.get(slug="cat"))],
        attempt=uuid.uuid4(),
    )
    with time_machine.travel(TUESDAY + dt.timedelta(days=5), tick=False):
        load()
    own = visit.appointments.get()
    assert (own.starts_at, own.status) == (free.starts_at, Appointment.Status.CONFIRMED)
    waiting = Notification.objects.filter(state=Notification.State.QUEUED)
    assert waiting.count() == 2


def test_another_address_moves_the_site(
    tuesday: str, load: Callable[..., str], settings: Any
) -> None:
    settings.SITE_URL = "http://192.0.2.7:9000"
    load()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("192.0.2.7", 9000)


def test_lost_pictures_are_written_again(
    tuesday: str, load: Callable[..., str], media: Path
) -> None:
    # This test's folder for pictures is a new one, and empty.
    assert not list(media.rglob("*.webp"))
    load()
    assert len(list(media.rglob("*.webp"))) == 6
