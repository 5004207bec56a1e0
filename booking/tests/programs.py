"""Another system that books: with a token, a key for each wish, and JSON."""

import uuid
from datetime import datetime
from typing import Any

from portal.accounts.tests.token_doors import ask, tokens_for
from portal.testing import Agenda

URL = "/api/appointments/"
KEY = "Idempotency-Key"


class Program:
    """Logged in as one user; every answer is the response itself."""

    def __init__(self, user: Any) -> None:
        self.token = tokens_for(user).access if user else ""

    def ask(self, method: str, path: str, data: Any = None, key: str = "") -> Any:
        headers = {KEY: key} if key else {}
        return ask(path, data, method=method, token=self.token, headers=headers)

    def get(self, path: str = URL) -> Any:
        return self.ask("get", path)

    def book(self, wanted: dict[str, Any], key: str | None = None) -> Any:
        return self.ask("post", URL, wanted, uuid.uuid4().hex if key is None else key)

    def booked(self, agenda: Agenda, starts_at: datetime) -> int:
        """Book; the appointment's number."""
        response = self.book(wish(agenda, starts_at))
        assert response.status_code == 201, response.content
        return int(response.json()["id"])

    def move(self, pk: int, starts_at: datetime, key: str = "", **more: str) -> Any:
        data = {"starts_at": starts_at.isoformat(), **more}
        return self.ask("put", f"{URL}{pk}/", data, key)

    def cancel(self, pk: int, reason: str = "", key: str = "") -> Any:
        query = f"?reason={reason}" if reason else ""
        return self.ask("delete", f"{URL}{pk}/{query}", None, key)


def wish(agenda: Agenda, starts_at: datetime, **changes: Any) -> dict[str, Any]:
    """A body that books; the phone is asked of whoever's account does not know one."""
    return {
        "service": agenda.service.slug,
        "professional": agenda.professional.slug,
        "starts_at": starts_at.isoformat(),
        "animals": [{"name": "Luna", "species": "dog", "notes": "Come menos."}],
        "phone": "612 34 56 78",
        **changes,
    }
