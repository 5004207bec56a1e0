"""The listing of appointments and one of them: who sees what, in few queries however many there are."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.actions import cancel_appointment, move_appointment
from booking.models import Appointment, Offering, Reason, Subject
from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda, make_location, make_professional

from .admin_screens import LOGS_IN, PEOPLE, WITH_APPOINTMENTS, enter, screen, sent_to_login, text_of

LIST = "/admin/appointments/"
# The shell of Wagtail (session, user, rights, site, menu) costs 9; the listing itself 8,
# with the note of who read it (one, and here the savepoint around it).
LIST_BUDGET = 18


@pytest.mark.parametrize("who", PEOPLE)
def test_the_listing_shows_each_role_its_own(agenda: Agenda, client: Client, who: str) -> None:
    book(agenda, agenda.morning())
    enter(client, who, agenda)
    response = client.get(LIST)
    if who in LOGS_IN:
        assert sent_to_login(response)
    elif who == "professional":
        assert response.status_code == 404
    elif who == "editor":
        assert response.status_code == 302
        assert response["Location"] == "/admin/"
    else:
        assert response.status_code == 200
        assert ("Elena Rius" in text_of(response)) is (who in WITH_APPOINTMENTS)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("view", ["inspect", "move", "cancel"])
def test_one_appointment_exists_only_for_whom_it_concerns(
    agenda: Agenda, client: Client, who: str, view: str
) -> None:
    appointment = book(agenda, agenda.morning()).appointments.get()
    enter(client, who, agenda)
    response = client.get(screen(f"appointments {view}", appointment.pk))
    if who in LOGS_IN:
        assert sent_to_login(response)
    else:
        assert response.status_code == (200 if who in WITH_APPOINTMENTS else 404)
        assert ("Elena Rius" in response.content.decode()) is (who in WITH_APPOINTMENTS)


def test_the_history_tells_bookings_moves_and_cancellations_in_one_line_of_time(
    agenda: Agenda, client: Client
) -> None:
    user = enter(client, "administrator", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    other = Offering.objects.create(
        service=agenda.service, professional=make_agenda(name="Javier Ibáñez Roca").professional
    )
    moved = move_appointment(
        appointment=appointment,
        offering=other,
        starts_at=agenda.morning(1, hour=12),
        by=user,
        reason=Reason.PROFESSIONAL_AWAY,
    )
    cancel_appointment(appointment=moved, by=user, reason=Reason.CLIENT_ASKED)
    page = text_of(client.get(screen("appointments inspect", appointment.pk)))
    told = page[page.index("Historial") :]
    steps = ["Reservada", "09:00", "12:00", "Javier Ibáñez Roca", "Cancelada"]
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)
    assert "El profesional no está" in told
    assert "Lo ha pedido el cliente" in told
    assert told.count("Administrator") == 2
    assert "el cliente" in told


def test_animals_are_shown_with_their_notes_and_answers(agenda: Agenda, client: Client) -> None:
    enter(client, "assistant here", agenda)
    appointment = book(agenda, agenda.morning(), notes="Cojea de una pata.").appointments.get()
    subject = appointment.subjects.get()
    subject.intake = [{"es": "¿Está vacunada?", "en": "Vaccinated?", "answer": "Desde mayo"}]
    subject.save()
    page = text_of(client.get(screen("appointments inspect", appointment.pk)))
    for words in ("Luna", "Cojea de una pata.", "¿Está vacunada?", "Desde mayo", "612"):
        assert words in page


def test_a_finished_appointment_has_no_buttons_and_its_screens_lead_back(
    agenda: Agenda, client: Client
) -> None:
    enter(client, "administrator", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    inspect = screen("appointments inspect", appointment.pk)
    move = screen("appointments move", appointment.pk)
    assert move in client.get(inspect).content.decode()
    cancel_appointment(appointment=appointment)
    assert move not in client.get(inspect).content.decode()
    for view in (move, screen("appointments cancel", appointment.pk)):
        assert client.get(view)["Location"] == inspect


@pytest.fixture
def two_places(agenda: Agenda, client: Client) -> Any:
    """Two agendas at two places, one visit at each, seen by an administrator."""
    enter(client, "administrator", agenda)
    other = make_agenda(
        location=make_location(zone_name="Atlantic/Canary"), name="Carla Santana Quintero"
    )
    here = book(agenda, agenda.morning(3))
    there = book(other, other.morning(8), name="Omar Benali", email="omar@example.com")
    Subject.objects.filter(appointment__visit=there).update(label="Nube")
    return here, there, other


def found(client: Client, query: str) -> set[str]:
    page = text_of(client.get(f"{LIST}?{query}"))
    return {name for name in ("Elena Rius", "Omar Benali") if name in page}


def test_search_finds_code_person_and_animal(two_places: Any, client: Client) -> None:
    _here, there, _other = two_places
    for words in (there.code, there.code.lower(), "Omar", "benali", "nube"):
        assert found(client, f"q={words}") == {"Omar Benali"}
    assert found(client, "q=nobody") == set()


def test_filters_narrow_by_status_place_professional_and_day(
    two_places: Any, client: Client
) -> None:
    _here, there, other = two_places
    appointment = there.appointments.get()
    day = appointment.starts_at.astimezone(appointment.zone).date()
    both = {"Elena Rius", "Omar Benali"}
    assert found(client, "") == both
    assert found(client, f"place={other.location.pk}") == {"Omar Benali"}
    assert found(client, f"professional={other.professional.pk}") == {"Omar Benali"}
    assert found(client, f"first={day}&last={day}") == {"Omar Benali"}
    assert found(client, f"last={day - timedelta(days=1)}") == {"Elena Rius"}
    cancel_appointment(appointment=appointment)
    assert found(client, "status=cancelled") == {"Omar Benali"}
    assert found(client, "status=confirmed") == {"Elena Rius"}
    assert found(client, "status=nonsense&first=nonsense") == both


def test_upcoming_is_shown_first_and_the_past_when_asked(agenda: Agenda, client: Client) -> None:
    enter(client, "administrator", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    back = timedelta(days=30)
    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=appointment.starts_at - back, ends_at=appointment.ends_at - back
    )
    assert found(client, "") == set()
    assert found(client, "when=past") == {"Elena Rius"}
    assert found(client, "when=all") == {"Elena Rius"}


def test_nothing_found_offers_a_way_on(agenda: Agenda, client: Client) -> None:
    enter(client, "administrator", agenda)
    assert "Todavía no hay citas" in text_of(client.get(LIST))
    book(agenda, agenda.morning())
    assert "Ninguna cita coincide" in text_of(client.get(f"{LIST}?q=nobody"))


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(agenda: Agenda, first: int, last: int) -> None:
    for number in range(first, last):
        book(
            agenda,
            agenda.morning(number // 10, hour=9 + number % 10),
            email=f"client{number}@example.com",
            name=f"Client {number}",
        )


def test_the_listing_costs_the_same_with_ten_times_the_rows(
    agenda: Agenda, client: Client, settings: Any
) -> None:
    settings.BOOKING_OPEN_GUEST_BOOKINGS = 100
    enter(client, "administrator", agenda)
    fill(agenda, 0, 3)
    client.get(LIST)
    few = queries_of(client, LIST)
    fill(agenda, 3, 30)
    make_professional(name="Noelia Roig")
    make_location()
    assert queries_of(client, LIST) == few <= LIST_BUDGET


def test_one_appointment_costs_the_same_however_long_its_history(
    agenda: Agenda, client: Client
) -> None:
    user = enter(client, "administrator", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    inspect = screen("appointments inspect", appointment.pk)
    client.get(inspect)
    few = queries_of(client, inspect)
    for hour in range(10, 20):
        move_appointment(
            appointment=appointment,
            offering=agenda.offering,
            starts_at=agenda.morning(hour=hour),
            by=user,
            reason=Reason.CLIENT_ASKED,
        )
    assert queries_of(client, inspect) <= few + 1


@pytest.mark.parametrize("who", sorted(WITH_APPOINTMENTS))
def test_who_sees_the_appointment_sees_whether_its_messages_arrived(
    agenda: Agenda, client: Client, who: str
) -> None:
    enter(client, who, agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    book(agenda, agenda.morning(1), email="nobody@example.com")
    theirs = Notification.objects.filter(dedupe_key__endswith=f":{appointment.pk}:0")
    assert theirs.filter(kind="booking.visit_confirmed").update(
        state="dead", last_error="SMTPRecipientsRefused 550"
    )
    page = client.get(screen("appointments inspect", appointment.pk)).content.decode()
    assert page.count("data-message=") == theirs.count() == 2
    assert 'data-message="dead"' in page
    assert "El servidor de correo rechaza la dirección. (550)" in page
