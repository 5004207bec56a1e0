"""Moving: the old time stays until the new one is secured, or nothing happens and nobody is told."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from booking.actions import cancel_appointment, move_appointment
from booking.errors import NotChangeable, SlotTaken, TooLate
from booking.models import Appointment, Move, Offering, Resource
from booking.queries import free_time_at
from booking.slots import start_text
from booking.terms import as_agreed
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.models import Notification
from portal.testing import Agenda, book, make_agenda, make_professional, make_rule

from .telling import delivered, everything, link_of, token_in

pytestmark = pytest.mark.django_db
START = re.compile(r'class="slot" href="[^"]*[?&;]start=(\d{8}T\d{4}Z)"')


def refused(
    error: type[Exception], appointment: Any, agenda: Agenda, start: Any, **how: Any
) -> None:
    before = everything()
    with pytest.raises(error):
        move_appointment(appointment=appointment, offering=agenda.offering, starts_at=start, **how)
    assert everything() == before


def booked(agenda: Agenda, number: int = 0, **booking: Any) -> Appointment:
    appointment: Appointment = book(agenda, agenda.morning(number), **booking).appointments.get()
    return appointment


def other_offering(agenda: Agenda) -> Offering:
    other = make_professional(name="Pau Climent")
    make_rule(Resource.objects.create(professional=other), agenda.location)
    return Offering.objects.create(service=agenda.service, professional=other)


def test_a_move_gives_the_new_time_and_the_old_one_back(agenda: Agenda) -> None:
    appointment = booked(agenda)
    start = agenda.morning(1)
    moved = move_appointment(appointment=appointment, offering=agenda.offering, starts_at=start)
    assert (moved.starts_at, moved.sequence) == (start, 1)
    assert moved.duration_minutes == 30
    [claim] = moved.claims.filter(released_at__isnull=True)
    assert claim.starts_at == start
    assert free_time_at(agenda.offering, agenda.morning())
    row = Move.objects.get()
    assert (row.from_starts_at, row.to_starts_at, row.by) == (agenda.morning(), start, None)
    assert AuditEvent.objects.filter(action="booking.appointment_moved").count() == 1
    assert set(Notification.objects.values_list("kind", flat=True)) >= {
        "booking.visit_moved",
        "booking.appointment_moved",
    }


def test_a_time_that_overlaps_the_own_one_can_be_taken(agenda: Agenda) -> None:
    appointment = booked(agenda)
    start = agenda.morning(minute=15)
    assert (
        move_appointment(
            appointment=appointment, offering=agenda.offering, starts_at=start
        ).starts_at
        == start
    )


def test_the_same_time_again_changes_nothing(agenda: Agenda) -> None:
    appointment = booked(agenda)
    before = everything()
    move_appointment(appointment=appointment, offering=agenda.offering, starts_at=agenda.morning())
    assert everything() == before


def test_another_professional_can_take_it(agenda: Agenda) -> None:
    appointment, other = booked(agenda), other_offering(agenda)
    moved = move_appointment(appointment=appointment, offering=other, starts_at=agenda.morning())
    assert moved.professional_id == other.professional_id
    assert free_time_at(agenda.offering, agenda.morning())
    assert free_time_at(other, agenda.morning()) is None


def test_a_taken_time_is_refused(agenda: Agenda) -> None:
    appointment = booked(agenda)
    booked(agenda, 1, email="other@example.com")
    refused(SlotTaken, appointment, agenda, agenda.morning(1))
    refused(SlotTaken, appointment, agenda, agenda.morning(1, hour=7))


def test_a_client_moves_until_the_agreed_moment_and_staff_at_any(dora: Any) -> None:
    agenda = make_agenda(change_cutoff_minutes=120)
    appointment = booked(agenda)
    start = agenda.morning(hour=15)
    limit = appointment.starts_at - dt.timedelta(minutes=120)
    with time_machine.travel(limit + dt.timedelta(seconds=1), tick=False):
        refused(TooLate, appointment, agenda, start)
        move_appointment(
            appointment=appointment, offering=agenda.offering, starts_at=start, by=dora
        )


def test_at_the_agreed_moment_itself_it_still_can_be_moved() -> None:
    agenda = make_agenda(change_cutoff_minutes=120)
    appointment = booked(agenda)
    with time_machine.travel(appointment.change_until, tick=False):
        move_appointment(
            appointment=appointment, offering=agenda.offering, starts_at=agenda.morning(1)
        )


def test_terms_agreed_when_booking_count_and_not_those_of_today(agenda: Agenda) -> None:
    appointment = booked(agenda)
    agenda.service.change_cutoff_minutes = 60 * 24 * 20
    agenda.service.save()
    move_appointment(appointment=appointment, offering=agenda.offering, starts_at=agenda.morning(1))


def test_what_is_cancelled_or_over_is_not_moved(agenda: Agenda, dora: Any) -> None:
    appointment = booked(agenda)
    with time_machine.travel(appointment.ends_at + dt.timedelta(hours=1), tick=False):
        refused(NotChangeable, appointment, agenda, agenda.morning(3))
    cancel_appointment(appointment=appointment)
    refused(NotChangeable, appointment, agenda, agenda.morning(3))
    refused(NotChangeable, appointment, agenda, agenda.morning(3), by=dora)


# The pages.


def address(token: str, **query: str) -> str:
    return f"/reservar/cita/{token}/cambiar/" + (f"?{urlencode(query)}" if query else "")


def test_every_time_that_is_shown_can_be_taken_and_the_own_one_is_marked(
    client: Client,
) -> None:
    agenda = make_agenda(before=10, after=5)
    token, appointment = link_of(agenda)
    booked(agenda, 1, email="other@example.com")
    page = client.get(address(token)).text
    assert page.count("La tuya") == 1
    shown = set(START.findall(page))
    assert len(shown) > 50
    agreed = as_agreed(appointment, agenda.offering)
    claims = list(appointment.claims.values_list("pk", flat=True))
    own = appointment.starts_at
    for minutes in range(-60, 120, 5):
        moment = own + dt.timedelta(minutes=minutes)
        free = free_time_at(agreed, moment, ignoring_claims=claims)
        assert (start_text(moment) in shown) is (free is not None and moment != own)


def test_the_own_time_is_in_sight_however_late_in_the_day(agenda: Agenda, client: Client) -> None:
    """More than six times a day stand behind «more», which is closed where the own one is not in it."""
    early, _first = link_of(agenda)
    assert '<details class="later" open>' not in client.get(address(early)).text
    visit = book(agenda, agenda.morning(hour=12), email="late@example.com")
    page = client.get(address(token_in(delivered()[visit.person.email]))).text
    [opened] = re.findall(r'<details class="later" open>.*?</details>', page, re.DOTALL)
    assert "La tuya" in opened
    assert '<details class="later">' in page


def test_the_summary_reads_both_times_back_and_one_button_moves(
    agenda: Agenda, client: Client
) -> None:
    token, appointment = link_of(agenda)
    start = agenda.morning(1, hour=12)
    page = client.get(address(token, start=start_text(start))).text
    assert "12:00" in page
    assert "09:00" in page
    assert page.count("<button") - page.count('popovertarget="nav"') <= 2  # and the theme's
    response = client.post(address(token), {"start": start_text(start)})
    assert response.status_code == 302
    assert response["Location"] == f"/reservar/cita/{token}/?moved"
    appointment.refresh_from_db()
    assert appointment.starts_at == start
    assert "Tu cita tiene nueva hora" in client.get(response["Location"]).text


def test_a_time_taken_meanwhile_names_three_others_and_keeps_the_old_one(
    agenda: Agenda, client: Client
) -> None:
    token, _appointment = link_of(agenda)
    start = agenda.morning(1)
    booked(agenda, 1, email="other@example.com")
    before = everything()
    for response in (
        client.post(address(token), {"start": start_text(start)}),
        client.get(address(token, start=start_text(start))),
    ):
        assert response.status_code == 409
        assert "sigue en pie" in response.text
        assert len(set(START.findall(response.text))) == 3
    assert everything() == before


def test_too_late_says_so_with_the_phone(client: Client) -> None:
    agenda = make_agenda(change_cutoff_minutes=120, cancel_cutoff_minutes=60)
    token, appointment = link_of(agenda)
    limit = appointment.starts_at - dt.timedelta(minutes=119)
    with time_machine.travel(limit, tick=False):
        before = everything()
        for response in (
            client.get(address(token)),
            client.post(address(token), {"start": start_text(agenda.morning(1))}),
        ):
            assert response.status_code == 409
            assert "960 00 12 34" in response.text
            assert "Ya es tarde" in response.text
        assert everything() == before
        page = client.get(f"/reservar/cita/{token}/").text
        assert "cambiar/" not in page
        assert "cancelar/" in page


def test_a_client_chooses_another_professional_of_the_service(
    agenda: Agenda, client: Client
) -> None:
    token, appointment = link_of(agenda)
    other = other_offering(agenda)
    slug = other.professional.slug
    page = client.get(address(token, **{"with": slug})).text
    assert "La tuya" not in page
    assert f"with={slug}" in page
    start = start_text(agenda.morning())
    assert "Pau Climent" in client.get(address(token, start=start, **{"with": slug})).text
    assert client.post(address(token), {"start": start, "with": slug}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.professional == other.professional


def test_times_with_another_say_so_where_the_own_professional_takes_none(
    agenda: Agenda, client: Client
) -> None:
    token, _appointment = link_of(agenda)
    other_offering(agenda)
    words = "no admite ahora reservas en línea para esto. Estas horas son con Dra. Pau Climent."
    assert words not in client.get(address(token)).text
    Offering.objects.filter(pk=agenda.offering.pk).update(own_is_online=False)
    page = client.get(address(token)).text
    assert f"{agenda.professional.display_name} {words}" in page
    assert "La tuya" not in page


def test_a_professional_of_another_service_is_not_chosen(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    stranger = make_agenda(name="Ana Otra")
    start = start_text(agenda.morning(1))
    client.post(address(token), {"start": start, "with": stranger.professional.slug})
    appointment.refresh_from_db()
    assert appointment.professional == agenda.professional


def test_nonsense_in_the_address_shows_the_picker_or_refuses(
    agenda: Agenda, client: Client
) -> None:
    token, _appointment = link_of(agenda)
    before = everything()
    assert client.get(address(token, start="soon")).status_code == 200
    assert client.get(address(token, week="never")).status_code == 200
    assert client.get(address(token, week="9999-12-31")).status_code == 200
    assert client.post(address(token), {"start": "soon"}).status_code == 409
    assert client.post(address(token)).status_code == 409
    assert everything() == before


def test_weeks_go_from_today_to_the_end_of_the_window(agenda: Agenda, client: Client) -> None:
    token, _appointment = link_of(agenda)
    today = now().astimezone(agenda.location.zone).date()
    first = client.get(address(token, week=today.isoformat())).text
    assert 'aria-label="Días anteriores"' in first
    assert f"week={(today + dt.timedelta(days=6)).isoformat()}" in first
    assert f"week={(today - dt.timedelta(days=6)).isoformat()}" not in first


def test_one_link_does_not_move_another_visit(agenda: Agenda, client: Client) -> None:
    token, appointment = link_of(agenda)
    other = booked(agenda, 1, email="other@example.com")
    client.post(address(token), {"start": start_text(agenda.morning(2)), "appointment": other.pk})
    other.refresh_from_db()
    appointment.refresh_from_db()
    assert other.starts_at == agenda.morning(1)
    assert appointment.starts_at == agenda.morning(2)
