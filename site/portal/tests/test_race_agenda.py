"""Races on one agenda: a holder that rolls back, and bookings against time off, hours and closures."""

import datetime as dt
import os
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from booking.actions import (
    book_visit,
    cancel_appointment,
    extend_hold,
    hold_time,
    locks,
    move_appointment,
    save_closure,
    save_rule,
    save_time_off,
)
from booking.actions.booking import Animal, Guest, Held
from booking.actions.holds import Visitor
from booking.errors import SlotTaken, TooManyBookings, TooManyHolds
from booking.models import Appointment, Claim, Hold, TimeOff
from portal.places.models import Closure
from portal.taxonomy.models import Species
from portal.testing import Agenda, book, make_agenda

from .parallel import at_once, lock_nothing
from .racing import deadlocks, overlapping_claims

LONG = os.environ.get("PORTAL_LONG") == "1"
ROUNDS = 20 if LONG else 6
CONTROL_ROUNDS = 60

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agenda() -> Agenda:
    return make_agenda()


def guest_books(agenda: Agenda, start: dt.datetime) -> Callable[[], Any]:
    number = uuid.uuid4().int % 10**8
    cat = Species.objects.get(slug="cat")

    def act() -> Any:
        return book_visit(
            offering=agenda.offering,
            starts_at=start,
            guest=Guest("Pau", f"{number}@example.com", f"+346{number:08d}", "es"),
            animals=[Animal("Luna", cat)],
            attempt=uuid.uuid4(),
        )

    return act


def takes_the_morning_off(agenda: Agenda, start: dt.datetime) -> Callable[[], Any]:
    off = TimeOff(resource=agenda.resource, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    return lambda: save_time_off(time_off=off)


def closes_the_place(agenda: Agenda, start: dt.datetime) -> Callable[[], Any]:
    closure = Closure(
        location=agenda.location,
        name_es="Obras",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=3),
    )
    return lambda: save_closure(closure=closure)


def works_afternoons_only(agenda: Agenda, start: dt.datetime) -> Callable[[], Any]:
    agenda.rule.refresh_from_db()
    agenda.rule.opens = dt.time(16)
    return lambda: save_rule(rule=agenda.rule)


def works_whole_days(agenda: Agenda) -> None:
    agenda.rule.refresh_from_db()
    agenda.rule.opens = dt.time(9)
    save_rule(rule=agenda.rule)


WRITERS = [takes_the_morning_off, closes_the_place, works_afternoons_only]


def unseen(agenda: Agenda, rounds: int, writer: Callable[..., Callable[[], Any]]) -> int:
    """Rounds in which a booking slipped in beside the change, and nobody was told of it."""
    count = 0
    for number in range(rounds):
        start = agenda.morning(number)
        booked, clashes = at_once([guest_books(agenda, start), writer(agenda, start)])
        assert isinstance(clashes, list), clashes
        if isinstance(booked, SlotTaken):
            assert clashes == []
        else:
            appointment = booked.appointments.get()
            count += appointment.pk not in {clash.pk for clash in clashes}
            cancel_appointment(appointment=appointment)
        if writer is works_afternoons_only:
            works_whole_days(agenda)
    return count


@pytest.mark.parametrize("writer", WRITERS)
def test_a_booking_and_a_change_of_hours_never_miss_each_other(
    agenda: Agenda, writer: Callable[..., Callable[[], Any]]
) -> None:
    assert unseen(agenda, ROUNDS, writer) == 0


def test_without_the_lock_they_miss_each_other_so_this_test_can_fail(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock_in_order", lock_nothing)
    missed = 0
    for _number in range(CONTROL_ROUNDS):
        TimeOff.objects.all().delete()
        missed += unseen(agenda, 1, takes_the_morning_off)
        if missed:
            break
    assert missed


def test_when_the_holder_rolls_back_one_of_twenty_waiting_gets_the_time(agenda: Agenda) -> None:
    start, before = agenda.morning(), deadlocks()
    holding, let_go = threading.Event(), threading.Event()

    def holder() -> None:
        try:
            with transaction.atomic():
                guest_books(agenda, start)()
                holding.set()
                let_go.wait(30)
                transaction.set_rollback(True)
        finally:
            connection.close()

    first = threading.Thread(target=holder, daemon=True)
    first.start()
    assert holding.wait(30)
    threading.Timer(0.5, let_go.set).start()
    began = time.monotonic()
    results = at_once([guest_books(agenda, start) for _ in range(20)])
    took = time.monotonic() - began
    first.join(30)
    assert [type(result) for result in results].count(SlotTaken) == 19, results
    assert Appointment.objects.live().count() == 1
    assert overlapping_claims() == 0
    assert deadlocks() == before
    # Far from the seconds that a chain of deadlocks costs; not a measure of speed.
    assert took < 20


def test_of_twenty_holds_on_one_time_one_is_kept(agenda: Agenda) -> None:
    start = agenda.morning()
    results = at_once(
        [
            lambda n=n: hold_time(
                offerings=[agenda.offering], starts_at=start, visitor=Visitor(f"s{n}", f"a{n}")
            )
            for n in range(20)
        ]
    )
    assert [type(result) for result in results].count(SlotTaken) == 19, results
    assert Claim.objects.filter(released_at=None).count() == 1


def test_one_browser_that_asks_for_ten_times_at_once_keeps_one(agenda: Agenda) -> None:
    results = at_once(
        [
            lambda n=n: hold_time(
                offerings=[agenda.offering],
                starts_at=agenda.morning(n),
                visitor=Visitor("one", "address"),
            )
            for n in range(10)
        ]
    )
    assert all(isinstance(result, Hold) for result in results), results
    assert Claim.objects.filter(released_at=None).count() == 1
    assert Hold.objects.filter(released_at=None).count() == 1


def test_the_limit_of_an_address_holds_when_all_ask_at_once(agenda: Agenda, settings: Any) -> None:
    settings.BOOKING_HOLDS_PER_ADDRESS = 3
    results = at_once(
        [
            lambda n=n: hold_time(
                offerings=[agenda.offering],
                starts_at=agenda.morning(n),
                visitor=Visitor(f"s{n}", "one address"),
            )
            for n in range(8)
        ]
    )
    assert [type(result) for result in results].count(TooManyHolds) == 5, results
    assert Claim.objects.filter(released_at=None).count() == 3


def test_the_limit_of_open_bookings_holds_when_all_come_at_once(agenda: Agenda) -> None:
    cat = Species.objects.get(slug="cat")

    def act(number: int) -> Any:
        return book_visit(
            offering=agenda.offering,
            starts_at=agenda.morning(number),
            guest=Guest("Pau", "pau@example.com", f"+3461234560{number}", "es"),
            animals=[Animal("Luna", cat)],
            attempt=uuid.uuid4(),
        )

    results = at_once([lambda n=n: act(n) for n in range(8)])
    assert [type(result) for result in results].count(TooManyBookings) == 5, results
    assert Appointment.objects.count() == 3


def test_two_who_move_to_the_same_time_leave_one_there_and_one_where_it_was(
    agenda: Agenda,
) -> None:
    first = book(agenda, agenda.morning(), email="a@example.com").appointments.get()
    second = book(agenda, agenda.morning(1), email="b@example.com").appointments.get()
    wanted = agenda.morning(3)
    results = at_once(
        [
            lambda: move_appointment(appointment=first, offering=agenda.offering, starts_at=wanted),
            lambda: move_appointment(
                appointment=second, offering=agenda.offering, starts_at=wanted
            ),
        ]
    )
    assert [type(result) for result in results].count(SlotTaken) == 1, results
    assert Appointment.objects.filter(starts_at=wanted).count() == 1
    assert Claim.objects.filter(released_at=None).count() == 2
    assert overlapping_claims() == 0


def test_two_appointments_that_change_places_never_deadlock(agenda: Agenda) -> None:
    other = make_agenda(location=agenda.location, name="Pau Bosch")
    before = deadlocks()
    offering = type(agenda.offering).objects.create(
        service=agenda.service, professional=other.professional
    )
    for number in range(ROUNDS):
        mine = book(agenda, agenda.morning(number), email=f"a{number}@example.com")
        at_once(
            [
                lambda v=mine, n=number: move_appointment(
                    appointment=v.appointments.get(),
                    offering=offering,
                    starts_at=agenda.morning(n, hour=12),
                ),
                lambda v=mine: cancel_appointment(appointment=v.appointments.get()),
            ]
        )
        appointment = mine.appointments.get()
        live = appointment.claims.filter(released_at=None).count()
        assert live == (1 if appointment.is_live else 0)
        if appointment.is_live:
            cancel_appointment(appointment=appointment)
    assert deadlocks() == before


def test_a_double_click_on_extend_counts_twice_and_keeps_one_claim(agenda: Agenda) -> None:
    hold = hold_time(
        offerings=[agenda.offering], starts_at=agenda.morning(), visitor=Visitor("s", "a")
    )
    at_once([lambda: extend_hold(hold_id=hold.pk, session_digest="s")] * 2)
    hold.refresh_from_db()
    assert hold.extensions == 2
    assert Claim.objects.filter(released_at=None).count() == 1


def test_a_double_click_on_confirm_books_once(agenda: Agenda) -> None:
    hold = hold_time(
        offerings=[agenda.offering], starts_at=agenda.morning(), visitor=Visitor("s", "a")
    )
    cat, attempt = Species.objects.get(slug="cat"), uuid.uuid4()

    def act() -> Any:
        return book_visit(
            offering=agenda.offering,
            starts_at=hold.starts_at,
            guest=Guest("Pau", "pau@example.com", "+34612345678", "es"),
            animals=[Animal("Luna", cat)],
            attempt=attempt,
            held=Held(hold.pk, "s"),
        )

    first, second = at_once([act, act])
    assert first == second
    assert Appointment.objects.count() == 1
