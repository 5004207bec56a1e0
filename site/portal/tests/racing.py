"""Many clients at once for one time: the same form, sent at the same moment."""

import http.client
import re
import secrets
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.db import connection

from booking.slots import start_text

CLIENTS = 50
HOLD, CONFIRM = "/reservar/guardar/", "/reservar/confirmar/"


@dataclass(frozen=True)
class Answer:
    """To one press; `before` is the answer to the press that kept the time, where there was one."""

    status: int
    body: str
    before: "Answer | None" = None

    @property
    def won(self) -> bool:
        """Booked: sent on to the confirmation."""
        return self.status == 302

    @property
    def held(self) -> bool:
        """Kept: the box with the time that is left."""
        return self.status == 200 and "data-hold=" in self.body

    @property
    def told_it_is_taken(self) -> bool:
        return self.status == 409 and "se acaba de ocupar" in self.body


class Client(threading.Thread):
    """A browser that has the form open and presses the button when all others do."""

    def __init__(
        self, base: str, fields: dict[str, str], barrier: threading.Barrier, paths: Sequence[str]
    ) -> None:
        super().__init__(daemon=True)
        self.host = urlsplit(base).netloc
        self.fields = fields
        self.barrier = barrier
        self.paths = paths
        self.cookies: dict[str, str] = {}
        self.answer: Answer | None = None

    def run(self) -> None:
        link = http.client.HTTPConnection(self.host, timeout=60)
        query = urlencode(
            {name: self.fields[name] for name in ("professional", "service", "start")}
        )
        page = self._ask(link, "GET", f"/reservar/?{query}").body
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:500]
        body = urlencode({**self.fields, "csrfmiddlewaretoken": token[1]})
        # Whoever waits long for the others would find this connection closed by the server.
        link.close()
        self.barrier.wait(60)
        for path in self.paths:
            self.answer = self._ask(link, "POST", path, body)
        link.close()

    def _ask(
        self, link: http.client.HTTPConnection, method: str, path: str, body: str = ""
    ) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://{self.host}/",
        }
        link.request(method, path, body, headers)
        response = link.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _sep, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.read().decode(), self.answer)


def race(
    base: str,
    professional: str,
    service: str,
    starts: list[datetime],
    *,
    paths: Sequence[str] = (CONFIRM,),
) -> list[Answer]:
    """`CLIENTS` clients want one of `starts`, in turn, and press at each of `paths`, all at once.

    Returns what each was answered last.
    """
    barrier = threading.Barrier(CLIENTS)
    clients = []
    for number in range(CLIENTS):
        fields = {
            "professional": professional,
            "service": service,
            "start": start_text(starts[number % len(starts)]),
            "animals": "1",
            "animal0-label": f"Luna {number}",
            "animal0-species": "dog",
            "full_name": f"Elena Rius {number}",
            # Somebody new each time: a guest may have three open bookings only.
            "phone": f"6{secrets.randbelow(10**8):08d}",
            "email": f"client{secrets.token_hex(6)}@example.com",
            "attempt": str(uuid.uuid4()),
        }
        clients.append(Client(base, fields, barrier, paths))
    for client in clients:
        client.start()
    for client in clients:
        client.join(120)
    return [client.answer for client in clients if client.answer]


def overlapping_claims() -> int:
    """Pairs of live claims of one agenda that share a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM booking_claim a JOIN booking_claim b
            ON a.resource_id = b.resource_id AND a.id < b.id
            AND a.released_at IS NULL AND b.released_at IS NULL
            AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
            """
        )
        return int(cursor.fetchone()[0])


def deadlocks() -> int:
    """Deadlocks the server has counted in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
