"""The hour that a clock shows twice: what comes later stands later, and two ends are two."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from booking.actions import cancel_appointment, save_rule
from booking.deadlines import deadlines_of
from booking.staff_moving import Possibilities
from booking.timeline import timeline
from portal.core.time import clock
from portal.testing import Agenda, book, make_agenda

from .clock_changes import CHANGES, Change
from .telling import delivered, token_in, words_of
from .visitors import shown_in

pytestmark = pytest.mark.django_db
[MADRID] = [one for one in CHANGES if str(one) == "Europe/Madrid-autumn"]
EMAIL = "elena@example.com"
# Off the grid, so never free: the nearest are the first minute after the change, then one before it.
WANTED = MADRID.at + dt.timedelta(minutes=5)
NEAREST = ["02:45 (UTC+2)", "02:00 (UTC+1)", "02:15 (UTC+1)"]


def minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


@pytest.fixture(autouse=True)
def two_days_before() -> Iterator[Change]:
    with time_machine.travel(MADRID.noon_before, tick=False):
        yield MADRID


def at_night(**terms: int) -> Agenda:
    """Somebody who works from midnight to ten in the morning."""
    agenda = make_agenda(**terms)
    agenda.rule.opens, agenda.rule.closes = dt.time(0), dt.time(10)
    save_rule(rule=agenda.rule)
    return agenda


def test_a_guest_is_offered_the_nearest_times_in_the_order_in_which_they_come() -> None:
    agenda = at_night()
    book(agenda, agenda.morning(3), email=EMAIL)
    move = reverse("booking:move", args=[token_in(delivered()[EMAIL])])
    shown = shown_in(Client().get(move, {"start": f"{WANTED:%Y%m%dT%H%MZ}"}), status=409)
    assert [one.text for one in shown] == NEAREST
    assert [one.leads_to for one in shown] == [MADRID.at + minutes(n) for n in (-15, 0, 15)]


def test_so_is_staff(dora: Any) -> None:
    agenda = at_night()
    appointment = book(agenda, agenda.morning(3)).appointments.get()
    nearest = Possibilities(appointment, dora).nearest(agenda.offering, WANTED)
    assert [clock(one.local) for one in nearest] == NEAREST


def test_what_happened_is_told_in_the_order_in_which_it_did() -> None:
    agenda = at_night()
    later = dt.datetime.combine(MADRID.day + dt.timedelta(days=2), dt.time(9), tzinfo=MADRID.zone)
    with time_machine.travel(MADRID.at - minutes(10), tick=False):
        appointment = book(agenda, later.astimezone(dt.UTC)).appointments.get()
    with time_machine.travel(MADRID.at + minutes(10), tick=False):
        cancel_appointment(appointment=appointment)
    told = [(clock(event.at), event.after) for event in timeline(appointment)]
    assert told == [("02:50 (UTC+2)", "Confirmada"), ("02:10 (UTC+1)", "Cancelada")]


def test_terms_that_end_an_hour_apart_are_never_told_as_one() -> None:
    """From 09:00 back: to 02:15 winter time for the one, to 02:15 summer time for the other."""
    agenda = at_night(change_cutoff_minutes=465, cancel_cutoff_minutes=405)
    start = dt.datetime.combine(MADRID.day, dt.time(9), tzinfo=MADRID.zone)
    appointment = book(agenda, start.astimezone(dt.UTC), email=EMAIL).appointments.get()
    assert deadlines_of(appointment).both is None
    ends = [f"domingo 25 de octubre, {text}" for text in ("02:15 (UTC+2)", "02:15 (UTC+1)")]
    _subject, text, html = words_of(delivered()[EMAIL])
    for words in (text, html):
        change, cancel = (words.index(end) for end in ends)
        assert change < cancel
