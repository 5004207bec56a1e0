"""Acts that happen at the same moment, each on a database connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


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
