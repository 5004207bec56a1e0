"""Fifty at once for one time: one gets it, the others are told, and the guards are shown to matter.

Each test has a database of its own (a fresh clone), so a control may drop the constraint.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from booking.models import Appointment, Claim, Hold
from portal.testing import Agenda, as_owner, make_agenda

from . import live
from .racing import CLIENTS, CONFIRM, HOLD, Answer, deadlocks, overlapping_claims, race

LONG = os.environ.get("PORTAL_LONG") == "1"
ROUNDS = 20 if LONG else 2
SERVERS = [(2, 16), (2, 1)] if LONG else [(2, 16)]
UNLOCKED = "portal.tests.racing_wsgi:application"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agenda() -> Agenda:
    """A professional with long days and a 45-minute service that starts every quarter."""
    return make_agenda(duration_minutes=45, grid_minutes=15)


def drop_constraint() -> None:
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE booking_claim DROP CONSTRAINT claims_never_overlap")


def rounds(agenda: Agenda, base: str, count: int, starts: Callable[[int], list[datetime]]) -> None:
    """`count` rounds on different days: exactly one winner each, everybody else told so."""
    before = deadlocks()
    for number in range(count):
        wanted = starts(number)
        answers = race(base, agenda.professional.slug, agenda.service.slug, wanted)
        assert_one_winner(answers)
        assert booked(agenda, wanted) == 1
    assert overlapping_claims() == 0
    assert deadlocks() == before


def assert_one_winner(answers: list[Answer]) -> None:
    assert len(answers) == CLIENTS
    assert [answer.status for answer in answers if answer.status >= 500] == []
    assert sum(answer.won for answer in answers) == 1
    losers = [answer for answer in answers if not answer.won]
    assert [answer.status for answer in losers if not answer.told_it_is_taken] == []


def booked(agenda: Agenda, starts: list[datetime]) -> int:
    return Appointment.objects.filter(
        professional=agenda.professional, starts_at__in=starts, status="confirmed"
    ).count()


def same_time(agenda: Agenda) -> Callable[[int], list[datetime]]:
    return lambda number: [agenda.morning(number)]


def staggered(agenda: Agenda) -> Callable[[int], list[datetime]]:
    """09:00, 09:15 and 09:30: any two of them overlap for 45 minutes."""
    return lambda number: [
        agenda.morning(number) + timedelta(minutes=minutes) for minutes in (0, 15, 30)
    ]


@pytest.mark.parametrize(("workers", "threads"), SERVERS)
@pytest.mark.parametrize("starts", [same_time, pytest.param(staggered, marks=pytest.mark.long)])
def test_of_fifty_clients_exactly_one_gets_the_time(
    agenda: Agenda, tmp_path: Path, starts: Callable, workers: int, threads: int
) -> None:
    with live.web(tmp_path, workers=workers, threads=threads) as base:
        rounds(agenda, base, ROUNDS, starts(agenda))
    assert Claim.objects.count() == ROUNDS


@pytest.mark.parametrize(("workers", "threads"), SERVERS)
def test_of_fifty_clients_one_keeps_the_time_and_the_same_one_books_it(
    agenda: Agenda, tmp_path: Path, workers: int, threads: int
) -> None:
    """Through both steps: fifty first presses, and each client confirms as soon as it is answered."""
    more = {"BOOKING_HOLDS_PER_ADDRESS": str(CLIENTS)}
    with live.web(tmp_path, workers=workers, threads=threads, **more) as base:
        for number in range(ROUNDS):
            wanted = staggered(agenda)(number)
            answers = race(
                base,
                agenda.professional.slug,
                agenda.service.slug,
                wanted,
                paths=(HOLD, CONFIRM),
            )
            assert_one_winner(answers)
            held = [answer.before is not None and answer.before.held for answer in answers]
            assert held == [answer.won for answer in answers]
            assert booked(agenda, wanted) == 1
    assert Hold.objects.count() == ROUNDS
    assert overlapping_claims() == 0


@pytest.mark.long
def test_without_the_constraint_the_lock_alone_still_lets_one_through(
    agenda: Agenda, tmp_path: Path
) -> None:
    drop_constraint()
    with live.web(tmp_path) as base:
        rounds(agenda, base, 2, staggered(agenda))


@pytest.mark.long
def test_without_the_lock_the_constraint_alone_still_lets_one_through(
    agenda: Agenda, tmp_path: Path
) -> None:
    with live.web(tmp_path, wsgi=UNLOCKED) as base:
        for number in range(2):
            answers = race(
                base,
                agenda.professional.slug,
                agenda.service.slug,
                staggered(agenda)(number),
            )
            assert sum(answer.won for answer in answers) == 1
    assert overlapping_claims() == 0


def test_without_both_the_race_is_lost_so_these_tests_can_fail(
    agenda: Agenda, tmp_path: Path
) -> None:
    drop_constraint()
    with live.web(tmp_path, wsgi=UNLOCKED) as base:
        for number in range(10):
            answers = race(
                base, agenda.professional.slug, agenda.service.slug, same_time(agenda)(number)
            )
            if sum(answer.won for answer in answers) > 1:
                break
    assert overlapping_claims() > 0
