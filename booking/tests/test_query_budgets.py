"""Booking's pages: at most 15 queries, and as many with ten times the rows.

A new page is one more line of PAGES.
"""

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from booking.models import AvailabilityRule
from booking.slots import start_text
from portal.testing import book, make_user
from portal.tests.budgets import Ask, Stage, keep_budgets, make_stage

from .professionals import come_in_as

TYPED = {
    "animals": "1",
    "animal0-label": "Luna",
    "animal0-species": "dog",
    "animal0-notes": "Come menos desde el domingo.",
    "full_name": "Elena Rius",
    "phone": "612 34 56 79",
    "email": "elena@example.com",
}


def chosen(stage: Stage, hour: int = 9) -> dict[str, str]:
    """A time of the first professional, as it stands in an address."""
    agenda = stage.agenda
    return {
        "professional": agenda.professional.slug,
        "service": agenda.service.slug,
        "start": start_text(agenda.morning(0, hour=hour)),
    }


def look(client: Client, name: str, stage: Stage, hour: int = 9) -> Any:
    return client.get(f"{reverse(name)}?{urlencode(chosen(stage, hour))}")


def send(client: Client, name: str, stage: Stage, **more: str) -> Any:
    typed = {**TYPED, "attempt": str(uuid.uuid4()), **more}
    return client.post(reverse(name), {**chosen(stage), **typed})


def kept_then_checked(client: Client, stage: Stage) -> Any:
    """Both requests, the form's and the one of the page it leads to."""
    send(client, "booking:check", stage)
    return look(client, "booking:check", stage)


def done(client: Client, stage: Stage) -> Any:
    """The confirmation of a visit booked by this browser, the first time it is asked for."""
    if "done" not in stage.notes:
        start = start_text(stage.agenda.morning(1, hour=18))
        stage.notes["done"] = send(client, "booking:confirm", stage, start=start)["Location"]
    return client.get(stage.notes["done"])


def inspected(stage: Stage) -> str:
    """One appointment in the admin; looked up once, as the query would count."""
    if "inspected" not in stage.notes:
        first = stage.agenda.professional.appointments.first()
        stage.notes["inspected"] = f"/admin/appointments/inspect/{first.pk}/"
    return stage.notes["inspected"]


PAGES: dict[str, tuple[Ask, int, int]] = {
    # name: how it is asked for, the answer's status, the most queries
    # A newcomer's browser: one that holds a time already is asked about that.
    "details": (lambda _client, stage: look(Client(), "booking:book", stage, 11), 200, 15),
    "details, refused": (
        lambda client, stage: send(client, "booking:check", stage, email="nobody"),
        422,
        15,
    ),
    "check": (kept_then_checked, 200, 22),
    "taken": (lambda client, stage: look(client, "booking:book", stage, 7), 409, 15),
    "done": (done, 200, 15),
}


def test_pages_keep_their_budget_with_ten_times_the_rows(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    # A browser that has been here before: reading its session counts on every page.
    assert client.session.session_key
    keep_budgets(PAGES, client, make_stage())


ADMIN_PAGES: dict[str, tuple[Ask, int, int]] = {
    "appointments": (lambda client, stage: client.get("/admin/appointments/"), 200, 15),
    "one appointment": (lambda client, stage: client.get(inspected(stage)), 200, 15),
    "working hours": (lambda client, stage: client.get("/admin/working-hours/"), 200, 15),
    "time off": (lambda client, stage: client.get("/admin/time-off/"), 200, 15),
}


@pytest.mark.parametrize("role", ["administrator", "assistant"])
def test_lists_of_the_admin_keep_theirs(
    db: None, client: Client, settings: Any, tmp_path: Path, role: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stage = make_stage()
    user = make_user("staff@example.com", role)
    user.locations.add(stage.agenda.location)
    client.force_login(user)
    mine = {
        name: page
        for name, page in ADMIN_PAGES.items()
        if role == "administrator" or "appointment" in name
    }
    keep_budgets(mine, client, stage)


def day_page(client: Client, stage: Stage) -> Any:
    """A day that fills as the stage grows."""
    agenda = stage.agenda
    taken = stage.notes.setdefault("taken", [0])
    wanted = len(stage.agendas)
    for number in range(taken[0], wanted):
        start = agenda.morning(0, hour=9 + number)
        book(agenda, start, email=f"day{number}@example.com", name=f"Cliente {number}")
    taken[0] = wanted
    return client.get(reverse("own:today"), {"day": agenda.first_day.isoformat()})


def looked_at(client: Client, stage: Stage) -> Any:
    """The week with one stretch in it, which leaves every appointment in the way."""
    place = str(stage.agenda.location.pk)
    typed = {"count": "1", "do": "preview", "s0-day": "0", "s0-opens": "06:00", "s0-place": place}
    typed |= {"s0-closes": "06:30", "s0-which": "w"}
    typed["seen"] = stage.notes["version"] = client.get(reverse("own:hours")).context["version"]
    return client.post(reverse("own:hours"), typed)


def with_shifts(client: Client, stage: Stage) -> Any:
    """As many shifts as the stage is large."""
    assert AvailabilityRule.objects.filter(resource=stage.agenda.resource).exists()
    return client.get(reverse("own:hours"))


OWN_PAGES: dict[str, tuple[Ask, int, int]] = {
    "own day": (day_page, 200, 16),
    "own upcoming": (lambda client, stage: client.get(reverse("own:upcoming")), 200, 17),
    "own hours": (with_shifts, 200, 22),
    # Both requests: the page and what was sent from it.
    "own hours, looked at": (looked_at, 200, 45),
    "own services": (lambda client, stage: client.get(reverse("own:services")), 200, 14),
    "own facts": (lambda client, stage: client.get(reverse("own:facts")), 200, 18),
    "own time off": (lambda client, stage: client.get(reverse("own:time-off-add")), 200, 14),
    "own other day": (lambda client, stage: client.get(reverse("own:single-day")), 200, 14),
}


def test_a_professionals_own_pages_keep_theirs(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.BOOKING_OPEN_GUEST_BOOKINGS = 10_000
    stage = make_stage()
    come_in_as(client, stage.agenda)
    keep_budgets(OWN_PAGES, client, stage)


WEEKS: dict[str, tuple[Ask, int, int]] = {
    "everybody's week": (lambda client, stage: client.get("/admin/availability/"), 200, 12),
    "a week": (
        lambda client, stage: client.get(f"/admin/availability/{stage.agenda.professional.pk}/"),
        200,
        20,
    ),
}


def test_weeks_in_the_admin_keep_theirs(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stage = make_stage()
    client.force_login(make_user("staff@example.com", "administrator"))
    keep_budgets(WEEKS, client, stage)
