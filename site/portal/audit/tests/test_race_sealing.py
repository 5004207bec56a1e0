"""Sixteen writers and a sealer at once: no gap, no fork, and nobody waits for the sealer."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from portal.audit import heads, sealing
from portal.audit.actions import record
from portal.audit.models import AuditEvent, AuditSeal
from portal.audit.sealing import seal_events
from portal.audit.verification import verify
from portal.tests.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, ROWS = 16, 200


@pytest.fixture(autouse=True)
def heads_file(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"


def write() -> int:
    for number in range(ROWS):
        with transaction.atomic():
            record("people.keys_rotated", None, count=number)
    return ROWS


def seal_until_all() -> int:
    """Round after round, as beat asks for them, until every writer's rows are in the chain."""
    sealed, end = 0, time.monotonic() + 50
    while sealed < WRITERS * ROWS and time.monotonic() < end:
        sealed += seal_events()
    return sealed


def test_writers_and_a_sealer_leave_one_whole_chain() -> None:
    answers = at_once([*[write] * WRITERS, seal_until_all])
    assert answers == [ROWS] * WRITERS + [WRITERS * ROWS]
    numbers = list(AuditSeal.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, WRITERS * ROWS + 1))
    assert not AuditEvent.objects.filter(seal__isnull=True).exists()
    assert verify(heads.read()).is_good


def test_four_sealers_make_one_chain() -> None:
    for number in range(400):
        record("people.keys_rotated", None, count=number)
    answers = at_once([lambda: seal_events(wait=True)] * 4)
    assert sum(answers) == 400
    assert verify(heads.read()).is_good


def test_without_the_lock_the_constraints_refuse_the_fork(monkeypatch: Any) -> None:
    """The control: two sealers that do not wait for each other meet, and only one gets in."""
    for number in range(400):
        record("people.keys_rotated", None, count=number)
    monkeypatch.setattr(sealing, "_is_first", lambda wait: True)
    answers = at_once([seal_events] * 4)
    assert any(isinstance(answer, Exception) for answer in answers)
    assert verify(heads.read()).is_good


def test_a_writer_goes_on_while_the_sealer_holds_its_lock_and_its_rows() -> None:
    """The sealer is stopped in the middle of its transaction; a writer must not notice."""
    record("people.keys_rotated", None, count=1)
    with transaction.atomic():
        assert sealing._seal_batch(wait=False) == 1

        def write_briefly() -> bool:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1ms'")
            record("people.keys_rotated", None, count=2)
            return True

        assert at_once([write_briefly]) == [True]
        # And a second sealer leaves at once instead of standing in line.
        assert at_once([seal_events]) == [0]
