"""Races on a professional's own pages: two forms of hours, a booking beside them, two clicks at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from booking.actions import attend, book_visit, cancel_appointment, locks, save_hours
from booking.actions.booking import Animal, Guest
from booking.errors import ClashNotNamed, HoursChanged, SlotTaken, WrongStep
from booking.models import Appointment, AvailabilityRule, StatusChange, WorkingPeriod
from booking.weekly import Shift, hours_of, plan_week
from portal.accounts.actions import create_user
from portal.taxonomy.models import Species
from portal.testing import Agenda, book, make_agenda

from .parallel import at_once, lock_nothing

ROUNDS = 5
CONTROL_ROUNDS = 40

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agenda() -> Agenda:
    return make_agenda()


def works(agenda: Agenda, opens: int, closes: int, **how: Any) -> Callable[[], Any]:
    """Save these hours for every day, as a form does that was filled in beside those of now."""
    shifts = [
        Shift(day, dt.time(opens), dt.time(closes), "w", agenda.location.pk) for day in range(7)
    ]
    seen = hours_of(agenda.resource).version
    places = {agenda.location.pk: agenda.location}
    return lambda: save_hours(
        resource=agenda.resource,
        plan=lambda now: plan_week(now, shifts, agenda.resource, places),
        seen=seen,
        **how,
    )


def both_saved(agenda: Agenda) -> bool:
    """Two forms of one version at once; whether both were taken, so that one lost its hours unseen."""
    results = at_once([works(agenda, 9, 14), works(agenda, 10, 15)])
    refused = [result for result in results if isinstance(result, HoursChanged)]
    return len(refused) != 1


def test_of_two_forms_of_hours_one_is_saved_whole(agenda: Agenda) -> None:
    for _number in range(ROUNDS):
        assert not both_saved(agenda)
        [rule] = AvailabilityRule.objects.filter(ends_on=None)
        hours = {(rule.opens.hour, rule.closes.hour)}
        assert hours <= {(9, 14), (10, 15)}
        lengths = {
            period.ends_at - period.starts_at
            for period in WorkingPeriod.objects.filter(resource=agenda.resource)
        }
        assert lengths == {dt.timedelta(hours=5)}
        works(agenda, 8, 20)()


def test_without_the_lock_both_are_saved_so_this_test_can_fail(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock_in_order", lock_nothing)
    for _number in range(CONTROL_ROUNDS):
        if both_saved(agenda):
            return
        AvailabilityRule.objects.all().delete()
        works(agenda, 8, 20)()
    raise AssertionError("without the lock one form was refused every time")


def books(agenda: Agenda, number: int) -> Callable[[], Any]:
    """Book at 09:00 of that day."""
    cat = Species.objects.get(slug="cat")
    guest = Guest("Pau", f"pau{number}@example.com", f"+3461234{number:04d}", "es")
    return lambda: book_visit(
        offering=agenda.offering,
        starts_at=agenda.morning(number),
        guest=guest,
        animals=[Animal("Luna", cat)],
        attempt=uuid4(),
    )


def unseen(agenda: Agenda, rounds: int) -> int:
    """Rounds in which a booking slipped in beside new hours, and nobody was told of it."""
    count = 0
    for number in range(rounds):
        booked, clashes = at_once([books(agenda, number), works(agenda, 16, 20)])
        assert isinstance(clashes, list), clashes
        if isinstance(booked, SlotTaken):
            assert clashes == []
        else:
            appointment = booked.appointments.get()
            count += appointment.pk not in {clash.pk for clash in clashes}
            cancel_appointment(appointment=appointment)
        works(agenda, 9, 20)()
    return count


def test_a_booking_and_new_hours_never_miss_each_other(agenda: Agenda) -> None:
    assert unseen(agenda, ROUNDS) == 0


def test_of_a_booking_and_hours_whose_page_named_nobody_one_is_refused(agenda: Agenda) -> None:
    for number in range(ROUNDS):
        booked, saved = at_once([books(agenda, number), works(agenda, 16, 20, named="")])
        if isinstance(booked, SlotTaken):
            assert saved == []
            works(agenda, 9, 20)()
        else:
            assert isinstance(saved, ClashNotNamed), saved
            cancel_appointment(appointment=booked.appointments.get())


def test_without_the_lock_they_miss_each_other_so_that_test_can_fail(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "lock_in_order", lock_nothing)
    missed = 0
    for _number in range(CONTROL_ROUNDS):
        missed += unseen(agenda, 1)
        if missed:
            break
    assert missed


def arrives_and_is_missing(agenda: Agenda) -> tuple[list[Any], Appointment]:
    """Two logins at once, one says that the client is here and one that nobody came."""
    user = create_user(email=f"m{Appointment.objects.count()}@example.com", role="professional")
    appointment = book(agenda, agenda.morning()).appointments.get()
    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=appointment.starts_at - dt.timedelta(days=4),
        ends_at=appointment.ends_at - dt.timedelta(days=4),
    )
    results = at_once(
        [
            lambda to=to: attend(appointment=appointment, seen="confirmed", to=to, by=user)
            for to in ("checked_in", "no_show")
        ]
    )
    return results, appointment


def test_of_two_steps_at_once_one_is_taken_and_the_time_is_right(agenda: Agenda) -> None:
    for _number in range(ROUNDS):
        results, appointment = arrives_and_is_missing(agenda)
        assert [type(result) for result in results].count(WrongStep) == 1, results
        appointment.refresh_from_db()
        changes = StatusChange.objects.filter(appointment=appointment).exclude(from_status="")
        assert [change.to_status for change in changes] == [appointment.status]
        live = appointment.claims.filter(released_at=None).count()
        assert live == (1 if appointment.is_live else 0)
        appointment.claims.all().update(released_at=appointment.created_at)


def test_two_clicks_on_one_button_change_it_once(agenda: Agenda) -> None:
    user = create_user(email="marta@example.com", role="professional")
    appointment = book(agenda, agenda.morning()).appointments.get()
    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=appointment.starts_at - dt.timedelta(days=4),
        ends_at=appointment.ends_at - dt.timedelta(days=4),
    )
    act = lambda: attend(appointment=appointment, seen="confirmed", to="checked_in", by=user)  # noqa: E731
    first, second = at_once([act, act])
    assert first.status == second.status == "checked_in"
    assert StatusChange.objects.filter(to_status="checked_in").count() == 1


def test_without_locks_both_steps_are_taken_so_that_test_can_fail(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booking.actions import attending

    monkeypatch.setattr(attending, "locked", lambda row: Appointment.objects.get(pk=row.pk))
    for _number in range(CONTROL_ROUNDS):
        results, appointment = arrives_and_is_missing(agenda)
        if not any(isinstance(result, WrongStep) for result in results):
            return
        appointment.claims.all().update(released_at=appointment.created_at)
    raise AssertionError("without locks one step was refused every time")
