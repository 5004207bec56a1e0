"""What somebody sees who looks for a time, takes it, reads the mails and comes back by their link."""

import datetime as dt
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from booking.models import Appointment
from portal.testing import Agenda

from .telling import delivered, token_in, words_of

SLOT = re.compile(
    r'<a class="slot" href="([^"]+)">.*?<time datetime="([^"]+)">([^<]+)</time>', re.S
)
COUNTDOWN = re.compile(r'<(b role="timer"|progress)[^>]*>[^<]*')
CLOCK = re.compile(r"\b\d\d:\d\d\b")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """A time of a picker: what it says, what it tells a machine, and where it leads."""

    text: str
    local: dt.datetime
    url: str

    @property
    def leads_to(self) -> dt.datetime:
        """The moment that the link names."""
        [start] = parse_qs(urlsplit(self.url).query)["start"]
        return dt.datetime.strptime(start, "%Y%m%dT%H%M%z")


def shown_in(response: Any, *, status: int = 200) -> list[Shown]:
    """The times of a page, in its order."""
    assert response.status_code == status, response.status_code
    return [
        Shown(text, dt.datetime.fromisoformat(local), unescape(url))
        for url, local, text in SLOT.findall(response.text)
    ]


def clocks_in(page: str) -> set[str]:
    """Every time of day that the text of a page or mail names, without what is left to decide."""
    return set(CLOCK.findall(strip_tags(COUNTDOWN.sub("", page))))


@dataclass(frozen=True)
class Offered:
    """The times of an agenda as the profile shows them, as the booking page does, as the API answers."""

    profile: list[Shown]
    picker: list[Shown]
    answer: list[dict[str, str]]

    @property
    def pages(self) -> tuple[list[Shown], list[Shown]]:
        return self.profile, self.picker


def look(client: Client, agenda: Agenda, days: list[dt.date]) -> Offered:
    who = {"service": agenda.service.slug, "professional": agenda.professional.slug}
    span = {"from": days[0].isoformat(), "to": days[-1].isoformat()}
    answer = client.get("/api/appointments/available/", {**who, **span})
    assert answer.status_code == 200, answer.content
    return Offered(
        profile=shown_in(client.get(f"/profesionales/{agenda.professional.slug}/")),
        picker=shown_in(client.get(reverse("booking:book"), who)),
        answer=[time for group in answer.json()["available"] for time in group["times"]],
    )


@dataclass(frozen=True)
class Told:
    """One visit from the link in a page on: the pages, the appointment, the mails, the files."""

    shown: Shown
    pages: dict[str, str]
    starts_at: dt.datetime
    ends_at: dt.datetime
    mails: dict[str, list[str]]
    files: dict[str, bytes]


def file_of(message: Any) -> bytes:
    """The attached file as it was sent."""
    [(_name, content, _mimetype)] = message.attachments
    return content.encode() if isinstance(content, str) else bytes(content)


def take(client: Client, agenda: Agenda, shown: Shown, *, number: int) -> Told:
    """Somebody new follows the link, keeps the time, confirms, and opens everything that tells of it."""
    client.cookies.clear()
    details = client.get(shown.url)
    choice = dict(HIDDEN.findall(details.text))
    email = f"guest{number}@example.com"
    typed = {
        "animals": "1",
        "animal0-label": "Luna",
        "animal0-species": "dog",
        "full_name": "Elena Rius",
        "phone": f"612 34 56 {number:02}",
        "email": email,
    }
    check = client.post(reverse("booking:check"), {**choice, **typed}, follow=True)
    assert "data-hold=" in check.text
    done = client.post(reverse("booking:confirm"), dict(HIDDEN.findall(check.text)), follow=True)
    appointment = Appointment.objects.get(visit__person__contact_points__value=email)
    mails = delivered()
    to_client, to_professional = mails[email], mails[agenda.professional.person.email]
    token = token_in(to_client)
    manage = reverse("booking:manage", args=[token])
    return Told(
        shown=shown,
        pages={
            "details": details.text,
            "check": check.text,
            "done": done.text,
            "manage": client.get(manage).text,
        },
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        mails={"client": words_of(to_client), "professional": words_of(to_professional)},
        files={
            "client's mail": file_of(to_client),
            "professional's mail": file_of(to_professional),
            "done": client.get(reverse("booking:calendar", args=[appointment.visit.code])).content,
            "manage": client.get(reverse("booking:manage-calendar", args=[token])).content,
        },
    )
