"""A worker of many children, each stopped at another step of sending, and then killed."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import Celery
from django.db import connection
from psycopg import sql

from portal.core.time import now
from portal.notifications.actions import notify
from portal.notifications.models import Notification
from portal.people.models import Person

from . import live
from .databases import owner_connection
from .mail_double import REPLIES, MailDouble, Pause, Talk

SWEEP = "portal.notifications.tasks.sweep"
QUEUE, CARELESS = "celery", "careless"
# How many children are stopped at once: five steps up to DATA, and seven after or before them.
CHILDREN = 12


class Lock:
    """A lock on rows or a table that a session of the test holds, so that the worker waits for it."""

    def __init__(self, text: Any, *values: Any) -> None:
        self.link = owner_connection(str(connection.settings_dict["NAME"]))
        self.link.autocommit = False
        self.link.execute(text, values)

    def waiting(self) -> list[int]:
        """The server processes that wait for it."""
        with owner_connection() as owner:
            rows = owner.execute(
                "SELECT pid FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))",
                [self.link.info.backend_pid],
            ).fetchall()
        return [int(row[0]) for row in rows]

    def end_those_who_wait(self) -> None:
        """The statement of a client that is gone would go on as soon as the lock is given back."""
        with owner_connection() as owner:
            for pid in self.waiting():
                owner.execute("SELECT pg_terminate_backend(%s, 30000)", [pid])

    def give_back(self) -> None:
        self.link.rollback()
        self.link.close()


def lock_row(message: Notification) -> Lock:
    return Lock("SELECT 1 FROM notifications_notification WHERE id = %s FOR UPDATE", message.pk)


def lock_table(name: str) -> Lock:
    return Lock(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(name)))


class Stage:
    """A mail double, a broker, a person to write to, and whoever was started besides."""

    def __init__(self, tmp: Path, double: MailDouble, person: Person) -> None:
        self.tmp = tmp
        self.double = double
        self.person = person
        self.locks: list[Lock] = []
        self.pauses: list[Pause] = []
        self.processes: list[live.Process] = []
        self.broker = live.valkey(tmp)
        self.url = f"redis+socket://{tmp / 'valkey.sock'}"
        self.queue = Celery("test", broker=self.url, set_as_current=False)

    def start(self, what: Callable[..., live.Process], **more: Any) -> None:
        """A process of the product that knows this broker and this mail server.

        Its lease is long: no worker may take what another one was stopped with.
        """
        urls = {"REDIS_URL": self.url, "EMAIL_URL": self.double.url}
        process = what(self.tmp, **urls, NOTIFICATIONS_LEASE_SECONDS="600", **more)
        self.processes.append(process)

    def wait(self, what: Callable[[], object]) -> None:
        """Until it is so; what the worker said last is shown when it never is."""
        live.wait_until(what, 90, self.tmp / "worker.log")

    def write(self, name: str) -> Notification:
        """A committed message that no broker has heard of."""
        message = notify(
            person=self.person,
            kind="backups.backup_failed",
            facts={"at": "2026-11-25T03:00:00+00:00", "error": name},
            dedupe_key=name,
        )
        assert message
        return message

    def sweep(self, queue: str = QUEUE) -> None:
        """Queue one sweep, as a commit and beat do."""
        self.queue.send_task(SWEEP, queue=queue)

    def queued(self) -> int:
        with self.queue.connection_for_read() as link:
            return int(link.default_channel.client.llen(QUEUE))

    def answering(self, count: int) -> bool:
        """Whether so many workers answer, which they do while they take from their queue."""
        return len(self.queue.control.ping(timeout=1, limit=count)) == count

    def idle(self) -> bool:
        """Whether the workers that answer have nothing in their hands, nor taken from their queue."""
        asked = self.queue.control.inspect(timeout=1)
        hands = [asked.active() or {}, asked.reserved() or {}]
        return all(found and not any(found.values()) for found in hands)

    def stop_at(self, step: str, name: str = "", queue: str = QUEUE) -> None:
        """One child stands at this step of a conversation about the message of that name."""
        self.write(name or step)
        pause = self.double.acts[step] = Pause(REPLIES[step])
        self.pauses.append(pause)
        self.sweep(queue)
        self.wait(pause.reached.is_set)
        del self.double.acts[step]

    def stop_by_lock(self, name: str, step: str, queue: str = QUEUE) -> Lock:
        """One child waits for its own row, which was locked as the mail server was at `step`."""
        message = self.write(name)
        held: list[Lock] = []

        def act(talk: Talk) -> str:
            held.append(lock_row(message))
            return REPLIES[step]

        self.double.acts[step] = act
        self.sweep(queue)
        self.wait(lambda: held and held[0].waiting())
        del self.double.acts[step]
        return self.keep(held[0])

    def stop_at_lock(self, lock: Lock) -> None:
        """One child waits for a lock that was there before."""
        self.sweep()
        self.wait(lock.waiting)
        self.keep(lock)

    def keep(self, lock: Lock) -> Lock:
        self.locks.append(lock)
        return lock

    def kill(self, *, goes_on: Lock) -> None:
        """SIGKILL to the workers. What their sessions wait to do ends with them, but for one lock's."""
        for process in self.processes:
            process.kill(signal.SIGKILL)
        for lock in self.locks:
            if lock is not goes_on:
                lock.end_those_who_wait()
            lock.give_back()
        for pause in self.pauses:
            pause.go.set()

    def copies(self) -> dict[str, int]:
        """How often the mail server took each message, by the number it carries."""
        every = Notification.objects.all()
        return {message.dedupe_key: self.double.copies(message) for message in every}

    def leases_end(self) -> None:
        """Nobody waits for a clock."""
        rows = Notification.objects.filter(state__in=["sending", "handed"])
        rows.update(due_at=now() - timedelta(seconds=1))


@contextmanager
def stage(tmp: Path, person: Person) -> Iterator[Stage]:
    """Everything that was started or locked ends with it."""
    with ExitStack() as stack:
        here = Stage(tmp, stack.enter_context(MailDouble()), person)
        try:
            yield here
        finally:
            for lock in here.locks:
                if not lock.link.closed:
                    lock.give_back()
            for process in [*here.processes, here.broker]:
                process.kill(signal.SIGKILL)
            here.queue.close()
