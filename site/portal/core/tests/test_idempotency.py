"""A key is one wish: done once, answered the same, free again when nothing came of it."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection

from booking.models import Offering, Visit
from booking.tests.programs import URL, Program, wish
from portal.core import idempotency
from portal.core.errors import Busy
from portal.core.idempotency import Answer, KeyBusy, KeyReused, Wish, forget_over, once
from portal.core.models import IdempotencyKey
from portal.core.tasks import forget_idempotency_keys
from portal.core.time import now
from portal.people.erasure import erase_person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.testing import Agenda, make_agenda, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tries() -> list[UUID]:
    return []


def do(user: Any, tries: list[UUID], **other: Any) -> Answer:
    """The same wish each time, but for what is said otherwise."""

    def act(attempt: UUID) -> Answer:
        tries.append(attempt)
        return Answer(201, f"the answer {len(tries)}")

    facts = {"key": "k1", "method": "POST", "path": "/x/", "sent": {"body": {"b": 1, "a": [2]}}}
    return once(Wish(actor=user, **{**facts, **other}), act)


def test_the_same_wish_is_done_once_and_answered_the_same(alice: Any, tries: list[UUID]) -> None:
    first = do(alice, tries)
    assert (first.status, first.body, first.is_repeated) == (201, "the answer 1", False)
    # However the same content was laid out.
    again = do(alice, tries, sent={"body": {"a": [2], "b": 1}})
    assert (again.status, again.body, again.is_repeated) == (201, "the answer 1", True)
    assert len(tries) == 1


@pytest.mark.parametrize(
    "other", [{"sent": {"body": {"a": [3]}}}, {"path": "/y/"}, {"method": "PUT"}]
)
def test_a_key_that_comes_with_something_else_is_refused(
    alice: Any, tries: list[UUID], other: dict[str, Any]
) -> None:
    do(alice, tries)
    with pytest.raises(KeyReused):
        do(alice, tries, **other)
    assert KeyReused.status == 422
    assert len(tries) == 1


def test_another_key_and_another_login_are_other_wishes(
    alice: Any, charlie: Any, tries: list[UUID]
) -> None:
    do(alice, tries)
    do(alice, tries, key="k2")
    do(charlie, tries)
    assert len(set(tries)) == 3


def test_while_one_is_at_it_others_are_told_to_wait_and_a_lease_ends(
    alice: Any, tries: list[UUID]
) -> None:
    moment = now()
    with time_machine.travel(moment, tick=False):
        do(alice, tries)
        row = IdempotencyKey.objects.get()
        assert row.lease_until - row.created_at <= dt.timedelta(seconds=60)
        IdempotencyKey.objects.update(status=None, answer=None)
        with pytest.raises(KeyBusy) as refused:
            do(alice, tries)
        assert refused.value.status == 409
        assert refused.value.retry_after == 2
    with time_machine.travel(moment + dt.timedelta(seconds=60), tick=False):
        assert do(alice, tries).is_repeated is False
    # The one who takes over finds what the first has done by the same number.
    assert len(tries) == 2
    assert len(set(tries)) == 1


def test_what_breaks_leaves_the_key_free_at_once_and_nothing_written(
    alice: Any, tries: list[UUID]
) -> None:
    def breaks(attempt: UUID) -> Answer:
        make_user("made@example.com", "client")
        raise Busy()

    with pytest.raises(Busy):
        once(Wish(alice, "k1", "POST", "/x/", {"body": {"b": 1, "a": [2]}}), breaks)
    assert not type(alice).objects.filter(email="made@example.com").exists()
    assert do(alice, tries).body == "the answer 1"


def test_after_a_day_a_key_is_new_and_what_is_over_is_forgotten(
    alice: Any, tries: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = now()
    with time_machine.travel(start, tick=False):
        do(alice, tries)
    with time_machine.travel(start + dt.timedelta(hours=24), tick=False):
        assert do(alice, tries).is_repeated is False
        assert len(set(tries)) == 2
        for number in range(5):
            do(alice, tries, key=f"more {number}")
        assert forget_over() == 0
    monkeypatch.setattr(idempotency, "A_BATCH", 2)
    monkeypatch.setattr(idempotency, "BATCHES", 2)
    with time_machine.travel(start + dt.timedelta(hours=48), tick=False):
        assert forget_over() == 4
        forget_idempotency_keys()
        forget_idempotency_keys()
    assert IdempotencyKey.objects.count() == 0


def test_an_answer_is_sealed_for_its_owner_and_goes_with_them(
    alice: Any, tries: list[UUID]
) -> None:
    do(alice, tries)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer, key_digest FROM core_idempotencykey")
        [(sealed, key)] = cursor.fetchall()
    assert sealed.startswith(f"enc2:{alice.person.pk}:")
    assert "k1" not in key
    erase_person(person=alice.person)
    assert IdempotencyKey.objects.count() == 0


# At the door


def test_a_booking_that_is_sent_again_is_answered_again(alice: Any, agenda: Agenda) -> None:
    program = Program(alice)
    body = wish(agenda, agenda.morning())
    first, again = (program.book(body, key="a-key") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    other = program.book(wish(agenda, agenda.morning(1)), key="a-key")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Visit.objects.count() == 1
    assert Visit.objects.get().attempt == IdempotencyKey.objects.get().pk


def test_even_without_its_answer_the_visit_is_found_by_the_number_of_the_key(
    alice: Any, agenda: Agenda
) -> None:
    """As if whoever booked had died after that, and before the answer was kept."""
    second = make_agenda(location=agenda.location, name="Nora Vidal")
    Offering.objects.create(service=agenda.service, professional=second.professional)
    program = Program(alice)
    body = wish(agenda, agenda.morning(), professional="any")
    first = program.book(body, key="a-key")
    IdempotencyKey.objects.update(status=None, answer=None, lease_until=now())
    again = program.book(body, key="a-key")
    assert (again.status_code, again.content) == (201, first.content)
    assert "Idempotency-Replayed" not in again
    assert Visit.objects.count() == 1
    # The control: with another number the second professional is booked as well.
    IdempotencyKey.objects.all().delete()
    assert program.book(body, key="a-key").status_code == 201
    assert Visit.objects.count() == 2


def test_a_refusal_is_an_answer_too_and_leaves_nothing(alice: Any, agenda: Agenda) -> None:
    program = Program(alice)
    body = wish(agenda, agenda.morning())
    pk = Program(make_user("first@example.com", "client")).booked(agenda, agenda.morning())
    first = program.book(body, key="a-key")
    assert first.status_code == 409
    Program(make_user("dora@example.com", "administrator")).cancel(pk, "mistake")
    again = program.book(body, key="a-key")
    assert (again.status_code, again.content) == (409, first.content)
    # A new wish is a new key.
    assert program.book(body, key="another").status_code == 201


def test_moving_and_cancelling_with_a_key_are_answered_again(alice: Any, agenda: Agenda) -> None:
    program = Program(alice)
    pk = program.booked(agenda, agenda.morning())
    for _ in range(2):
        moved = program.move(pk, agenda.morning(1), key="move")
        assert moved.status_code == 200
    assert moved["Idempotency-Replayed"] == "true"
    for _ in range(2):
        cancelled = program.cancel(pk, "better", key="cancel")
        assert (cancelled.status_code, cancelled.content) == (204, b"")
    assert program.cancel(pk, "cannot_come", key="cancel").status_code == 422
    # The first answer still, whatever has become of it since.
    assert program.move(pk, agenda.morning(1), key="move").content == moved.content


def test_erasing_a_client_forgets_what_staff_were_answered_about_them(
    alice: Any, dora: Any, agenda: Agenda
) -> None:
    pk = Program(alice).booked(agenda, agenda.morning())
    Program(dora).move(pk, agenda.morning(1), key="move", reason="mistake")
    Program(alice).cancel(pk)
    assert IdempotencyKey.objects.filter(actor=dora, path=f"{URL}{pk}/").count() == 1
    erase_person(person=alice.person)
    assert IdempotencyKey.objects.count() == 0
