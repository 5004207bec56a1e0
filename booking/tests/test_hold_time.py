"""A time is kept for one visitor while they type, and for nobody longer than promised."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
import time_machine
from django.db import IntegrityError, transaction

from booking.actions import book_visit, drop_hold, extend_hold, hold_time, save_time_off
from booking.actions.booking import Animal, Guest, Held
from booking.actions.holds import Visitor, forget_old_holds, live_hold
from booking.errors import HoldGone, SlotTaken, TooManyExtensions, TooManyHolds
from booking.models import Appointment, Claim, Hold, Offering, TimeOff, Visit
from booking.queries import free_time_at
from portal.core.time import now
from portal.taxonomy.models import Species
from portal.testing import Agenda, book, make_agenda

pytestmark = pytest.mark.django_db

ELENA = Visitor("elena-session", "address-1")
PAU = Visitor("pau-session", "address-2")


def guest(number: int = 1) -> Guest:
    return Guest("Elena Rius", f"elena{number}@example.com", f"+3461234567{number}", "es")


def confirm(agenda: Agenda, hold: Hold, visitor: Visitor = ELENA, number: int = 1) -> Visit:
    return book_visit(
        offering=hold.offering,
        starts_at=hold.starts_at,
        guest=guest(number),
        animals=[Animal("Luna", Species.objects.get(slug="cat"))],
        attempt=uuid.uuid4(),
        held=Held(hold.pk, visitor.session_digest),
    )


def later(**span: int) -> time_machine.travel:
    return time_machine.travel(now() + dt.timedelta(**span), tick=False)


def test_a_held_time_is_offered_to_nobody_else(agenda: Agenda) -> None:
    start = agenda.morning()
    hold_time(offerings=[agenda.offering], starts_at=start, visitor=ELENA)
    assert free_time_at(agenda.offering, start) is None
    with pytest.raises(SlotTaken):
        hold_time(offerings=[agenda.offering], starts_at=start, visitor=PAU)
    with pytest.raises(SlotTaken):
        book(agenda, start)
    assert Hold.objects.count() == 1
    assert Visit.objects.count() == 0


def test_the_holder_books_what_they_hold(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    visit = confirm(agenda, hold)
    claim = Claim.objects.get()
    assert claim.appointment == visit.appointments.get()
    assert claim.expires_at is None
    assert live_hold(session_digest=ELENA.session_digest) is None


def test_the_same_time_again_is_the_same_hold(agenda: Agenda) -> None:
    first = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    again = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    assert again == first
    assert Claim.objects.count() == 1


def test_another_time_gives_the_first_one_back(agenda: Agenda) -> None:
    hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    hold_time(offerings=[agenda.offering], starts_at=agenda.morning(1), visitor=ELENA)
    assert free_time_at(agenda.offering, agenda.morning())
    assert Hold.objects.filter(released_at__isnull=True).count() == 1


def test_a_time_that_is_taken_leaves_the_earlier_hold_standing(agenda: Agenda) -> None:
    book(agenda, agenda.morning(1))
    first = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    with pytest.raises(SlotTaken):
        hold_time(offerings=[agenda.offering], starts_at=agenda.morning(1), visitor=ELENA)
    assert live_hold(session_digest=ELENA.session_digest) == first


def test_an_expired_hold_frees_its_time_with_no_worker_running(agenda: Agenda) -> None:
    start = agenda.morning()
    hold_time(offerings=[agenda.offering], starts_at=start, visitor=ELENA)
    with later(minutes=10, seconds=1):
        assert free_time_at(agenda.offering, start)
        book(agenda, start)
    assert Claim.objects.filter(released_at__isnull=True).count() == 1


def test_an_expired_hold_still_books_while_nobody_took_the_time(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    with later(minutes=11):
        confirm(agenda, hold)
    assert Appointment.objects.count() == 1


def test_an_expired_hold_whose_time_went_is_refused(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    with later(minutes=11):
        book(agenda, agenda.morning())
        with pytest.raises(SlotTaken):
            confirm(agenda, hold)
        with pytest.raises(HoldGone):
            extend_hold(hold_id=hold.pk, session_digest=ELENA.session_digest)
    assert Appointment.objects.count() == 1


def test_somebody_elses_hold_keeps_nothing_for_me(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    with pytest.raises(SlotTaken):
        confirm(agenda, hold, PAU)
    with pytest.raises(HoldGone):
        extend_hold(hold_id=hold.pk, session_digest=PAU.session_digest)
    assert Visit.objects.count() == 0


def test_a_hold_is_extended_ten_times_and_no_more(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    for number in range(1, 11):
        with later(minutes=5 * number):
            extended = extend_hold(hold_id=hold.pk, session_digest=ELENA.session_digest)
            assert extended.extensions == number
            assert free_time_at(agenda.offering, agenda.morning()) is None
    with later(minutes=51), pytest.raises(TooManyExtensions):
        extend_hold(hold_id=hold.pk, session_digest=ELENA.session_digest)
    hold.refresh_from_db()
    assert hold.extensions == 10


def test_the_database_itself_refuses_an_eleventh_extension(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(extensions=11)


def test_a_time_off_saved_meanwhile_stops_the_confirmation(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    day = agenda.morning()
    save_time_off(
        time_off=TimeOff(
            resource=agenda.resource, starts_at=day, ends_at=day + dt.timedelta(hours=4)
        )
    )
    with pytest.raises(SlotTaken):
        confirm(agenda, hold)
    assert Visit.objects.count() == 0


def test_notice_is_asked_when_the_time_is_taken_not_again_at_the_end(db: None) -> None:
    agenda = make_agenda(minimum_notice_minutes=120)
    start = agenda.morning()
    with time_machine.travel(start - dt.timedelta(minutes=121), tick=False):
        hold = hold_time(offerings=[agenda.offering], starts_at=start, visitor=ELENA)
    with time_machine.travel(start - dt.timedelta(minutes=115), tick=False):
        confirm(agenda, hold)
    assert Appointment.objects.count() == 1


def test_giving_a_hold_up_frees_the_time_at_once(agenda: Agenda) -> None:
    hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    drop_hold(session_digest=ELENA.session_digest)
    assert free_time_at(agenda.offering, agenda.morning())


def test_one_address_keeps_as_many_times_as_the_setting_says(agenda: Agenda, settings) -> None:
    settings.BOOKING_HOLDS_PER_ADDRESS = 2
    for number in range(2):
        visitor = replace(ELENA, session_digest=f"session-{number}")
        hold_time(offerings=[agenda.offering], starts_at=agenda.morning(number), visitor=visitor)
    with pytest.raises(TooManyHolds):
        hold_time(offerings=[agenda.offering], starts_at=agenda.morning(2), visitor=ELENA)
    assert Hold.objects.count() == 2
    with later(minutes=11):
        hold_time(offerings=[agenda.offering], starts_at=agenda.morning(2), visitor=ELENA)


def test_any_available_falls_to_the_one_who_is_free(agenda: Agenda) -> None:
    other = make_agenda(location=agenda.location, name="Pau Bosch")
    second = Offering.objects.create(service=agenda.service, professional=other.professional)
    book(agenda, agenda.morning())
    hold = hold_time(offerings=[agenda.offering, second], starts_at=agenda.morning(), visitor=ELENA)
    assert hold.offering == second


def test_any_available_asks_first_who_has_least_to_do(agenda: Agenda) -> None:
    other = make_agenda(location=agenda.location, name="Pau Bosch")
    second = Offering.objects.create(service=agenda.service, professional=other.professional)
    for hour in (12, 13):
        book(agenda, agenda.morning(hour=hour), email=f"h{hour}@example.com")
    hold = hold_time(offerings=[agenda.offering, second], starts_at=agenda.morning(), visitor=ELENA)
    assert hold.offering == second


def test_holds_of_yesterday_are_forgotten_and_bookings_stay(agenda: Agenda) -> None:
    hold = hold_time(offerings=[agenda.offering], starts_at=agenda.morning(), visitor=ELENA)
    confirm(agenda, hold)
    hold_time(offerings=[agenda.offering], starts_at=agenda.morning(1), visitor=PAU)
    with later(days=2):
        forget_old_holds()
    assert Hold.objects.count() == 0
    assert Claim.objects.count() == 1
    assert Claim.objects.get().appointment is not None
