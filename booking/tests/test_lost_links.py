"""A lost link goes to the address that booked, and the page tells nobody whether it is known."""

import re
from typing import Any

import pytest
from django.test import Client

from booking.actions import cancel_appointment, send_lost_links
from booking.models import LinkRequest
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.testing import Agenda, book
from portal.tests.parallel import at_once

from .telling import delivered, token_in

ADDRESS = {"es": "/reservar/enlace-perdido/", "en": "/en/book/lost-link/"}
KNOWN, UNKNOWN = "elena@example.com", "nadie1@example.com"
LINKS = "booking.visit_link"


def sent() -> int:
    return Notification.objects.filter(kind=LINKS).count()


def ask(client: Client, email: str, language: str = "es") -> Any:
    return client.post(ADDRESS[language], {"email": email})


@pytest.mark.django_db
def test_the_answer_is_the_same_for_a_stranger(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning())
    known, unknown = ask(client, KNOWN), ask(client, UNKNOWN)
    assert known.status_code == unknown.status_code == 200
    pages = [
        re.sub(r"nadie1@example\.com|elena@example\.com", "…", answer.text)
        for answer in (known, unknown)
    ]
    assert pages[0] == pages[1]
    assert "tiene citas por venir, le llega un enlace" in pages[0]
    assert sent() == 1
    assert LinkRequest.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_new_link_comes_in_the_language_it_was_asked_in(
    agenda: Agenda, client: Client, language: str
) -> None:
    visit = book(agenda, agenda.morning())
    delivered()
    ask(client, " ELENA@example.com", language)
    message = delivered()[KNOWN]
    assert message.extra_headers["Content-Language"] == language
    assert message.attachments == []
    opened = client.get(f"/reservar/cita/{token_in(message)}/")
    assert visit.code in opened.text


@pytest.mark.django_db
def test_links_go_out_for_visits_to_come_only(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning())
    gone = book(agenda, agenda.morning(1))
    book(agenda, agenda.morning(2))
    book(agenda, agenda.morning(3), email="other@example.com", phone="+34612345679")
    cancel_appointment(appointment=gone.appointments.get())
    ask(client, KNOWN)
    rows = Notification.objects.filter(kind=LINKS)
    assert len(rows) == 2
    assert {row.recipient for row in rows} == {KNOWN}


@pytest.mark.django_db
def test_links_are_sent_three_times_a_day_and_the_page_says_the_same(
    agenda: Agenda, client: Client
) -> None:
    book(agenda, agenda.morning())
    answers = {ask(client, KNOWN).text for _number in range(5)}
    assert len(answers) == 1
    assert sent() == 3


@pytest.mark.django_db(transaction=True)
def test_three_a_day_holds_when_all_ask_at_once(agenda: Agenda) -> None:
    book(agenda, agenda.morning())
    results = at_once([lambda: send_lost_links(email=KNOWN, language="es")] * 8)
    assert results == [None] * 8
    assert sent() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "elena", "elena@", "a" * 260 + "@example.com"])
def test_a_wrong_address_is_named_and_asks_nothing(client: Client, email: str) -> None:
    response = ask(client, email)
    assert response.status_code == 422
    assert 'id="errores"' in response.text
    assert not LinkRequest.objects.exists()


@pytest.mark.django_db
def test_the_request_is_counted_without_the_address(agenda: Agenda, client: Client) -> None:
    ask(client, UNKNOWN)
    assert UNKNOWN not in str(list(LinkRequest.objects.values()))
    assert not Person.objects.filter(contact_points__value=UNKNOWN).exists()


@pytest.mark.django_db
def test_the_page_is_not_kept_and_not_indexed(client: Client) -> None:
    response = client.get(ADDRESS["es"])
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response.text
