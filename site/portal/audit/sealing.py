"""Sealing: what has committed gets its link, a few seconds later, by whoever comes first.

Writers never wait: they add their rows without a lock, and the sealer only reads them and adds rows
of another table.
"""

from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet

from . import heads
from .chain import GENESIS, link_hash
from .models import AuditEvent, AuditSeal

log = structlog.get_logger(__name__)

BATCH = 1000
# An event commits at most this long after it was written: no transaction of the house comes near.
# One that turns up later was put there by somebody else: it is never sealed, and `verify` names it.
LATEST_COMMIT = timedelta(hours=1)


def seal_events(*, wait: bool = False) -> int:
    """Seal every event that has committed; returns how many. Safe to run side by side.

    One sealer works at a time: a second one leaves at once, or with `wait` takes its turn.
    """
    sealed = 0
    while count := _seal_batch(wait):
        sealed += count
    if sealed and (head := heads.current()):
        heads.write(head)
        log.info("audit_sealed", count=sealed, sequence=head.sequence, hash=head.hash)
    return sealed


@transaction.atomic
def _seal_batch(wait: bool) -> int:
    if not _is_first(wait):
        return 0
    last = AuditSeal.objects.select_related("event").order_by("-sequence").first()
    sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
    links = []
    for event in unsealed(last)[:BATCH]:
        sequence += 1
        found = link_hash(event, sequence, previous)
        links.append(AuditSeal(event=event, sequence=sequence, previous_hash=previous, hash=found))
        previous = found
    AuditSeal.objects.bulk_create(links)
    return len(links)


def unsealed(last: AuditSeal | None) -> QuerySet[AuditEvent]:
    """Events without a link that may still get one, in the order they were written."""
    found = AuditEvent.objects.filter(seal__isnull=True).order_by("pk")
    if last is None:
        return found
    return found.filter(at__gte=last.event.at - LATEST_COMMIT)


def _is_first(wait: bool) -> bool:
    """Take the chain's lock until the transaction ends."""
    name = "hashtextextended('portal.audit.chain', 0)"
    with connection.cursor() as cursor:
        if wait:
            cursor.execute(f"SELECT pg_advisory_xact_lock({name})")
            return True
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({name})")
        return bool(cursor.fetchone()[0])
