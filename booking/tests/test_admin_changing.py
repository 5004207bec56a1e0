"""Staff move and cancel appointments: with a reason, a question first, and nothing typed is lost."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from booking.appointment_forms import time_code
from booking.models import Appointment, Claim, Move, Offering, Reason, StatusChange
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda, make_location

from .admin_screens import enter, screen, text_of


@pytest.fixture
def booked(agenda: Agenda, client: Client) -> Any:
    """One appointment at 09:00, before an administrator."""
    enter(client, "administrator", agenda)
    return book(agenda, agenda.morning()).appointments.get()


def address(appointment: Any, view: str = "move") -> str:
    return screen(f"appointments {view}", appointment.pk)


def told(kind: str) -> list[Notification]:
    return list(Notification.objects.filter(kind=f"booking.{kind}"))


def test_the_week_shows_free_times_and_every_one_of_them_can_be_taken(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    response = client.get(address(booked))
    codes = [c.code for day in response.context["days"] for c in day.choices]
    assert codes
    assert time_code(agenda.offering, booked.starts_at) not in codes
    for code in (codes[0], codes[-1]):
        page = client.post(address(booked), {"choice": code})
        assert page.status_code == 200
        assert "Mover la cita" in text_of(page)
    assert not Move.objects.exists()


def test_staff_move_with_a_reason_and_everybody_is_told(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    later = agenda.morning(1, hour=11)
    response = client.post(
        address(booked),
        {
            "choice": time_code(agenda.offering, later),
            "do": "move",
            "reason": Reason.PROFESSIONAL_AWAY,
            "note": "Marta está en un congreso.",
        },
    )
    assert response["Location"] == address(booked, "inspect")
    booked.refresh_from_db()
    assert booked.starts_at == later
    move = Move.objects.get()
    assert (move.reason, move.by.email) == (
        Reason.PROFESSIONAL_AWAY,
        "administrator@clinicaazahar.example",
    )
    event = AuditEvent.objects.get(action="booking.appointment_moved")
    assert event.data["reason"] == Reason.PROFESSIONAL_AWAY
    assert "congreso" not in str(event.data)
    [message] = told("visit_moved")
    assert message.facts["note"] == "Marta está en un congreso."


def test_moving_asks_for_a_reason_and_keeps_what_was_typed(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    chosen = time_code(agenda.offering, agenda.morning(1))
    response = client.post(
        address(booked), {"choice": chosen, "do": "move", "note": "Hasta pronto"}
    )
    page = response.content.decode()
    assert "Elige un motivo" in page
    assert "Hasta pronto" in page
    assert chosen in page
    assert not Move.objects.exists()


def test_a_time_taken_meanwhile_offers_the_nearest_and_loses_nothing(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    wanted = agenda.morning(1, hour=11)
    book(agenda, wanted, email="quick@example.com")
    typed = {"reason": Reason.EMERGENCY, "note": "Lo sentimos"}
    response = client.post(
        address(booked),
        {**typed, "choice": time_code(agenda.offering, wanted), "do": "move"},
    )
    assert response.status_code == 409
    nearest = [choice.code for choice in response.context["nearest"]]
    around = [wanted + timedelta(minutes=minutes) for minutes in (-45, -30, 30)]
    assert nearest == [time_code(agenda.offering, moment) for moment in around]
    page = response.content.decode()
    assert 'value="emergency"' in page
    assert 'value="Lo sentimos"' in page
    booked.refresh_from_db()
    assert booked.starts_at == agenda.morning()
    assert told("visit_moved") == []
    question = client.post(address(booked), {**typed, "choice": nearest[0]})
    assert "Lo sentimos" in question.content.decode()
    moved = client.post(address(booked), {**typed, "choice": nearest[0], "do": "move"})
    assert moved.status_code == 302
    booked.refresh_from_db()
    assert booked.starts_at == around[0]


def test_another_professional_who_offers_the_service_can_take_it(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    colleague = make_agenda(location=agenda.location, name="Javier Ibáñez Roca")
    offering = Offering.objects.create(service=agenda.service, professional=colleague.professional)
    assert "Javier Ibáñez Roca" in text_of(client.get(address(booked)))
    client.post(
        address(booked),
        {
            "choice": time_code(offering, booked.starts_at),
            "do": "move",
            "reason": Reason.PROFESSIONAL_AWAY,
        },
    )
    booked.refresh_from_db()
    assert booked.professional == colleague.professional
    assert Claim.objects.get(appointment=booked, released_at__isnull=True).resource == (
        colleague.resource
    )


def test_an_offering_of_another_service_is_no_choice(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    other = make_agenda(name="Carla Santana")
    for code in (time_code(other.offering, agenda.morning(1)), "nonsense", "1:nonsense", "x:y"):
        client.post(address(booked), {"choice": code, "do": "move", "reason": Reason.MISTAKE})
    booked.refresh_from_db()
    assert booked.starts_at == agenda.morning()


def test_an_assistant_moves_within_their_own_places(agenda: Agenda, client: Client) -> None:
    """The professional also works elsewhere; those times are neither shown nor taken."""
    enter(client, "assistant here", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    elsewhere = make_location()
    colleague = make_agenda(location=elsewhere, name="Javier Ibáñez Roca")
    offering = Offering.objects.create(service=agenda.service, professional=colleague.professional)
    shown = client.post(address(appointment), {"offering": offering.pk, "do": "times"})
    assert not any(day.choices for day in shown.context["days"])
    taken = client.post(
        address(appointment),
        {
            "choice": time_code(offering, agenda.morning(1)),
            "do": "move",
            "reason": Reason.CLIENT_ASKED,
        },
    )
    assert taken.status_code == 409
    appointment.refresh_from_db()
    assert appointment.location == agenda.location


def test_staff_may_move_within_the_clients_cutoff(agenda: Agenda, client: Client) -> None:
    enter(client, "administrator", agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    Appointment.objects.filter(pk=appointment.pk).update(change_cutoff_minutes=60 * 24 * 30)
    response = client.post(
        address(appointment),
        {
            "choice": time_code(agenda.offering, agenda.morning(1)),
            "do": "move",
            "reason": Reason.CLIENT_ASKED,
        },
    )
    assert response.status_code == 302
    appointment.refresh_from_db()
    assert appointment.starts_at == agenda.morning(1)


def test_cancelling_asks_first_then_frees_the_time_and_tells(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    question = client.get(address(booked, "cancel"))
    assert "Cancelar la cita" in text_of(question)
    booked.refresh_from_db()
    assert booked.status == Appointment.Status.CONFIRMED
    client.post(address(booked, "cancel"), {"note": "Sin motivo"})
    booked.refresh_from_db()
    assert booked.status == Appointment.Status.CONFIRMED
    client.post(address(booked, "cancel"), {"reason": Reason.PLACE_CLOSED, "note": "Hay obras."})
    booked.refresh_from_db()
    assert booked.status == Appointment.Status.CANCELLED
    change = StatusChange.objects.get(appointment=booked, to_status="cancelled")
    assert (change.reason, change.by.role) == (Reason.PLACE_CLOSED, "administrator")
    assert not Claim.objects.filter(appointment=booked, released_at__isnull=True).exists()
    [message] = told("visit_cancelled")
    assert message.facts["note"] == "Hay obras."
    assert AuditEvent.objects.filter(action="booking.appointment_cancelled").count() == 1


@pytest.mark.parametrize("who", ["assistant elsewhere", "editor"])
def test_whom_it_does_not_concern_changes_nothing(agenda: Agenda, client: Client, who: str) -> None:
    enter(client, who, agenda)
    appointment = book(agenda, agenda.morning()).appointments.get()
    sent = {
        "choice": time_code(agenda.offering, agenda.morning(1)),
        "do": "move",
        "reason": Reason.MISTAKE,
    }
    for view in ("move", "cancel"):
        assert client.post(address(appointment, view), sent).status_code == 404
    appointment.refresh_from_db()
    assert appointment.starts_at == agenda.morning()
    assert appointment.status == Appointment.Status.CONFIRMED
    assert not AuditEvent.objects.filter(action__startswith="booking.appointment").exists()


def test_a_service_nobody_offers_any_more_says_so(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    agenda.offering.delete()
    response = client.get(address(booked))
    assert response.status_code == 200
    assert "Nadie ofrece ya este servicio" in text_of(response)


def test_a_changed_length_counts_for_new_bookings_only(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    agenda.service.duration_minutes = 60
    agenda.service.save()
    agenda.offering.own_duration_minutes = 45
    agenda.offering.save()
    later = agenda.morning(1, hour=11)
    client.post(
        address(booked),
        {
            "choice": time_code(agenda.offering, later),
            "do": "move",
            "reason": Reason.CLIENT_ASKED,
        },
    )
    booked.refresh_from_db()
    assert (booked.starts_at, booked.duration_minutes) == (later, 30)
    new = book(agenda, agenda.morning(2), email="new@example.com", attempt=uuid.uuid4())
    assert new.appointments.get().duration_minutes == 45


def test_times_at_two_places_carry_each_places_own_clock(agenda: Agenda, client: Client) -> None:
    enter(client, "administrator", agenda)
    islands = make_location(zone_name="Atlantic/Canary")
    colleague = make_agenda(location=islands, name="Carla Santana")
    offering = Offering.objects.create(service=agenda.service, professional=colleague.professional)
    appointment = book(agenda, agenda.morning()).appointments.get()
    response = client.post(
        address(appointment),
        {
            "offering": offering.pk,
            "do": "times",
            "week": (agenda.morning(7)).date().isoformat(),
        },
    )
    hours = {choice.local.hour for day in response.context["days"] for choice in day.choices}
    assert (min(hours), max(hours)) == (9, 19)
