"""Cancelling: the terms first, one button, once; or nothing happens and nobody is told."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from booking.actions import cancel_appointment
from booking.errors import NotChangeable, TooLate
from booking.models import Appointment, Reason, StatusChange
from booking.queries import free_time_at
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda

from .telling import everything, link_of

pytestmark = pytest.mark.django_db


def address(token: str) -> str:
    return f"/reservar/cita/{token}/cancelar/"


def refused(error: type[Exception], appointment: Any, **how: Any) -> None:
    before = everything()
    with pytest.raises(error):
        cancel_appointment(appointment=appointment, **how)
    assert everything() == before


def booked(agenda: Agenda) -> Appointment:
    appointment: Appointment = book(agenda, agenda.morning()).appointments.get()
    return appointment


def test_a_cancellation_gives_the_time_back_and_deletes_nothing(agenda: Agenda) -> None:
    appointment = cancel_appointment(appointment=booked(agenda), reason=Reason.CANNOT_COME)
    assert appointment.status == Appointment.Status.CANCELLED
    assert (appointment.cancel_reason, appointment.sequence) == (Reason.CANNOT_COME, 1)
    assert free_time_at(agenda.offering, agenda.morning())
    change = StatusChange.objects.get(to_status="cancelled")
    assert (change.from_status, change.by, change.reason) == ("confirmed", None, "cannot_come")
    assert AuditEvent.objects.get(action="booking.appointment_cancelled").data == {
        "reason": "cannot_come"
    }
    assert set(Notification.objects.values_list("kind", flat=True)) >= {
        "booking.visit_cancelled",
        "booking.appointment_cancelled",
    }


def test_a_second_cancellation_changes_nothing(agenda: Agenda) -> None:
    appointment = cancel_appointment(appointment=booked(agenda))
    before = everything()
    cancel_appointment(appointment=appointment, reason=Reason.BETTER)
    assert everything() == before


def test_a_client_cancels_until_the_agreed_moment_and_staff_at_any(dora: Any) -> None:
    agenda = make_agenda(cancel_cutoff_minutes=24 * 60)
    appointment = booked(agenda)
    with time_machine.travel(appointment.cancel_until + dt.timedelta(seconds=1), tick=False):
        refused(TooLate, appointment)
        cancel_appointment(appointment=appointment, by=dora, reason=Reason.PROFESSIONAL_AWAY)


def test_at_the_agreed_moment_itself_it_still_can_be_cancelled() -> None:
    agenda = make_agenda(cancel_cutoff_minutes=24 * 60)
    appointment = booked(agenda)
    with time_machine.travel(appointment.cancel_until, tick=False):
        cancel_appointment(appointment=appointment)


def test_what_is_over_or_under_way_is_not_cancelled_by_its_client(agenda: Agenda) -> None:
    appointment = booked(agenda)
    with time_machine.travel(appointment.starts_at, tick=False):
        refused(NotChangeable, appointment)
    Appointment.objects.filter(pk=appointment.pk).update(status="checked_in")
    refused(NotChangeable, appointment)


def test_a_look_shows_the_terms_and_cancels_nothing(client: Client) -> None:
    agenda = make_agenda(cancel_cutoff_minutes=24 * 60)
    token, appointment = link_of(agenda)
    before = everything()
    page = client.get(address(token)).text
    assert "Puedes cancelar aquí hasta el" in page
    assert "No se puede deshacer" in page
    assert "960 00 12 34" in page
    assert "Sí, cancelar la cita" in page
    assert everything() == before
    appointment.refresh_from_db()
    assert appointment.is_live


@pytest.mark.parametrize("reason", ["", "unstated", "better", "cannot_come"])
def test_the_button_cancels_with_a_reason_or_without(
    agenda: Agenda, client: Client, reason: str
) -> None:
    token, appointment = link_of(agenda)
    response = client.post(address(token), {"reason": reason} if reason else {})
    assert response.status_code == 302
    appointment.refresh_from_db()
    assert appointment.status == Appointment.Status.CANCELLED
    assert appointment.cancel_reason == (reason or "unstated")
    assert "Esta cita está cancelada" in client.get(response["Location"]).text


def test_a_double_click_cancels_once(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    client.post(address(token))
    before = everything()
    assert client.post(address(token)).status_code == 302
    assert client.get(address(token)).status_code == 302
    assert everything() == before


def test_a_reason_of_the_house_is_not_the_clients_to_give(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    before = everything()
    for reason in ("professional_away", "lapsed", "anything"):
        assert client.post(address(token), {"reason": reason}).status_code == 422
    assert everything() == before


def test_too_late_says_so_with_the_phone(client: Client) -> None:
    agenda = make_agenda(cancel_cutoff_minutes=24 * 60)
    token, appointment = link_of(agenda)
    with time_machine.travel(appointment.cancel_until + dt.timedelta(seconds=1), tick=False):
        before = everything()
        for response in (client.get(address(token)), client.post(address(token))):
            assert response.status_code == 409
            assert "960 00 12 34" in response.text
        assert everything() == before
