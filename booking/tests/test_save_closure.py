"""A closed place gives no time, what is booked there stays; a holiday closes unless staff open it."""

import datetime as dt

import pytest
import time_machine

from booking.actions import delete_closure, save_closure
from booking.actions.closures import sync_all_holidays
from booking.models import Appointment, WorkingPeriod
from booking.queries import free_time_at, free_times
from portal.audit.models import AuditEvent
from portal.places.actions import location_was_saved
from portal.places.models import Closure
from portal.testing import FROZEN, ZONE, Agenda, book, make_agenda, make_location

pytestmark = pytest.mark.django_db
CONSTITUTION = dt.date(2026, 12, 8)


def closure(agenda: Agenda, start: dt.datetime, hours: int = 3, **values: object) -> Closure:
    return Closure(
        location=agenda.location,
        name_es="Obras",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=hours),
        **values,
    )


def test_a_closed_place_gives_no_time_and_opens_again(agenda: Agenda) -> None:
    row = closure(agenda, agenda.morning())
    save_closure(closure=row)
    assert free_time_at(agenda.offering, agenda.morning()) is None
    assert free_time_at(agenda.offering, agenda.morning(hour=12))
    delete_closure(closure=row)
    assert free_time_at(agenda.offering, agenda.morning())


def test_a_visit_may_not_run_into_a_closure(agenda: Agenda) -> None:
    save_closure(closure=closure(agenda, agenda.morning(hour=10)))
    assert free_time_at(agenda.offering, agenda.morning(hour=9, minute=30))
    assert free_time_at(agenda.offering, agenda.morning(hour=9, minute=45)) is None


def test_appointments_inside_are_kept_and_named(agenda: Agenda) -> None:
    visit = book(agenda, agenda.morning())
    clashes = save_closure(closure=closure(agenda, agenda.morning()))
    assert clashes == list(visit.appointments.all())
    assert Appointment.objects.live().count() == 1
    assert AuditEvent.objects.get(action="booking.closure_saved").data == {"clashes": 1}


def test_another_place_stays_open(agenda: Agenda) -> None:
    elsewhere = make_agenda(name="Pau Bosch")
    save_closure(closure=closure(agenda, agenda.morning()))
    assert free_time_at(elsewhere.offering, agenda.morning())


@pytest.fixture
def frozen() -> object:
    with time_machine.travel(FROZEN, tick=False):
        yield


@pytest.mark.usefixtures("frozen")
class TestHolidays:
    def agenda(self, region: str = "VC") -> Agenda:
        agenda = make_agenda(location=make_location(region=region))
        location_was_saved(location=agenda.location)
        return agenda

    def free_on(self, agenda: Agenda, day: dt.date) -> int:
        start = dt.datetime.combine(day, dt.time(), tzinfo=ZONE)
        return len(
            free_times([agenda.offering], start, start + dt.timedelta(days=1))[agenda.offering.pk]
        )

    def test_saving_a_place_writes_the_holidays_of_its_region(self) -> None:
        agenda = self.agenda()
        days = set(agenda.location.closures.values_list("day", flat=True))
        assert {CONSTITUTION, dt.date(2027, 3, 19), dt.date(2027, 10, 9)} <= days
        canary = make_location(region="CN")
        location_was_saved(location=canary)
        assert dt.date(2028, 5, 30) in set(canary.closures.values_list("day", flat=True))
        assert dt.date(2027, 10, 9) not in set(canary.closures.values_list("day", flat=True))

    def test_a_holiday_closes(self) -> None:
        agenda = self.agenda()
        assert self.free_on(agenda, CONSTITUTION) == 0
        assert self.free_on(agenda, CONSTITUTION + dt.timedelta(days=1)) > 0

    def test_unless_staff_open_it(self) -> None:
        agenda = self.agenda()
        row = agenda.location.closures.get(day=CONSTITUTION)
        row.is_open = True
        assert save_closure(closure=row) == []
        assert self.free_on(agenda, CONSTITUTION) > 0
        sync_all_holidays()
        assert self.free_on(agenda, CONSTITUTION) > 0

    def test_syncing_again_changes_nothing(self) -> None:
        agenda = self.agenda()
        before = list(agenda.location.closures.values_list("pk", "day"))
        assert sync_all_holidays() == 0
        assert list(agenda.location.closures.values_list("pk", "day")) == before

    def test_a_local_feast_is_a_row_of_staff_and_stays(self) -> None:
        agenda = self.agenda()
        feast = dt.date(2027, 1, 22)
        save_closure(
            closure=Closure(
                location=agenda.location,
                kind=Closure.Kind.HOLIDAY,
                name_es="San Vicente Mártir",
                day=feast,
            )
        )
        sync_all_holidays()
        assert self.free_on(agenda, feast) == 0

    def test_a_place_without_a_region_knows_none(self) -> None:
        agenda = self.agenda(region="")
        assert agenda.location.closures.count() == 0

    def test_the_day_is_the_places_own(self) -> None:
        place = make_location(region="CN", zone_name="Atlantic/Canary")
        location_was_saved(location=place)
        row = place.closures.get(day=CONSTITUTION)
        assert row.starts_at == dt.datetime(2026, 12, 8, tzinfo=place.zone)
        assert row.ends_at == dt.datetime(2026, 12, 9, tzinfo=place.zone)

    def test_a_corrected_clock_moves_hours_and_holidays(self) -> None:
        agenda = self.agenda()
        agenda.location.zone_name = "Atlantic/Canary"
        agenda.location.save()
        location_was_saved(location=agenda.location)
        period = WorkingPeriod.objects.order_by("starts_at").last()
        assert period.starts_at.astimezone(agenda.location.zone).hour == 9
        row = agenda.location.closures.get(day=CONSTITUTION)
        assert row.starts_at == dt.datetime(2026, 12, 8, tzinfo=agenda.location.zone)
