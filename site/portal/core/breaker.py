"""A circuit breaker before the broker: with it down, a request loses one short wait, not one each."""

import time
from typing import Any

import structlog

log = structlog.get_logger(__name__)

OPEN_FOR_SECONDS = 20.0


class Breaker:
    """Closed lets calls through; after a failure it stays open for `OPEN_FOR_SECONDS`."""

    def __init__(self) -> None:
        self.opened_at: float | None = None

    def is_open(self) -> bool:
        opened = self.opened_at
        return opened is not None and time.monotonic() - opened < OPEN_FOR_SECONDS

    def failed(self) -> None:
        self.opened_at = time.monotonic()

    def worked(self) -> None:
        self.opened_at = None


broker = Breaker()


def publish(task: Any) -> bool:
    """Send one task to the broker without retrying; False when it could not be sent.

    Nothing may depend on the answer: every task published here is also run by a sweep.
    """
    if broker.is_open():
        return False
    try:
        task.apply_async(retry=False, expires=300)
    except Exception as error:  # the broker library raises its own, redis's and socket errors
        broker.failed()
        log.warning("broker_unreachable", task=task.name, error=type(error).__name__)
        return False
    broker.worked()
    return True
