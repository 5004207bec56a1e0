"""Many programs at once: each with a token, all pressing at the same moment."""

import http.client
import json
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.accounts.actions import create_user
from portal.accounts.tests.token_doors import tokens_for
from portal.people.models import Person

PATH = "/api/appointments/"
# Fifty from one address within a minute are the point here.
WITHOUT_LIMITS = {"DJANGO_SETTINGS_MODULE": "portal.tests.settings_without_limits"}


@dataclass(frozen=True)
class Reply:
    """What one request was answered."""

    status: int
    told: Any
    headers: dict[str, str]


@dataclass(frozen=True)
class Press:
    """One booking that is ready to be sent."""

    token: str
    key: str
    body: dict[str, Any]

    def send(self, base: str, barrier: threading.Barrier | None = None) -> Reply:
        """Connect, wait for the others, send, read."""
        link = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": self.key,
        }
        link.connect()
        if barrier:
            barrier.wait(60)
        try:
            link.request("POST", PATH, json.dumps(self.body), headers)
            response = link.getresponse()
            told = json.loads(response.read() or b"null")
            return Reply(response.status, told, dict(response.headers))
        finally:
            link.close()


def new_client() -> str:
    """The token of somebody new."""
    user = create_user(email=f"client{secrets.token_hex(6)}@example.com", role="client")
    Person.objects.create(full_name="Elena Rius", user=user)
    return tokens_for(user).access


def all_at_once(base: str, presses: Sequence[Press]) -> list[Reply]:
    """What each was answered, when all are sent at the same moment."""
    barrier = threading.Barrier(len(presses))
    replies: list[Reply] = []

    def run(press: Press) -> None:
        replies.append(press.send(base, barrier))

    threads = [threading.Thread(target=run, args=(press,), daemon=True) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(replies) == len(presses)
    return replies
