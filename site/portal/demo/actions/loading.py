"""Loading the demo, and moving its dates to today."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction

from booking.actions import lock_agendas
from booking.actions.agenda import extend_all_rules
from booking.models import Resource, WorkingPeriod
from portal.audit.actions import record
from portal.core.time import now, today
from portal.demo.models import DemoMarker
from portal.demo.planning import ZONE
from portal.demo.queries import Database, whose_database
from portal.people.duplicates import find_duplicates

from . import (
    applications,
    client_files,
    closures,
    diary,
    ground,
    licences,
    logins,
    pages,
    portraits,
    team,
    time_off,
    twice,
)

Tell = Callable[[str], None]

# More than a year of hours lies ahead at first; extending them costs a start more than a second.
DAYS_OF_HOURS = 200
# Of PostgreSQL's advisory locks: two loads at once would find the same empty database.
LOADING_LOCK = 0x61_7A_61_68


class DemoRefused(Exception):
    """This database is somebody's own; nothing was written."""


@transaction.atomic
def load_demo(tell: Tell) -> None:
    """Create the demo in an empty database, or bring the demo's dates up to today.

    Raises DemoRefused for a database that holds anything else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    found = whose_database()
    if found is Database.FOREIGN:
        raise DemoRefused
    if found is Database.EMPTY:
        _create(tell)
    else:
        _refresh(tell)


def _create(tell: Tell) -> None:
    """Everything, in the order in which one thing needs the other."""
    marker = DemoMarker.objects.create()
    current = today(ZONE)
    ground.create_places()
    ground.create_services()
    tell("Places and services")
    team.create_team(current)
    tell("Professionals and their working hours")
    logins.create_logins()
    licences.check_licences(current)
    pages.create_pages()
    tell("Pages and portraits")
    _move_dates(marker, current, tell)
    twice.create_second_entries()
    applications.create_applications()
    applications.create_suspended_colleague()
    tell("Applications, and who decides on them")
    client_files.fill_client_files()
    find_duplicates()
    record("demo.loaded", marker)


def _refresh(tell: Tell) -> None:
    marker = DemoMarker.objects.earliest("pk")
    current = today(ZONE)
    pages.move_site()
    portraits.restore_portraits()
    if marker.topped_up_on == current:
        tell("Demo content is up to date")
        return
    licences.check_licences(current)
    if _hours_end_soon():
        extend_all_rules()
    _move_dates(marker, current, tell)


def _hours_end_soon() -> bool:
    """Whether the nightly task that moves the horizon of all rules on has not run for long."""
    enough = now() + timedelta(days=DAYS_OF_HOURS)
    return not WorkingPeriod.objects.filter(starts_at__gt=enough).exists()


def _move_dates(marker: DemoMarker, current: date, tell: Tell) -> None:
    """Closures and days off ahead, and appointments from sixty days ago to sixty days ahead."""
    lock_agendas(Resource.objects.values_list("pk", flat=True))
    closures.plan_closures(marker.topped_up_on, current, diary.DAYS_BACK)
    time_off.plan_days_off(marker.topped_up_on, current, diary.DAYS_BACK)
    diary.let_time_pass()
    count = diary.fill_diary(marker.topped_up_on, current)
    marker.topped_up_on = current
    marker.save(update_fields=["topped_up_on"])
    tell(f"{count} appointments around {current:%Y-%m-%d} ({now():%H:%M} UTC)")
