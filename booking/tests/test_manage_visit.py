"""Whoever has the link sees the visit, and whoever has not sees that it does not work."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.actions import cancel_appointment
from booking.actions.links import forget_dead_links, mint_link
from booking.models import Appointment, ManageLink
from portal.core.time import now
from portal.people.models import ContactPoint
from portal.testing import Agenda, book

from .telling import everything, link_of

pytestmark = pytest.mark.django_db
BASE = {"es": "/reservar/cita/", "en": "/en/book/visit/"}
PAGES = {
    "es": ("", "cambiar/", "cancelar/", "calendario.ics"),
    "en": ("", "move/", "cancel/", "calendar.ics"),
}


def pages(token: str, language: str = "es") -> list[str]:
    return [f"{BASE[language]}{token}/{page}" for page in PAGES[language]]


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_page_opens_in_both_languages(agenda: Agenda, client: Client, language: str) -> None:
    token, _appointment = link_of(agenda)
    for address in pages(token, language):
        assert client.get(address).status_code == 200, address


def test_the_page_says_when_and_whom_and_not_who_or_why(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda, name="Elena Rius Łukasz")
    for address in pages(token):
        page = client.get(address).content.decode()
        assert "Rius" not in page
        # «612» alone stands in every address of December 2026: ?start=20261201…
        assert "61234" not in page.replace(" ", "")
        assert "5678" not in page.replace(" ", "")
        assert "elena@example.com" not in page
        assert "Come menos" not in page
    page = client.get(pages(token)[0]).text
    assert "Elena R., teléfono acabado en 78" in page
    assert "09:00 a 09:30" in page
    assert appointment.visit.code in page
    assert "Luna, con Dra. Marta Ferrer Soler" in page


def test_nobody_keeps_a_copy_or_learns_the_address(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    refused = f"{pages(token)[1]}?start=20200101T0900Z"
    for address in [*pages(token), *pages("0" * 22), refused]:
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert not response.cookies
        if response["Content-Type"].startswith("text/html"):
            assert '<meta name="robots" content="noindex, nofollow">' in response.text


def test_a_made_up_link_is_a_404_with_the_way_to_a_new_one(agenda: Agenda, client: Client) -> None:
    link_of(agenda)
    for language, words in (("es", "Este enlace ya no sirve"), ("en", "This link no longer works")):
        for address in pages("A" * 22, language):
            response = client.get(address)
            assert response.status_code == 404
            assert words in response.text
            assert 'name="email"' in response.text


def test_the_link_dies_when_the_email_changes(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    ContactPoint.objects.filter(person=appointment.visit.person, kind="email").update(
        value="other@example.com"
    )
    before = everything()
    for address in pages(token):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in {404, 405}
    assert everything() == before


def test_a_mail_to_an_address_that_is_no_longer_theirs_opens_nothing(
    agenda: Agenda, client: Client
) -> None:
    visit = book(agenda, agenda.morning())
    token = mint_link(visit=visit, email="former@example.com")
    assert client.get(pages(token)[0]).status_code == 404


def test_the_link_ends_thirty_days_after_the_visit(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    last = appointment.ends_at + dt.timedelta(days=30)
    with time_machine.travel(last - dt.timedelta(minutes=1), tick=False):
        assert client.get(pages(token)[0]).status_code == 200
    with time_machine.travel(last + dt.timedelta(minutes=1), tick=False):
        assert client.get(pages(token)[0]).status_code == 404
        forget_dead_links()
        assert not ManageLink.objects.exists()


def test_only_a_digest_of_the_link_is_kept(agenda: Agenda) -> None:
    token, _appointment = link_of(agenda)
    link = ManageLink.objects.get()
    assert token not in str(vars(link))
    assert len(link.digest) == 64
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{token}%"]
            )
            assert cursor.fetchone() == (0,), table


def state(client: Client, token: str) -> str:
    return client.get(pages(token)[0]).text


def test_a_cancelled_visit_says_so_and_offers_to_book_again(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    cancel_appointment(appointment=appointment)
    page = state(client, token)
    assert "Esta cita está cancelada" in page
    assert "Reservar otra vez" in page
    assert "cambiar/" not in page
    assert "cancelar/" not in page


def test_a_visit_in_the_past_can_only_be_looked_at(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    with time_machine.travel(appointment.ends_at + dt.timedelta(hours=1), tick=False):
        page = state(client, token)
        assert "Esta cita ya pasó" in page
        before = everything()
        for address in pages(token)[1:3]:
            for ask in (client.get, client.post):
                response = ask(address)
                assert response.status_code == 409
                assert "Esa cita ya no se puede cambiar" in response.text
        assert everything() == before


def test_a_visit_under_way_names_the_phone(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    Appointment.objects.filter(pk=appointment.pk).update(status="checked_in")
    page = state(client, token)
    assert "En curso" in page
    assert "960 00 12 34" in page
    assert "cancelar/" not in page


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(found)


def test_no_page_asks_more_than_fifteen_times_however_much_there_is(
    agenda: Agenda, client: Client
) -> None:
    token, appointment = link_of(agenda)
    start = agenda.morning(1, hour=11).strftime("%Y%m%dT%H%MZ")
    addresses = [*pages(token), f"{pages(token)[1]}?start={start}"]
    few = [queries(client, address) for address in addresses]
    assert max(few) <= 15, few
    for number in range(12):
        book(
            agenda,
            agenda.morning(2 + number),
            email=f"e{number}@example.com",
            phone=f"+346123456{number:02}",
        )
        mint_link(visit=appointment.visit, email="elena@example.com")
    subject = appointment.subjects.get()
    for number in range(5):
        subject.pk, subject.label, subject.position = None, f"Milo {number}", number + 1
        subject._state.adding = True
        subject.save()
    assert [queries(client, address) for address in addresses] == few


def test_a_look_changes_nothing(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    start = agenda.morning(1, hour=11).strftime("%Y%m%dT%H%MZ")
    before = everything()
    for address in [*pages(token), f"{pages(token)[1]}?start={start}"]:
        client.get(address)
        client.head(address)
    assert everything() == before


def test_the_calendar_file_is_a_copy_of_the_entry(agenda: Agenda, client: Client) -> None:
    from icalendar import Calendar

    token, appointment = link_of(agenda)
    response = client.get(pages(token)[3])
    assert response["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == appointment.starts_at
    assert token not in response.text


def test_the_other_language_keeps_the_link(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    assert f'href="/en/book/visit/{token}/"' in state(client, token)


def test_clicks_from_other_places_find_no_session_to_use(agenda: Agenda) -> None:
    """A page without referrer has the origin "null": Django's token would refuse its own forms."""
    token, appointment = link_of(agenda)
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert strict.post(pages(token)[2]).status_code == 302
    appointment.refresh_from_db()
    assert appointment.status == Appointment.Status.CANCELLED
    assert now() > appointment.cancelled_at
    dark = strict.post(
        "/theme/", {"theme": "dark", "next": "/"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert dark.status_code == 302


def test_the_theme_is_not_switched_from_elsewhere(client: Client) -> None:
    for headers in (
        {"origin": "null"},
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site", "origin": "null"},
        {"sec-fetch-site": "same-site"},
    ):
        response: Any = client.post("/theme/", {"theme": "dark"}, headers=headers)
        assert response.status_code == 403
