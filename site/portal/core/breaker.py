"""A circuit breaker before the broker: with it down, a request loses one short wait, not one each."""

import time
from functools import lru_cache
from typing import Any

import structlog
from celery import current_app
from kombu import Connection
from kombu.pools import producers

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

# A request waits this long for a broker that is away. The worker's own connection is patient.
SOCKET_TIMEOUT_SECONDS = 0.2


@lru_cache(maxsize=1)
def _connection() -> Connection:
    return current_app.connection_for_write(
        transport_options={
            "socket_timeout": SOCKET_TIMEOUT_SECONDS,
            "socket_connect_timeout": SOCKET_TIMEOUT_SECONDS,
            # Without these the library knocks for six seconds before it gives up.
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
        }
    )


def is_reachable() -> bool:
    """Whether the broker answers now; asked briefly, and not at all while the breaker is open."""
    if broker.is_open():
        return False
    try:
        with producers[_connection()].acquire(block=True) as producer:
            producer.connection.ensure_connection(max_retries=1, timeout=SOCKET_TIMEOUT_SECONDS)
            producer.connection.default_channel.client.ping()
    except Exception:  # the broker library raises its own, redis's and socket errors
        broker.failed()
        return False
    return True


def send_task(task: Any, *args: Any, **options: Any) -> None:
    """Send one task now, without retrying; raises whatever the broker's library raises."""
    with producers[_connection()].acquire(block=True) as producer:
        task.apply_async(args, producer=producer, retry=False, **options)


def publish(task: Any) -> bool:
    """Send one task to the broker without retrying; False when it could not be sent.

    Nothing may depend on the answer: every task published here is also run by a sweep.
    """
    if broker.is_open():
        return False
    try:
        send_task(task, expires=300)
    except Exception as error:  # the broker library raises its own, redis's and socket errors
        broker.failed()
        log.warning("broker_unreachable", task=task.name, error=type(error).__name__)
        return False
    broker.worked()
    return True
