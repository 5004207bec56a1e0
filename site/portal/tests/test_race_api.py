"""Fifty programs at once for one time, and one program that sends its wish again and again.

The same race as through the pages (test_race_booking.py): one gets the time. A key is one booking,
whoever is killed in between; without what makes a key one wish, the same test books twice.
"""

import contextlib
import http.client
import os
import secrets
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from booking.models import Appointment, Offering, Visit
from booking.tests.programs import wish
from portal.core.models import IdempotencyKey
from portal.core.time import now
from portal.testing import Agenda, as_owner, make_agenda

from . import live
from .killing import Lock
from .racing import CLIENTS, deadlocks, overlapping_claims
from .racing_api import WITHOUT_LIMITS, Press, Reply, all_at_once, new_client

LONG = os.environ.get("PORTAL_LONG") == "1"
ROUNDS = 20 if LONG else 1
SERVERS = [(2, 16), (2, 1)] if LONG else [(2, 16)]
UNLOCKED = "portal.tests.racing_wsgi:application"
SAME = 20
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agenda() -> Agenda:
    """A professional with long days and a 45-minute service that starts every quarter."""
    return make_agenda(duration_minutes=45, grid_minutes=15)


@pytest.fixture
def tokens() -> list[str]:
    return [new_client() for _ in range(CLIENTS)]


def drop(table: str, constraint: str) -> None:
    with as_owner() as cursor:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def staggered(agenda: Agenda, number: int) -> list[datetime]:
    """09:00, 09:15 and 09:30: any two of them overlap for 45 minutes."""
    return [agenda.morning(number) + timedelta(minutes=minutes) for minutes in (0, 15, 30)]


def race(base: str, agenda: Agenda, tokens: list[str], starts: list[datetime]) -> list[Reply]:
    presses = [
        Press(token, secrets.token_hex(8), wish(agenda, starts[number % len(starts)]))
        for number, token in enumerate(tokens)
    ]
    return all_at_once(base, presses)


@pytest.mark.parametrize(("workers", "threads"), SERVERS)
def test_of_fifty_programs_exactly_one_gets_the_time(
    agenda: Agenda, tokens: list[str], tmp_path: Path, workers: int, threads: int
) -> None:
    before = deadlocks()
    with live.web(tmp_path, workers=workers, threads=threads, **WITHOUT_LIMITS) as base:
        for number in range(ROUNDS):
            replies = race(base, agenda, tokens, staggered(agenda, number))
            assert sorted({one.status for one in replies}) == [201, 409], replies
            assert sum(one.status == 201 for one in replies) == 1
            losers = [one.told for one in replies if one.status == 409]
            assert {one["code"] for one in losers} == {"slot_taken"}
            assert all(len(one["alternatives"]) == 3 for one in losers)
            assert Appointment.objects.count() == number + 1
    assert overlapping_claims() == 0
    assert deadlocks() == before
    assert IdempotencyKey.objects.filter(status=None).count() == 0


def test_without_lock_and_constraint_the_race_is_lost_so_these_tests_can_fail(
    agenda: Agenda, tokens: list[str], tmp_path: Path
) -> None:
    drop("booking_claim", "claims_never_overlap")
    with live.web(tmp_path, wsgi=UNLOCKED, **WITHOUT_LIMITS) as base:
        for number in range(10):
            replies = race(base, agenda, tokens, [agenda.morning(number)])
            if sum(one.status == 201 for one in replies) > 1:
                break
    assert overlapping_claims() > 0


# The same wish, sent again


@pytest.fixture
def anybody(agenda: Agenda) -> dict[str, Any]:
    """A wish that several professionals could fulfil: a second booking would find room."""
    for name in ("Nora Vidal", "Javier Ibáñez", "Ona Serra"):
        other = make_agenda(location=agenda.location, name=name)
        Offering.objects.create(service=agenda.service, professional=other.professional)
    return wish(agenda, agenda.morning(), professional="any")


def a_day_later(body: dict[str, Any]) -> None:
    """Where everybody is free again."""
    later = datetime.fromisoformat(body["starts_at"]) + timedelta(days=1)
    body["starts_at"] = later.isoformat()


def test_one_key_sent_twenty_times_at_once_books_once(
    anybody: dict[str, Any], tmp_path: Path
) -> None:
    with live.web(tmp_path, **WITHOUT_LIMITS) as base:
        for number in range(1, ROUNDS + 1):
            press = Press(new_client(), "the-key", anybody)
            replies = all_at_once(base, [press] * SAME)
            done = [one for one in replies if one.status == 201]
            others = [one for one in replies if one.status != 201]
            assert done
            assert len({one.told["id"] for one in done}) == 1
            assert sum("Idempotency-Replayed" not in one.headers for one in done) == 1
            for one in others:
                assert (one.status, one.told["code"]) == (409, "idempotency_key_busy")
                assert 1 <= int(one.headers["Retry-After"]) <= 60
            assert press.send(base).told == done[0].told
            assert Visit.objects.count() == number
            a_day_later(anybody)


def test_control_where_a_key_is_not_one_wish_it_books_twice(
    anybody: dict[str, Any], tmp_path: Path
) -> None:
    drop("core_idempotencykey", "an_idempotency_key_is_one_wish")
    with live.web(tmp_path, **WITHOUT_LIMITS) as base:
        for number in range(1, 11):
            all_at_once(base, [Press(new_client(), "the-key", anybody)] * SAME)
            if Visit.objects.count() > number:
                return
            a_day_later(anybody)
    raise AssertionError("ten rounds without the constraint, and each booked once")


@contextlib.contextmanager
def server(tmp_path: Path) -> Iterator[tuple[live.Process, str]]:
    """One that may be killed."""
    process, base = live.web_process(tmp_path, workers=1, threads=4, **WITHOUT_LIMITS)
    try:
        live.answers(process, base)
        yield process, base
    finally:
        process.kill(signal.SIGKILL)


def send_to_one_who_dies(press: Press, base: str) -> threading.Thread:
    """Nobody reads the answer, if there is one."""

    def run() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            press.send(base)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def test_killed_while_it_books_or_before_it_answers_the_next_try_books_once(
    agenda: Agenda, anybody: dict[str, Any], tmp_path: Path
) -> None:
    first = Press(new_client(), "killed-at-work", wish(agenda, agenda.morning(3)))
    second = Press(new_client(), "killed-after-it", anybody)
    # At work: it waits for the agenda, which somebody else has locked.
    with server(tmp_path) as (process, base):
        lock = Lock("SELECT 1 FROM booking_resource WHERE id = %s FOR UPDATE", agenda.resource.pk)
        lost = send_to_one_who_dies(first, base)
        live.wait_until(lock.waiting, 30, process.log)
        process.kill(signal.SIGKILL)
        lock.end_those_who_wait()
        lock.give_back()
        lost.join(30)
    assert Visit.objects.count() == 0
    row = IdempotencyKey.objects.get()
    assert row.status is None
    assert row.lease_until - row.created_at <= timedelta(seconds=60)

    with server(tmp_path) as (process, base):
        waiting = first.send(base)
        assert (waiting.status, waiting.told["code"]) == (409, "idempotency_key_busy")
        assert waiting.headers["Retry-After"] == "2"
        # A minute later.
        IdempotencyKey.objects.update(lease_until=now())
        booked = first.send(base)
        assert booked.status == 201
        assert "Idempotency-Replayed" not in booked.headers
        assert Visit.objects.count() == 1
        # After it: booked and kept, and the answer never read.
        lost = send_to_one_who_dies(second, base)
        kept = IdempotencyKey.objects.filter(status=201)
        live.wait_until(lambda: kept.count() == 2, 30, process.log)
        process.kill(signal.SIGKILL)
        lost.join(30)
    with server(tmp_path) as (_process, base):
        again = [press.send(base) for press in (first, second)]
        assert [one.status for one in again] == [201, 201]
        assert [one.headers["Idempotency-Replayed"] for one in again] == ["true", "true"]
        assert again[0].told == booked.told
    assert Visit.objects.count() == 2
