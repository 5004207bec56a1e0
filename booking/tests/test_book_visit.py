"""Booking a visit writes everything or nothing."""

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from booking.actions import save_closure, save_rule, save_time_off
from booking.errors import SlotTaken
from booking.models import Appointment, Claim, StatusChange, Subject, TimeOff, Visit
from booking.queries import free_time_at, free_times
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.places.models import Closure
from portal.testing import Agenda, book, make_agenda, make_rule

pytestmark = pytest.mark.django_db


def written() -> list[int]:
    """How many rows there are of everything a booking writes."""
    tables = (Person, Visit, Appointment, Subject, Claim, StatusChange, Notification, AuditEvent)
    return [table.objects.count() for table in tables]


def refused(agenda: Agenda, starts_at: Any) -> None:
    before = written()
    with pytest.raises(SlotTaken):
        book(agenda, starts_at, email="late@example.com")
    assert written() == before


def test_a_booking_writes_the_visit_the_claim_and_two_messages() -> None:
    agenda = make_agenda(before=5, after=10)
    visit = book(agenda, agenda.morning())
    appointment = visit.appointments.get()
    assert appointment.status == Appointment.Status.CONFIRMED
    assert appointment.ends_at - appointment.starts_at == timedelta(minutes=30)
    claim = appointment.claims.get()
    assert claim.starts_at == appointment.starts_at - timedelta(minutes=5)
    assert claim.ends_at == appointment.ends_at + timedelta(minutes=10)
    assert visit.person.email == "elena@example.com"
    assert appointment.status_changes.get().to_status == "confirmed"
    assert AuditEvent.objects.get(action="booking.visit_booked").target_id == str(visit.pk)
    recipients = {message.recipient for message in Notification.objects.all()}
    assert recipients == {"elena@example.com", agenda.professional.person.email}


def test_a_moment_is_answered_as_the_week_that_offered_it() -> None:
    """With stretches that touch or overlap, and a closure that ends between two starts."""
    agenda = make_agenda(duration_minutes=45, grid_minutes=40)
    agenda.rule.closes = time(14)
    save_rule(rule=agenda.rule)
    make_rule(agenda.resource, agenda.location, opens=time(14), closes=time(18))
    make_rule(agenda.resource, agenda.location, opens=time(17, 30), closes=time(20))
    first, closed = agenda.morning(), agenda.morning(1)
    until = closed + timedelta(minutes=70)
    save_closure(
        closure=Closure(location=agenda.location, name_es="Obras", starts_at=closed, ends_at=until)
    )
    end = first + timedelta(days=3)
    offered = {
        free.starts_at for free in free_times([agenda.offering], first, end)[agenda.offering.pk]
    }
    moments = {first + timedelta(minutes=minutes) for minutes in range(0, 48 * 60, 5)}
    taken = {moment for moment in moments if free_time_at(agenda.offering, moment)}
    assert taken == offered & moments
    assert {first + timedelta(hours=4, minutes=40), until} <= taken


def test_name_and_price_stay_as_they_were_when_booked(agenda: Agenda) -> None:
    visit = book(agenda, agenda.morning())
    agenda.service.name_es, agenda.service.price = "Otra cosa", 99
    agenda.service.save()
    appointment = visit.appointments.get()
    assert (appointment.service_name_es, appointment.price) == ("Consulta general", 35)


def test_what_is_wrong_is_sealed_in_the_table(agenda: Agenda) -> None:
    visit = book(agenda, agenda.morning(), notes="Come menos")
    sealed = Subject.objects.values_list("notes", flat=True).get()
    assert sealed.startswith(f"enc2:{visit.person_id}:")
    assert "Come menos" not in sealed
    assert Subject.objects.get().notes == "Come menos"


def test_a_known_address_still_makes_a_person_of_its_own(agenda: Agenda) -> None:
    first = book(agenda, agenda.morning())
    second = book(agenda, agenda.morning(1))
    assert first.person != second.person


def test_the_same_form_sent_twice_books_once(agenda: Agenda) -> None:
    attempt = uuid.uuid4()
    first = book(agenda, agenda.morning(), attempt=attempt)
    before = written()
    assert book(agenda, agenda.morning(), attempt=attempt) == first
    assert written() == before


def test_a_taken_time_is_refused_and_tells_nobody(agenda: Agenda) -> None:
    book(agenda, agenda.morning())
    refused(agenda, agenda.morning())
    refused(agenda, agenda.morning() + timedelta(minutes=15))


def test_a_buffer_is_taken_too() -> None:
    agenda = make_agenda(after=10)
    book(agenda, agenda.morning())
    refused(agenda, agenda.morning() + timedelta(minutes=30))
    book(agenda, agenda.morning() + timedelta(minutes=45))


def test_outside_working_hours_is_refused(agenda: Agenda) -> None:
    refused(agenda, agenda.morning(hour=7))
    refused(agenda, agenda.morning(hour=19, minute=45))


def test_a_time_off_the_grid_is_refused(agenda: Agenda) -> None:
    refused(agenda, agenda.morning(minute=7))


def test_time_off_is_refused(agenda: Agenda) -> None:
    start = agenda.morning()
    save_time_off(
        time_off=TimeOff(
            resource=agenda.resource, starts_at=start, ends_at=start + timedelta(hours=3)
        )
    )
    refused(agenda, start + timedelta(hours=1))
    book(agenda, start + timedelta(hours=3))


def test_beyond_the_window_and_under_the_notice_is_refused() -> None:
    agenda = make_agenda(window_days=5, minimum_notice_minutes=4 * 24 * 60)
    refused(agenda, agenda.morning(0))
    refused(agenda, agenda.morning(20))
    assert timezone.now() < agenda.morning(0)
