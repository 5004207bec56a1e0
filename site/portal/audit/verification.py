"""Checking the chain: the first link that is wrong, and up to which one the trail can be trusted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from .chain import GENESIS, link_hash
from .heads import Head
from .models import AuditEvent, AuditSeal
from .sealing import LATEST_COMMIT

ROWS = 2000


@dataclass(frozen=True)
class Verdict:
    """What was found. `vouched` is the last link up to which everything is as it was sealed."""

    links: int
    vouched: int
    waiting: int
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problem


def verify(heads: Iterable[Head] = ()) -> Verdict:
    """Walk the chain from its first link; `heads` are the ones kept outside the database.

    Stops at the first link that is wrong. Reads in batches, so that millions of rows fit.
    """
    wanted = {head.sequence: head.hash for head in heads}
    links, previous, newest = 0, GENESIS, None
    for seal in _links():
        problem = _wrong(seal, links + 1, previous, wanted)
        if problem:
            return Verdict(links, links, _waiting(newest), problem)
        links, previous, newest = seal.sequence, seal.hash, _later(newest, seal.event.at)
    problem = _cut(wanted, links) or _behind(newest)
    return Verdict(links, links, _waiting(newest), problem)


def _links() -> Iterator[AuditSeal]:
    return AuditSeal.objects.order_by("sequence").select_related("event").iterator(ROWS)


def _later(newest: datetime | None, at: datetime) -> datetime:
    return at if newest is None else max(newest, at)


def _wrong(seal: AuditSeal, expected: int, previous: str, wanted: dict[int, str]) -> str:
    """Why this link cannot be the one that was sealed; empty when it can."""
    if seal.sequence != expected:
        return f"link {expected} is missing: the next one is {seal.sequence}"
    if seal.previous_hash != previous:
        return f"link {expected} (event {seal.event_id}) does not follow the one before it"
    if seal.hash != link_hash(seal.event, seal.sequence, previous):
        return f"event {seal.event_id} (link {expected}) is not what was sealed"
    if wanted.get(expected, seal.hash) != seal.hash:
        return f"link {expected} (event {seal.event_id}) is not the one kept outside the database"
    return ""


def _cut(wanted: dict[int, str], links: int) -> str:
    """Whether a head outside names a link that the chain no longer reaches."""
    if not wanted or max(wanted) <= links:
        return ""
    return f"the chain ends at link {links}, but link {max(wanted)} is kept outside the database"


def _behind(newest: datetime | None) -> str:
    """Whether an event was put in where the chain had long passed."""
    if newest is None:
        return ""
    stray = (
        AuditEvent.objects.filter(seal__isnull=True, at__lt=newest - LATEST_COMMIT)
        .order_by("pk")
        .first()
    )
    return f"event {stray.pk} was put in behind the chain" if stray else ""


def _waiting(newest: datetime | None) -> int:
    """How many events have no link yet, as is usual for the last few seconds."""
    found = AuditEvent.objects.filter(seal__isnull=True)
    return (found if newest is None else found.filter(at__gte=newest - LATEST_COMMIT)).count()
