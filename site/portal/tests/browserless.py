"""A visitor without JavaScript: follows links, sends forms, keeps cookies."""

import re
import time
import uuid
from datetime import datetime
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from booking.slots import start_text
from portal.testing import Agenda


class Browser:
    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        # Seconds that the slowest request took, with what it was sent on to.
        self.slowest = 0.0

    def get(self, path: str) -> str:
        return self._open(self.base + path)[1]

    def post(self, path: str, page: str, fields: dict[str, str]) -> tuple[str, str]:
        """Send a form with the token of `page`; returns the address landed on and its text."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:400]
        data = urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        return self._open(Request(self.base + path, data, {"Referer": self.base + path}))

    def _open(self, what: Request | str) -> tuple[str, str]:
        began = time.monotonic()
        with self.opener.open(what, timeout=30) as response:
            text = response.read().decode()
        self.slowest = max(self.slowest, time.monotonic() - began)
        return response.url, text

    def log_in(self, email: str, password: str) -> None:
        page = self.get("/entrar/")
        landed, text = self.post("/entrar/", page, {"login": email, "password": password})
        assert "/entrar/" not in landed, text[:400]

    def book(self, agenda: Agenda, starts_at: datetime, email: str) -> str:
        """The whole flow; returns the confirmation page."""
        chosen = {
            "professional": agenda.professional.slug,
            "service": agenda.service.slug,
            "start": start_text(starts_at),
        }
        page = self.get(f"/reservar/?{urlencode(chosen)}")
        typed = {
            **chosen,
            "animals": "1",
            "animal0-label": "Luna",
            "animal0-species": "dog",
            "animal0-notes": "Come menos desde el domingo.",
            "full_name": "Elena Rius",
            "phone": "612 34 56 78",
            "email": email,
            "attempt": str(uuid.uuid4()),
        }
        landed, page = self.post("/reservar/comprobar/", page, typed)
        assert "/reservar/comprobar/?" in landed, landed
        assert "data-hold=" in page, page[:400]
        landed, page = self.post("/reservar/confirmar/", page, typed)
        assert "/reservar/hecho/" in landed, landed
        return page
