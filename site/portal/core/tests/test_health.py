"""What a load balancer is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal.core import breaker, health
from portal.notifications.models import Notification
from portal.testing import Agenda, book


@pytest.fixture(autouse=True)
def fresh(monkeypatch: Any) -> None:
    monkeypatch.setattr(breaker, "broker", breaker.Breaker())


def test_a_stopped_broker_is_told_and_makes_nothing_red(
    client: Client, db: None, monkeypatch: Any
) -> None:
    def away() -> object:
        raise ConnectionError

    monkeypatch.setattr(breaker, "_connection", away)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["broker"] == "unreachable"


def test_the_broker_of_the_tests_answers(client: Client, db: None) -> None:
    assert client.get("/readyz").json()["broker"] == "ok"


def test_the_lag_is_the_age_of_what_has_waited_longest(client: Client, agenda: Agenda) -> None:
    assert client.get("/readyz").json()["worker_lag_seconds"] == 0
    book(agenda, agenda.morning())
    message = Notification.objects.all()[0]
    message.due_at -= timedelta(seconds=90)
    message.save(update_fields=["due_at"])
    assert 90 <= client.get("/readyz").json()["worker_lag_seconds"] < 120
    Notification.objects.update(state="sent")
    assert health.worker_lag_seconds() == 0


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_asks_by_an_inner_address_is_answered(
    client: Client, db: None, settings: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["clinic.example"]
    answer = client.get(path, headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.post(path, headers={"host": "127.0.0.1:8000"}).status_code == 405
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 400
