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

from booking.slots import start_text
from portal.testing import make_user
from portal.tests.budgets import Ask, Stage, keep_budgets, make_stage

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
