"""Running late: who is told, who is not, and that nobody hears of it twice."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from booking.delays import Delay, delay_of
from booking.models import Appointment
from portal.notifications.models import Notification
from portal.testing import Agenda, book

from .admin_screens import text_of
from .professionals import come_in_as
from .test_client_messages import hidden

Status = Appointment.Status
NINE = datetime.fromisoformat("2026-06-01T09:00+02:00")


def row(pk: int, minute: int, status: str, length: int = 30) -> Appointment:
    starts = NINE + timedelta(minutes=minute)
    return Appointment(
        pk=pk, starts_at=starts, ends_at=starts + timedelta(minutes=length), status=status
    )


def told(delay: Delay | None) -> tuple[int, list[Any]] | None:
    return delay and (delay.minutes, [one.pk for one in delay.affected])


@pytest.mark.parametrize(
    ("rows", "minute", "expected"),
    [
        ([], 0, None),
        # On time, and late for nobody.
        ([row(1, 0, "in_progress"), row(2, 30, "confirmed")], 29, None),
        ([row(1, 0, "in_progress"), row(2, 90, "confirmed")], 50, None),
        # Twelve minutes too long, and the pause before the next takes them in.
        (
            [
                row(1, 0, "in_progress", 20),
                row(2, 40, "confirmed", 10),
                row(3, 50, "confirmed", 10),
                row(4, 90, "confirmed"),
            ],
            32,
            None,
        ),
        (
            [
                row(1, 0, "in_progress", 20),
                row(2, 20, "checked_in", 20),
                row(3, 40, "confirmed", 20),
                row(4, 80, "confirmed"),
            ],
            32,
            (15, [3]),
        ),
        # In the waiting room since the time came, and nobody is inside.
        ([row(1, 0, "checked_in"), row(2, 30, "confirmed")], 10, (10, [2])),
        # Whoever has not come delays nobody; who is done or gone neither.
        ([row(1, 0, "confirmed"), row(2, 30, "confirmed")], 20, None),
        ([row(1, 0, "completed"), row(2, 10, "no_show"), row(3, 40, "confirmed")], 39, None),
        # Four minutes are none; five are.
        ([row(1, 0, "in_progress"), row(2, 30, "confirmed")], 34, None),
        ([row(1, 0, "in_progress"), row(2, 30, "confirmed")], 35, None),
        ([row(1, 0, "in_progress", 35), row(2, 30, "confirmed")], 20, (5, [2])),
        # Somebody forgot to press «Finish» in the morning.
        ([row(1, 0, "in_progress"), row(2, 300, "checked_in")], 430, None),
    ],
)
def test_who_waits_and_how_long(
    rows: list[Appointment], minute: int, expected: tuple[int, list[int]] | None
) -> None:
    assert told(delay_of(rows, NINE + timedelta(minutes=minute))) == expected


@pytest.mark.django_db
def test_the_day_says_so_and_those_who_wait_are_written_to(agenda: Agenda, client: Client) -> None:
    come_in_as(client, agenda)
    first = book(agenda, agenda.morning()).appointments.get()
    length = first.ends_at - first.starts_at
    book(agenda, first.ends_at, email="alma@example.com", name="Alma Soto")
    after = first.ends_at + length + timedelta(hours=2)
    book(agenda, after, email="paula@example.com", name="Paula Ruano")
    Appointment.objects.filter(pk=first.pk).update(status=Status.CHECKED_IN)
    with time_machine.travel(first.starts_at + timedelta(minutes=11), tick=False):
        page = client.get(reverse("own:today"))
        assert "Vas 15 min tarde" in text_of(page)
        assert "Esperará 1 cliente" in text_of(page)
        url = page.context["write_url"] + "&late=on"
        assert url.replace("&", "&amp;") in page.content.decode()
        form = client.get(url)
        assert "Alma Soto" in text_of(form)
        assert "Paula Ruano" not in text_of(form)
        words = form.context["form"].initial
        assert "15 minutos" in words["subject"]
        sent = {**words, "attempt": str(uuid4())}
        preview = client.post(url, {**sent, "do": "preview"})
        who = hidden(preview, "who")
        for _ in range(2):
            answer = client.post(url, {**sent, "do": "send", "who": who})
            assert answer.status_code == 302
            assert answer["Location"].startswith(url)
        [message] = Notification.objects.filter(kind="booking.staff_message")
        assert message.recipient == "alma@example.com"
    # Once nobody waits any more the same address says so, and sends nothing.
    Appointment.objects.filter(pk=first.pk).update(status=Status.COMPLETED)
    with time_machine.travel(first.starts_at + timedelta(minutes=11), tick=False):
        assert "tarde" not in text_of(client.get(reverse("own:today")))
        assert "Ahora no espera nadie" in text_of(client.get(url))
        refused = client.post(url, {**sent, "attempt": str(uuid4()), "do": "send", "who": who})
        assert refused.status_code == 409
    assert Notification.objects.filter(kind="booking.staff_message").count() == 1
