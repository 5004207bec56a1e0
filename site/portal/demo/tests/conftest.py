"""A loaded demo, rolled back with its test; pictures go to a folder of their own."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from wagtail.models import Page

from booking.models import (
    Appointment,
    Claim,
    Service,
    StatusChange,
    TimeOff,
    Visit,
    WorkingPeriod,
)
from portal.accounts.models import Professional, User
from portal.audit.models import AuditEvent
from portal.demo.actions.ground import create_places
from portal.demo.actions.logins import create_logins
from portal.demo.models import DemoMarker
from portal.demo.phones import give_phones
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.places.models import Closure, Location

TUESDAY = dt.datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))


def rows() -> dict[str, int]:
    """How many rows the tables hold that a load writes to."""
    models = (Person, Location, Closure, Service, User, Page, Visit, Appointment, Claim)
    models += (StatusChange, TimeOff, Notification, DemoMarker, AuditEvent)
    models += (Professional, WorkingPeriod)
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def run(command: str) -> str:
    """Run the command; what it printed."""
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


@pytest.fixture
def load(db: None) -> Callable[..., str]:
    def run_here(command: str = "load_demo") -> str:
        return run(command)

    return run_here


@pytest.fixture(scope="module")
def loaded_on_tuesday(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The demo as `load_demo` made it, for all tests of a module; each sees it unchanged."""
    folder = tmp_path_factory.mktemp("demo-media")
    with (
        override_settings(MEDIA_ROOT=str(folder)),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        with time_machine.travel(TUESDAY, tick=False):
            told = run("load_demo")
        yield told
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture
def tuesday(loaded_on_tuesday: str, settings: Any, db: None) -> Iterator[str]:
    """The loaded demo, on its day; what the command printed."""
    with time_machine.travel(TUESDAY, tick=False):
        yield loaded_on_tuesday


@pytest.fixture
def logins(db: None) -> None:
    """The demo's logins without the rest of it."""
    create_places()
    create_logins()
    give_phones()


@pytest.fixture
def strict_client() -> Iterator[Client]:
    """A browser that is held to form tokens."""
    yield Client(enforce_csrf_checks=True)
