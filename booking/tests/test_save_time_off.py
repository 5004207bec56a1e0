"""Time off: nothing is bookable in it, appointments in it are named and kept."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from booking.actions import cancel_appointment, delete_time_off, save_time_off
from booking.models import Appointment, TimeOff
from booking.queries import free_time_at
from portal.audit.models import AuditEvent
from portal.testing import Agenda, book

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def off(agenda: Agenda, start: dt.datetime, hours: float = 3) -> TimeOff:
    return TimeOff(resource=agenda.resource, starts_at=start, ends_at=start + hours * HOUR)


def test_the_stretch_is_not_bookable_and_its_edges_are(agenda: Agenda) -> None:
    start = agenda.morning(hour=11)
    assert save_time_off(time_off=off(agenda, start)) == []
    assert free_time_at(agenda.offering, start) is None
    assert free_time_at(agenda.offering, start + 2.75 * HOUR) is None
    # Thirty minutes fit before it, and again from its end on.
    assert free_time_at(agenda.offering, start - 0.5 * HOUR) is not None
    assert free_time_at(agenda.offering, start - 0.25 * HOUR) is None
    assert free_time_at(agenda.offering, start + 3 * HOUR) is not None


def test_appointments_inside_are_named_in_order_and_kept(agenda: Agenda, dora: Any) -> None:
    start = agenda.morning(hour=11)
    second = book(agenda, start + HOUR).appointments.get()
    first = book(agenda, start - 0.25 * HOUR).appointments.get()
    book(agenda, start + 3 * HOUR)
    assert save_time_off(time_off=off(agenda, start), by=dora) == [first, second]
    for appointment in (first, second):
        appointment.refresh_from_db()
        assert appointment.status == Appointment.Status.CONFIRMED
        assert appointment.claims.get().released_at is None
    event = AuditEvent.objects.get(action="booking.time_off_saved")
    assert (event.actor_id, event.data["clashes"]) == (dora.pk, 2)


def test_a_cancelled_appointment_is_no_clash(agenda: Agenda) -> None:
    cancel_appointment(appointment=book(agenda, agenda.morning()).appointments.get())
    assert save_time_off(time_off=off(agenda, agenda.morning())) == []


def test_what_is_over_already_is_no_clash(agenda: Agenda) -> None:
    morning = book(agenda, agenda.morning()).appointments.get()
    evening = book(agenda, agenda.morning(hour=19)).appointments.get()
    with time_machine.travel(agenda.morning(hour=12), tick=False):
        assert save_time_off(time_off=off(agenda, agenda.morning(), hours=11)) == [evening]
    assert morning.is_live


def test_a_stretch_that_runs_backwards_is_refused_and_changes_nothing(agenda: Agenda) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        save_time_off(time_off=off(agenda, agenda.morning(), hours=-1))
    assert not TimeOff.objects.exists()
    assert AuditEvent.objects.count() == before


def test_given_back_it_is_bookable_again_and_remembered(agenda: Agenda, dora: Any) -> None:
    time_off = off(agenda, agenda.morning())
    save_time_off(time_off=time_off)
    pk = time_off.pk
    delete_time_off(time_off=time_off, by=dora)
    assert free_time_at(agenda.offering, agenda.morning()) is not None
    event = AuditEvent.objects.get(action="booking.time_off_deleted")
    assert (event.target_id, event.actor_id) == (str(pk), dora.pk)
