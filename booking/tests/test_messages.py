"""Who is told what, in their language, and never why somebody comes."""

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from booking.actions import cancel_appointment, move_appointment, send_lost_links
from booking.models import ManageLink, Offering
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.testing import Agenda, book, make_agenda, make_professional, make_rule

from .telling import LINK, attached, delivered, token_in, words_of

pytestmark = pytest.mark.django_db
REASON = "Come menos desde el domingo."
PRO = "pro1@clinicaazahar.example"
CLIENT = "elena@example.com"
FACT = {
    "booked": ("Cita confirmada: ", "Appointment confirmed: "),
    "moved": ("Nueva hora: ", "New time: "),
    "cancelled": ("Cita cancelada: ", "Appointment cancelled: "),
    "link": ("Tu cita: ", "Your appointment: "),
}


def happen(what: str, agenda: Agenda, language: str = "es", *, note: str = "", day: int = 0) -> Any:
    """Let it happen to a booked visit; returns the appointment. Only its own messages are left."""
    visit = book(agenda, agenda.morning(day), language=language, notes=REASON)
    appointment = visit.appointments.get()
    if what != "booked":
        delivered()
    if what == "moved":
        start = agenda.morning(day + 1, hour=12)
        appointment = move_appointment(
            appointment=appointment, offering=agenda.offering, starts_at=start, note=note
        )
    elif what == "cancelled":
        appointment = cancel_appointment(appointment=appointment, note=note)
    elif what == "link":
        send_lost_links(email=CLIENT, language=language)
    return appointment


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("what", list(FACT))
def test_the_client_reads_the_fact_and_the_time_in_their_language(
    agenda: Agenda, what: str, language: str
) -> None:
    appointment = happen(what, agenda, language)
    message = delivered()[CLIENT]
    subject, text, html = words_of(message)
    local = appointment.starts_at.astimezone(agenda.location.zone)
    assert subject.startswith(FACT[what][language == "en"])
    assert subject.endswith(f", {local:%H:%M}")
    assert message.extra_headers["Content-Language"] == language
    assert f'<html lang="{language}"' in html
    for words in (text, html):
        assert f"{local:%H:%M}" in words
        assert "Luna" in words
        assert "Dra. Marta Ferrer Soler" in words
        assert appointment.visit.code in words


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("what", list(FACT))
def test_every_message_has_a_preheader_and_at_most_one_button(
    agenda: Agenda, what: str, language: str
) -> None:
    happen(what, agenda, language)
    for message in delivered().values():
        _subject, _text, html = words_of(message)
        preheader = re.search(r"display:none[^>]*>([^&<]+)", html)
        assert preheader
        assert 40 <= len(preheader[1]) <= 90, preheader[1]
        assert html.count('class="fill"') == (1 if message.to == [CLIENT] else 0)


@pytest.mark.parametrize("what", list(FACT))
def test_no_message_says_why_somebody_comes(agenda: Agenda, what: str) -> None:
    happen(what, agenda)
    for message in delivered().values():
        assert REASON not in str(message.message())
        assert REASON not in "".join(words_of(message))
        if message.to == [CLIENT]:
            assert "Consulta general" not in "".join(words_of(message))


def test_the_professional_is_told_of_each_change(agenda: Agenda) -> None:
    subjects = []
    for day, what in enumerate(("booked", "moved", "cancelled")):
        happen(what, agenda, day=3 * day)
        subjects.append(delivered()[PRO].subject.split(":")[0])
    assert subjects == ["Cita nueva", "Cita cambiada", "Cita cancelada"]


def test_a_move_names_the_time_before(agenda: Agenda) -> None:
    happen("moved", agenda)
    for message in delivered().values():
        for words in words_of(message)[1:]:
            assert "12:00" in words
            assert "09:00" in words


def test_staffs_note_is_for_the_client_alone(agenda: Agenda) -> None:
    for day, what in enumerate(("moved", "cancelled")):
        happen(what, agenda, note="Marta está <b>enferma</b>.", day=3 * day)
        messages = delivered()
        _subject, text, html = words_of(messages[CLIENT])
        assert "Marta está <b>enferma</b>." in text
        assert "Marta está &lt;b&gt;enferma&lt;/b&gt;." in html
        assert "enferma" not in "".join(words_of(messages[PRO]))


def second_professional(agenda: Agenda) -> Offering:
    from booking.models import Resource

    other = make_professional(name="Pau Climent")
    make_rule(Resource.objects.create(professional=other), agenda.location)
    return Offering.objects.create(service=agenda.service, professional=other)


def test_another_professional_gets_it_and_the_one_before_is_told_it_is_gone(
    agenda: Agenda,
) -> None:
    other = second_professional(agenda)
    appointment = happen("booked", agenda)
    before = delivered()
    move_appointment(appointment=appointment, offering=other, starts_at=agenda.morning(1, hour=12))
    messages = delivered()
    assert set(messages) == {CLIENT, PRO, "pro2@clinicaazahar.example"}
    gone, new = messages[PRO], messages["pro2@clinicaazahar.example"]
    assert gone.subject.startswith("Cita cancelada: ")
    assert gone.subject.endswith("09:00")
    assert "Ahora la lleva otra persona" in gone.body
    assert "Pau Climent" not in gone.body
    assert new.subject.startswith("Cita nueva: ")
    assert new.subject.endswith("12:00")
    assert "Pau Climent" in messages[CLIENT].body
    calendar, event, _type = attached(gone)
    assert calendar["METHOD"] == "CANCEL"
    assert event["UID"] == attached(before[PRO])[1]["UID"]
    assert attached(new)[0]["METHOD"] == "REQUEST"


def test_every_animal_is_named(agenda: Agenda) -> None:
    from booking.models import Subject
    from portal.taxonomy.models import Species

    appointment = happen("booked", agenda)
    for position, name in enumerate(("Milo", "Nube"), 1):
        Subject.objects.create(
            appointment=appointment,
            label=name,
            species=Species.objects.get(slug="cat"),
            position=position,
        )
    delivered()
    cancel_appointment(appointment=appointment)
    messages = delivered()
    assert "Luna, Milo y Nube" in messages[CLIENT].body
    assert "Luna (Perro), Milo (Gato) y Nube (Gato)" in messages[PRO].body


def test_facts_are_frozen_and_hold_neither_link_nor_reason(agenda: Agenda) -> None:
    happen("booked", agenda)
    agenda.service.name_es = "Otra cosa"
    agenda.service.save()
    for row in Notification.objects.all():
        facts = json.dumps(row.facts)
        assert "Consulta general" in facts
        assert REASON not in facts
        assert "/cita/" not in facts
    assert not ManageLink.objects.exists()


def test_one_message_a_change_however_often_it_is_told(agenda: Agenda) -> None:
    from booking import messages

    appointment = happen("booked", agenda)
    messages.tell_about_booking(appointment)
    assert Notification.objects.count() == 2


def test_the_link_is_minted_as_the_mail_is_sent_and_opens_the_visit(
    agenda: Agenda, client: Any
) -> None:
    appointment = happen("booked", agenda, "en")
    token = token_in(delivered()[CLIENT])
    with translation.override("en"):
        response = client.get(reverse("booking:manage", args=[token]))
    assert response.status_code == 200
    assert appointment.visit.code in response.text
    assert LINK.search(mail.outbox[0].body + mail.outbox[1].body)
    assert f"/en/book/visit/{token}/" in "".join(message.body for message in mail.outbox)


def test_a_retry_mints_another_link_and_both_work(
    agenda: Agenda, client: Any, settings: Any
) -> None:
    happen("booked", agenda)
    first = token_in(delivered()[CLIENT])
    Notification.objects.update(state="queued", due_at=now())
    second = token_in(delivered()[CLIENT])
    assert first != second
    for token in (first, second):
        assert client.get(f"/reservar/cita/{token}/").status_code == 200


def test_a_professional_gets_no_link(agenda: Agenda) -> None:
    happen("booked", agenda)
    assert not LINK.search("".join(words_of(delivered()[PRO])))


def test_a_cancelled_visit_gets_a_way_to_book_again_and_no_link(agenda: Agenda) -> None:
    happen("cancelled", agenda)
    words = "".join(words_of(delivered()[CLIENT]))
    assert not LINK.search(words)
    assert "Reservar otra vez" in words


def test_terms_say_until_when(agenda: Agenda) -> None:
    agenda.service.change_cutoff_minutes = 60
    agenda.service.cancel_cutoff_minutes = 24 * 60
    agenda.service.save()
    agenda.offering.refresh_from_db()
    happen("booked", agenda)
    text = delivered()[CLIENT].body
    assert re.search(r"Puedes cambiarla hasta el .*, 08:00 y cancelarla hasta el .*, 09:00\.", text)


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Atlantic/Canary"])
def test_mail_and_calendar_name_the_hour_of_the_place(zone: str) -> None:
    from portal.testing import make_location

    with time_machine.travel(dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC), tick=False):
        agenda = make_agenda(location=make_location(zone_name=zone))
        for number in range(15):  # both sides of the change of 29 March
            visit = book(
                agenda,
                agenda.morning(number),
                email=f"e{number}@example.com",
                phone=f"+346123456{number:02}",
            )
            message = delivered()[visit.person.email]
            _calendar, event, _type = attached(message)
            assert message.subject.endswith(" 09:00")
            assert event.decoded("dtstart").strftime("%H:%M") == "09:00"
            assert str(event.decoded("dtstart").tzinfo) == zone


def test_nothing_of_a_mail_is_in_the_audit_trail(agenda: Agenda) -> None:
    happen("moved", agenda)
    token = token_in(delivered()[CLIENT])
    send_due()
    rows = json.dumps(list(AuditEvent.objects.values("action", "data", "target_id")))
    assert token not in rows
    assert CLIENT not in rows
