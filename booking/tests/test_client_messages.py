"""Writing to a client, or to those of a day: seen before it is sent, sent once, within limits."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from booking.actions import cancel_appointment
from booking.models import Mailing
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people.models import ContactPoint, Person
from portal.people.readings import readings_of
from portal.testing import Agenda, book, make_agenda

from .admin_screens import text_of
from .clients import READERS, come_in, file_of

pytestmark = pytest.mark.django_db
SUBJECT, TEXT = "Mañana no abrimos", "La doctora está enferma.\nTe llamamos para darte otra hora."
BUDGET = 22


@pytest.fixture
def elena(agenda: Agenda) -> Person:
    person: Person = book(agenda, agenda.morning()).person
    return person


def words(**more: str) -> dict[str, str]:
    return {"subject": SUBJECT, "text": TEXT, "attempt": str(uuid4()), **more}


def to(person: Person) -> str:
    return reverse("booking:client-message", args=[person.pk])


def day_of(agenda: Agenda, number: int = 0, **more: Any) -> str:
    day = agenda.morning(number).astimezone(agenda.location.zone).date()
    query = "&".join(f"{name}={value}" for name, value in {"day": day, **more}.items())
    return f"{reverse('booking:day-message')}?{query}"


def staff_messages() -> Any:
    return Notification.objects.filter(kind="booking.staff_message")


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, name
    return found[1]


def test_what_is_shown_is_what_is_sent(
    agenda: Agenda, elena: Person, client: Client, mailoutbox: Any
) -> None:
    Person.objects.filter(pk=elena.pk).update(language="en")
    user = come_in(client, "administrator", agenda)
    Person.objects.filter(user=user).update(full_name="Olga Blasco")
    data = words()
    shown = client.post(to(elena), {**data, "do": "preview"})
    assert shown.status_code == 200
    assert not staff_messages().exists()
    response = client.post(to(elena), {**data, "do": "send"})
    assert response.status_code == 302
    assert "está en camino" in text_of(client.get(response["Location"]))
    send_due()
    mail = next(mail for mail in mailoutbox if mail.subject == SUBJECT)
    assert mail.to == ["elena@example.com"]
    page = text_of(shown)
    # In the reader's language, not the writer's; every line of the mail stood on the page.
    for line in ("Hello, Elena", "Olga Blasco", "This is no advertising."):
        assert line in mail.body
    lines = [line.strip() for line in mail.body.splitlines() if re.search(r"\w", line)]
    lines = [part for line in lines for part in line.split(": ")]
    assert [line for line in lines if line.strip(".") not in page] == []
    html = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", mail.alternatives[0][0]))
    assert "Te llamamos para darte otra hora." in html
    event = AuditEvent.objects.get(action="booking.clients_written_to")
    assert (event.actor_id, event.data) == (user.pk, {"count": 1, "person": str(elena.pk)})
    assert "enferma" not in str(event.data)
    assert SUBJECT in text_of(client.get(file_of(elena)))


def test_a_second_press_sends_nothing_more(agenda: Agenda, elena: Person, client: Client) -> None:
    come_in(client, "assistant here", agenda)
    data = words(do="send")
    assert [client.post(to(elena), data).status_code for _ in range(3)] == [302, 302, 302]
    assert staff_messages().count() == Mailing.objects.count() == 1
    # The control: another form is another message.
    client.post(to(elena), words(do="send"))
    assert staff_messages().count() == 2


def test_words_that_are_missing_are_asked_for_and_kept(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    come_in(client, "administrator", agenda)
    response = client.post(to(elena), words(subject="", do="send"))
    assert response.status_code == 422
    assert "Te llamamos para darte otra hora." in response.content.decode()
    again = client.post(to(elena), words(do="edit"))
    assert "Te llamamos para darte otra hora." in again.content.decode()
    assert not staff_messages().exists()


def test_whoever_has_no_email_is_not_written_to(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    ContactPoint.objects.filter(person=elena, kind="email").delete()
    come_in(client, "administrator", agenda)
    assert "No hay correo al que escribir" in text_of(client.get(file_of(elena)))
    assert client.post(to(elena), words(do="send")).status_code == 404
    assert not Mailing.objects.exists()


def test_a_subject_makes_no_second_header(
    agenda: Agenda, elena: Person, client: Client, mailoutbox: Any
) -> None:
    come_in(client, "administrator", agenda)
    client.post(to(elena), words(subject="Hola\r\nBcc: x@example.com", do="send"))
    send_due()
    assert mailoutbox[-1].subject == "Hola Bcc: x@example.com"
    assert mailoutbox[-1].recipients() == ["elena@example.com"]


@pytest.mark.parametrize(("who", "sees"), READERS.items())
def test_a_days_clients_are_those_whose_appointments_one_sees(
    agenda: Agenda, elena: Person, client: Client, who: str, sees: bool
) -> None:
    come_in(client, who, agenda)
    response = client.get(day_of(agenda))
    closed = who in {"editor", "client", "anonymous"}
    assert response.status_code == (404 if closed else 200)
    assert ("Elena Rius" in text_of(response)) is sees
    assert readings_of(elena).paginator.count == int(sees)
    sent = client.post(day_of(agenda), words(do="send"))
    assert sent.status_code == (404 if closed else 409)
    assert not staff_messages().exists()


@pytest.mark.parametrize("query", ["", "?day=", "?day=yesterday", "?day=2026-11-26&place=987"])
def test_a_day_that_is_none_is_not_found(agenda: Agenda, client: Client, query: str) -> None:
    come_in(client, "administrator", agenda)
    assert client.get(reverse("booking:day-message") + query).status_code == 404


def fill_day(agenda: Agenda, count: int) -> list[Person]:
    return [
        book(
            agenda,
            agenda.morning(hour=9 + number // 2, minute=30 * (number % 2)),
            email=f"c{number}@example.com",
            phone=f"+3461234{number:04d}",
            name=f"Cliente{number} Gil",
            language="en" if number % 2 else "es",
        ).person
        for number in range(count)
    ]


def test_a_days_clients_are_written_to_once_each_in_their_language(
    agenda: Agenda, client: Client, mailoutbox: Any
) -> None:
    people = fill_day(agenda, 5)
    ContactPoint.objects.filter(person=people[4], kind="email").delete()
    # Not that day's: cancelled, and of the day after.
    gone = book(agenda, agenda.morning(hour=15), email="gone@example.com", name="Berta Gil")
    cancel_appointment(appointment=gone.appointments.get(), by=None, reason="unstated")
    book(agenda, agenda.morning(1), email="later@example.com", name="Clara Gil")
    user = come_in(client, "assistant here", agenda)
    page = text_of(client.get(day_of(agenda)))
    assert "4 clientes lo reciben" in page
    assert "1 cliente no tiene correo" in page
    assert "Cliente4 Gil" in page
    assert "Berta" not in page
    assert "Clara" not in page
    data = words()
    shown = client.post(day_of(agenda), {**data, "do": "preview"})
    preview = text_of(shown)
    assert "Enviar a 4 clientes" in preview
    assert "Hola, Cliente0" in preview
    assert "Hello, Cliente1" in preview
    data |= {"do": "send", "who": hidden(shown, "who")}
    done = client.post(day_of(agenda), data)
    assert done.status_code == 302
    assert client.post(day_of(agenda), data).status_code == 302
    assert "a 4 clientes está en camino" in text_of(client.get(done["Location"]))
    assert staff_messages().count() == 4
    mailoutbox.clear()
    send_due()
    sent = {mail.to[0]: mail.body for mail in mailoutbox if mail.subject == SUBJECT}
    assert set(sent) == {f"c{number}@example.com" for number in range(4)}
    assert "Hola, Cliente2" in sent["c2@example.com"]
    assert "Hello, Cliente3" in sent["c3@example.com"]
    event = AuditEvent.objects.get(action="booking.clients_written_to")
    assert (event.actor_id, event.data) == (user.pk, {"count": 4})


def test_a_day_is_narrowed_to_a_place_or_a_professional(agenda: Agenda, client: Client) -> None:
    other = make_agenda(name="Javier Ibáñez Roca")
    fill_day(agenda, 1)
    book(other, other.morning(), email="omar@example.com", name="Omar Benali")
    come_in(client, "administrator", agenda)
    for question in (
        {"place": other.location.pk},
        {"professional": other.professional.pk},
    ):
        page = text_of(client.get(day_of(agenda, **question)))
        assert "Omar" in page
        assert "Cliente0" not in page
    assert "2 clientes lo reciben" in text_of(client.get(day_of(agenda)))


def test_whoever_came_to_it_since_is_looked_at_first(agenda: Agenda, client: Client) -> None:
    fill_day(agenda, 2)
    come_in(client, "administrator", agenda)
    data = words()
    shown = client.post(day_of(agenda), {**data, "do": "preview"})
    book(agenda, agenda.morning(hour=15), email="new@example.com", name="Nuevo Gil")
    late = client.post(day_of(agenda), {**data, "do": "send", "who": hidden(shown, "who")})
    assert late.status_code == 409
    assert "Enviar a 3 clientes" in text_of(late)
    assert not Mailing.objects.exists()
    again = client.post(day_of(agenda), {**data, "do": "send", "who": hidden(late, "who")})
    assert again.status_code == 302
    assert staff_messages().count() == 3


def test_a_message_goes_to_a_limited_number(agenda: Agenda, client: Client, settings: Any) -> None:
    fill_day(agenda, 4)
    come_in(client, "administrator", agenda)
    settings.BOOKING_MESSAGE_RECIPIENTS = 3
    assert "va a 3 como mucho" in text_of(client.get(day_of(agenda)))
    data = words()
    shown = client.post(day_of(agenda), {**data, "do": "preview"})
    assert "Enviar a 4" not in text_of(shown)
    data |= {"do": "send", "who": hidden(shown, "who")}
    assert client.post(day_of(agenda), data).status_code == 422
    assert not Mailing.objects.exists()
    settings.BOOKING_MESSAGE_RECIPIENTS = 4
    assert client.post(day_of(agenda), data).status_code == 302


def test_a_login_writes_to_a_limited_number_in_a_day(
    agenda: Agenda, elena: Person, client: Client, settings: Any
) -> None:
    settings.BOOKING_MESSAGES_A_DAY = 2
    user = come_in(client, "administrator", agenda)
    for expected in (302, 302, 429):
        assert client.post(to(elena), words(do="send")).status_code == expected
    assert staff_messages().count() == 2
    # Each login has its own count, and a day later it begins anew.
    come_in(client, "superadministrator", agenda)
    assert client.post(to(elena), words(do="send")).status_code == 302
    client.force_login(user)
    assert client.post(to(elena), words(do="send")).status_code == 429
    with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
        client.force_login(user)
        assert client.post(to(elena), words(do="send")).status_code == 302


def test_queries_do_not_grow_with_the_days_clients(
    agenda: Agenda, client: Client, settings: Any
) -> None:
    come_in(client, "administrator", agenda)

    def asked() -> int:
        client.get(day_of(agenda))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(day_of(agenda)).status_code == 200
        return len(queries)

    fill_day(agenda, 2)
    few = asked()
    for number in range(2, 12):
        book(
            agenda,
            agenda.morning(hour=11 + number // 2, minute=30 * (number % 2)),
            email=f"m{number}@example.com",
            phone=f"+3461255{number:04d}",
            name=f"Más{number} Gil",
        )
    assert asked() == few <= BUDGET


def test_the_list_of_one_day_leads_here(agenda: Agenda, elena: Person, client: Client) -> None:
    come_in(client, "assistant here", agenda)
    day = agenda.morning().astimezone(agenda.location.zone).date()
    page = client.get(f"/admin/appointments/?first={day}&last={day}").content.decode()
    assert f"{reverse('booking:day-message')}?day={day}" in page
    assert reverse("booking:day-message") not in client.get("/admin/appointments/").content.decode()
