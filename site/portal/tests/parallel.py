"""Acts that happen at the same moment, each on a database connection of its own."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from portal.testing import as_owner


def at_once(acts: Sequence[Callable[[], Any]], wait: float = 60) -> list[Any]:
    """Run every act in a thread of its own, all released together; what each returned or raised."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(wait)
            results[number] = act()
        except Exception as error:  # a refusal is an answer like any other
            results[number] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(number, act), daemon=True)
        for number, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(wait)
        assert not thread.is_alive(), "an act did not come back"
    return results


def lock_nothing(rows: Any) -> list[Any]:
    """The control's stand-in for `locks.lock_in_order`: the rows, with nobody else kept waiting."""
    return list(rows)


@contextmanager
def somebody_writes(act: Callable[[], Any]) -> Iterator[threading.Event]:
    """In a transaction of another connection, open until the event is set or the block ends."""
    written, may_commit = threading.Event(), threading.Event()

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                written.set()
                may_commit.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert written.wait(60)
    try:
        yield may_commit
    finally:
        may_commit.set()
        thread.join(60)


def once_somebody_waits(event: threading.Event) -> threading.Thread:
    """Set the event as soon as a lock of this database is waited for."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def run() -> None:
        with as_owner() as cursor:
            while not event.is_set():
                cursor.execute(waiting)
                row = cursor.fetchone()
                if row and row[0]:
                    event.set()
                cursor.connection.rollback()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
