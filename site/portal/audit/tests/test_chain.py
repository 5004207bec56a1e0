"""The sealed trail: whatever the owner of the tables does to it is found, and named."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.audit import heads, sealing
from portal.audit.actions import record
from portal.audit.chain import link_hash
from portal.audit.models import AuditEvent, AuditSeal
from portal.audit.sealing import seal_events
from portal.audit.verification import verify
from portal.testing import as_owner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def heads_file(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_HEADS_FILE = tmp_path / "outside" / "heads.jsonl"
    return Path(settings.AUDIT_HEADS_FILE)


@pytest.fixture
def chain() -> list[AuditEvent]:
    """Ten sealed events, in two rounds."""
    for number in range(5):
        record("people.keys_rotated", None, count=number)
    assert seal_events() == 5
    for number in range(5, 10):
        record("people.keys_rotated", None, count=number)
    assert seal_events() == 5
    return list(AuditEvent.objects.order_by("pk"))


def verdict_of(*statements: str, **values: object) -> str:
    """What `verify` finds after the owner ran these."""
    with as_owner() as cursor:
        for statement in statements:
            cursor.execute(statement, values)  # type: ignore[arg-type]
    return verify(heads.read()).problem


def test_what_was_sealed_verifies(chain: list[AuditEvent]) -> None:
    verdict = verify(heads.read())
    assert verdict.is_good
    assert (verdict.links, verdict.vouched, verdict.waiting) == (10, 10, 0)
    assert [head.sequence for head in heads.read()] == [5, 10]
    told = StringIO()
    call_command("verify_audit", stdout=told)
    assert "All 10 links" in told.getvalue()


def test_an_edited_event_is_named(chain: list[AuditEvent]) -> None:
    said = verdict_of(
        "UPDATE audit_auditevent SET data = '{\"count\": 99}' WHERE id = %(id)s", id=chain[6].pk
    )
    assert said == f"event {chain[6].pk} (link 7) is not what was sealed"
    with pytest.raises(CommandError, match="up to link 6"):
        call_command("verify_audit", stdout=StringIO())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-01-01T00:00Z"),
        ("action", "demo.loaded"),
        ("actor_id", "7"),
        ("actor_role", "editor"),
        ("target_type", "people.person"),
        ("target_id", "8"),
        ("request_id", "0000-0000"),
    ],
)
def test_every_column_counts(chain: list[AuditEvent], column: str, value: str) -> None:
    said = verdict_of(
        f"UPDATE audit_auditevent SET {column} = %(value)s WHERE id = %(id)s",
        value=value,
        id=chain[2].pk,
    )
    assert said == f"event {chain[2].pk} (link 3) is not what was sealed"


def test_a_deleted_event_is_named(chain: list[AuditEvent]) -> None:
    said = verdict_of(
        "DELETE FROM audit_auditseal WHERE event_id = %(id)s",
        "DELETE FROM audit_auditevent WHERE id = %(id)s",
        id=chain[3].pk,
    )
    assert said == "link 4 is missing: the next one is 5"


def test_an_event_put_in_behind_the_chain_is_named(chain: list[AuditEvent]) -> None:
    earlier = chain[0].at - sealing.LATEST_COMMIT - timedelta(minutes=1)
    stray = AuditEvent.objects.create(at=earlier, action="demo.loaded", actor_role="anonymous")
    # The sealer does not make it a part of the chain either.
    assert seal_events() == 0
    assert verify(heads.read()).problem == f"event {stray.pk} was put in behind the chain"


def test_an_event_put_in_with_a_seal_of_its_own_is_named(chain: list[AuditEvent]) -> None:
    """The owner moves the rest of the chain up by one to make room for a link that fits."""
    planted = AuditEvent.objects.create(
        at=chain[4].at, action="demo.loaded", actor_role="anonymous"
    )
    before = AuditSeal.objects.get(sequence=4)
    found = link_hash(planted, 5, before.hash)
    said = verdict_of(
        "UPDATE audit_auditseal SET sequence = sequence + 1000 WHERE sequence >= 5",
        "UPDATE audit_auditseal SET sequence = sequence - 999, previous_hash ="
        " CASE sequence WHEN 1005 THEN %(hash)s ELSE previous_hash END WHERE sequence > 1000",
        "INSERT INTO audit_auditseal (event_id, sequence, previous_hash, hash, sealed_at)"
        " VALUES (%(event)s, 5, %(previous)s, %(hash)s, now())",
        event=planted.pk,
        previous=before.hash,
        hash=found,
    )
    assert said == f"link 5 (event {planted.pk}) is not the one kept outside the database"


def test_two_events_that_changed_places_are_named(chain: list[AuditEvent]) -> None:
    said = verdict_of(
        "UPDATE audit_auditseal SET sequence = -sequence WHERE sequence IN (3, 4)",
        "UPDATE audit_auditseal SET sequence = 7 + sequence WHERE sequence < 0",
    )
    assert said == f"link 3 (event {chain[3].pk}) does not follow the one before it"


def test_a_cut_tail_is_seen_from_outside_only(chain: list[AuditEvent]) -> None:
    cut = (
        "DELETE FROM audit_auditseal WHERE sequence > 7",
        "DELETE FROM audit_auditevent WHERE id > %(id)s",
    )
    assert verdict_of(*cut, id=chain[6].pk) == (
        "the chain ends at link 7, but link 10 is kept outside the database"
    )
    # The control: without the heads nothing is missing.
    assert verify().is_good


def test_a_chain_written_anew_is_not_the_one_kept_outside(chain: list[AuditEvent]) -> None:
    with as_owner() as cursor:
        cursor.execute("TRUNCATE audit_auditseal")
        cursor.execute(
            "UPDATE audit_auditevent SET action = 'demo.loaded' WHERE id = %s", [chain[1].pk]
        )
    wanted = heads.read()
    assert seal_events() == 10
    assert verify().is_good
    assert verify(wanted).problem.startswith("link 5 ")


def test_after_a_restore_what_was_lost_with_the_database_binds_no_more(
    chain: list[AuditEvent],
) -> None:
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE sequence > 5")
        cursor.execute("DELETE FROM audit_auditevent WHERE id > %s", [chain[4].pk])
    assert not verify(heads.read()).is_good
    heads.restart(heads.Head(5, heads.hash_of(5)))
    assert verify(heads.read()).is_good


def test_a_file_that_is_no_list_of_heads_is_refused(heads_file: Path) -> None:
    heads_file.parent.mkdir()
    heads_file.write_text("nonsense\n")
    with pytest.raises(CommandError, match="line 1"):
        call_command("verify_audit", stdout=StringIO())


def test_an_event_that_commits_late_is_sealed_late() -> None:
    """Ids are given before the commit: a smaller one may come after a bigger one was sealed."""
    record("people.keys_rotated", None, count=1)
    first = AuditEvent.objects.get()
    late = AuditEvent(pk=first.pk + 1, at=first.at, action="demo.loaded", actor_role="anonymous")
    AuditEvent.objects.create(
        pk=first.pk + 2, at=first.at, action="demo.loaded", actor_role="anonymous"
    )
    assert seal_events() == 2
    late.save(force_insert=True)
    assert seal_events() == 1
    assert AuditSeal.objects.get(sequence=3).event_id == late.pk
    assert verify(heads.read()).is_good


def test_sealing_on_demand(heads_file: Path) -> None:
    record("people.keys_rotated", None, count=1)
    told = StringIO()
    call_command("seal_audit", stdout=told)
    assert told.getvalue() == "1 events sealed.\n"
    assert heads_file.stat().st_mode & 0o077 == 0
