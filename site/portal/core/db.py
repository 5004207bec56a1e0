"""The database's word first: constraints turned into refusals, locks in one order, tasks on commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from psycopg import errors as pg

from .breaker import publish
from .errors import Busy, DomainError

LOCK_TIMEOUT_MS = 5000
T = TypeVar("T", bound=Model)


@contextmanager
def refusing(refusals: Mapping[str, type[DomainError]]) -> Iterator[None]:
    """Turn the violation of a named constraint into its refusal.

    The block runs in a savepoint, so the surrounding transaction stays usable; violations of
    other constraints pass through unchanged.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if name in refusals:
            raise refusals[name]() from error
        raise


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """Turn a lock that does not come in time, or a deadlock, into `Busy`."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected):
            raise Busy() from error
        raise


def lock_in_order(rows: QuerySet[T], *, references_wait: bool = False) -> list[T]:
    """Lock `rows` in primary-key order, waiting at most `LOCK_TIMEOUT_MS`.

    FOR NO KEY UPDATE: inserts that merely reference the rows go on, unless `references_wait`. Must
    run inside a transaction; raises `Busy` when somebody holds a row for too long.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_MS}ms'")
    with waiting_briefly():
        return list(rows.order_by("pk").select_for_update(no_key=not references_wait))


def lock_names(*names: str) -> None:
    """Lock what has no row of its own (an address, a session) until the transaction ends.

    Counters come after resources in the house's order of locks; the names are taken sorted.
    Raises `Busy` when somebody holds one for too long.
    """
    wanted = sorted(set(names))
    # One round trip; a list of selected values is computed from left to right.
    locks = ", ".join(["pg_advisory_xact_lock(hashtextextended(%s, 0))"] * len(wanted))
    with connection.cursor() as cursor, waiting_briefly():
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_MS}ms'")
        if wanted:
            cursor.execute(f"SELECT {locks}", wanted)


def publish_on_commit(task: Any) -> None:
    """Ask for one run of `task` after the commit, once per transaction however often it is asked.

    The broker may be down: the sweep carries the promise, this only makes it prompt.
    """
    waiting = [entry[1] for entry in connection.run_on_commit]
    if any(getattr(run, "publishes", None) == task.name for run in waiting):
        return

    def run() -> None:
        publish(task)

    run.publishes = task.name  # type: ignore[attr-defined]
    transaction.on_commit(run, robust=True)


__all__ = [
    "DatabaseError",
    "lock_in_order",
    "lock_names",
    "publish_on_commit",
    "refusing",
    "waiting_briefly",
]
