"""The account's pages: at most 15 queries, and as many with ten times the rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

from booking.actions import cancel_appointment
from booking.models import Visit
from booking.tests.test_query_budgets import look
from portal.testing import make_user
from portal.tests.budgets import Budget, Stage, keep_budgets, make_stage

MOST = 15


def page(address: str) -> Budget:
    return (lambda client, stage: client.get(address), 200, MOST)


PAGES: dict[str, Budget] = {
    name: page(address)
    for name, address in {
        "overview": "/cuenta/",
        "overview in English": "/en/account/",
        "visits": "/cuenta/citas/",
        "past visits": "/cuenta/citas/anteriores/",
        "details": "/cuenta/datos/",
        "claim": "/cuenta/ya-soy-cliente/",
        "notices": "/cuenta/avisos/",
        "preferences": "/cuenta/preferencias/",
        "privacy": "/cuenta/privacidad/",
    }.items()
}


@dataclass
class Mine(Stage):
    """A stage on which every visit is one person's own, half of them cancelled."""

    person: Any = None

    def grow(self, professionals: int) -> None:
        super().grow(professionals)
        self.give()

    def give(self) -> None:
        Visit.objects.update(person=self.person)
        for number, visit in enumerate(Visit.objects.order_by("pk")):
            if number % 2:
                cancel_appointment(appointment=visit.appointments.get())


# The dry run asks each model that knows something about somebody.
PAGES["delete"] = (lambda client, stage: client.get("/cuenta/privacidad/borrar/"), 200, 70)
# Who it is, how they are reached, and what waits for them, besides what a guest's page asks.
PAGES["booking"] = (lambda client, stage: look(client, "booking:book", stage, 11), 200, 19)


def test_the_account_keeps_its_budget_with_ten_times_the_rows(
    db: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = make_user("elena@example.com", "client")
    client.force_login(user)
    made = make_stage()
    stage = Mine(made.directory, made.agendas, person=user.person)
    stage.grow(3)
    keep_budgets(PAGES, client, stage)
