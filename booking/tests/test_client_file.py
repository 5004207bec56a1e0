"""The client's file: whose it is, for whom, and what stands on it."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from booking.actions import cancel_appointment
from booking.client_file.notes import add_note
from booking.messages import tell_about_booking
from booking.models import Appointment, ClientNote
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people.erasure import erase_person
from portal.people.merging import merge_people
from portal.people.models import Person
from portal.people.readings import readings_of
from portal.testing import Agenda, book, make_agenda, make_user

from .admin_screens import text_of
from .clients import READERS, come_in, file_of

pytestmark = pytest.mark.django_db
# Session, user, rights, shell; the person with contacts, the visits, messages, notes, readings.
BUDGET = 29


@pytest.fixture
def elena(agenda: Agenda) -> Person:
    person: Person = book(agenda, agenda.morning()).person
    return person


def addresses(person: Person, note: ClientNote) -> list[tuple[str, str]]:
    """Every address of a file with the method that asks."""
    names = {"client": "get", "client-emergency": "get", "client-notes": "post"}
    found = [(how, reverse(f"booking:{name}", args=[person.pk])) for name, how in names.items()]
    return [
        *found,
        ("post", reverse("booking:client-message", args=[person.pk])),
        ("get", reverse("booking:client-note", args=[person.pk, note.pk])),
    ]


@pytest.mark.parametrize(("who", "may"), READERS.items())
def test_the_file_is_open_to_whom_it_concerns(
    agenda: Agenda, elena: Person, client: Client, who: str, may: bool
) -> None:
    user = come_in(client, who, agenda)
    author = user or make_user("nobody@example.com", "assistant")
    note = add_note(person=elena, text="Prefiere la mañana", by=author)
    before = AuditEvent.objects.count(), ClientNote.objects.count()
    for how, address in addresses(elena, note):
        status = getattr(client, how)(address).status_code
        assert status == (404 if not may else 422 if how == "post" else 200), address
    assert (AuditEvent.objects.count(), ClientNote.objects.count()) == before
    assert readings_of(elena).paginator.count == (2 if may else 0)


@pytest.mark.parametrize("who", ["assistant here", "professional own"])
def test_foreign_and_missing_files_look_the_same(
    agenda: Agenda, elena: Person, client: Client, who: str
) -> None:
    other = make_agenda(name="Javier Ibáñez Roca")
    foreign = book(other, other.morning(), name="Omar Benali", email="omar@example.com").person
    come_in(client, who, agenda)
    pages = [client.get(reverse("booking:client", args=[pk])) for pk in (foreign.pk, uuid4())]
    assert [page.status_code for page in pages] == [404, 404]
    # But for the number of the request.
    said = [re.sub(r"[0-9A-F]{4}-[0-9A-F]{4}", "", text_of(page)) for page in pages]
    assert said[0] == said[1]
    # The control: the one that is theirs.
    assert client.get(file_of(elena)).status_code == 200


def test_everything_known_stands_there_in_either_language(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    elena.address = {"street": "Carrer de Cuba, 18", "city": "València"}
    elena.identity_number = "12345678Z"
    elena.emergency_contact = {
        "name": "Jordi Rius",
        "relation": "Hermano",
        "phone": "+34655987654",
    }
    elena.save()
    user = come_in(client, "administrator", agenda)
    add_note(person=elena, text="Prefiere la última hora", by=user)
    page = text_of(client.get(file_of(elena)))
    for words in (
        "Elena Rius",
        "612 34 56 78",
        "elena@example.com",
        "Carrer de Cuba, 18, València",
        "•••• 78Z",
        "Jordi Rius",
        "655 98 76 54",
        "Luna, Consulta general",
        "Confirmada",
        "Programado",
        "Prefiere la última hora",
        "Quién la ha leído",
        "Ficha de cliente",
    ):
        assert words in page
    assert "12345678Z" not in page
    with translation.override("en"):
        english = text_of(client.get(file_of(elena)))
    for words in ("Luna, General consultation", "Scheduled", "Who has read it", "Client file"):
        assert words in english


def test_messages_stand_there_as_they_were_sent_with_their_state(
    agenda: Agenda, elena: Person, client: Client, mailoutbox: Any
) -> None:
    come_in(client, "administrator", agenda)
    send_due()
    sent = next(mail for mail in mailoutbox if mail.to == ["elena@example.com"])
    page = text_of(client.get(file_of(elena)))
    assert sent.subject in page
    assert "Entregado" in page
    Notification.objects.filter(person=elena).update(state="dead")
    assert "No llegó" in text_of(client.get(file_of(elena)))


def test_a_professional_sees_their_own_visits_and_what_hangs_on_them(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez Roca", name_es="Fisioterapia")
    visit = book(other, other.morning(1), name="Elena Rius")
    type(visit).objects.filter(pk=visit.pk).update(person=elena)
    Notification.objects.filter(dedupe_key__startswith="visit_confirmed:").update(person=elena)
    come_in(client, "professional own", agenda)
    page = text_of(client.get(file_of(elena)))
    assert "Consulta general" in page
    assert "Fisioterapia" not in page
    assert "Javier" not in page
    assert page.count("Programado") == 1
    # The control: whoever works at the place sees both.
    come_in(client, "assistant here", agenda)
    page = text_of(client.get(file_of(elena)))
    assert "Fisioterapia" in page
    assert page.count("Programado") == 2


def test_a_missed_visit_is_said(agenda: Agenda, elena: Person, client: Client) -> None:
    come_in(client, "administrator", agenda)
    assert "Sin faltas" in text_of(client.get(file_of(elena)))
    Appointment.objects.update(status="no_show")
    assert "Faltó una vez" in text_of(client.get(file_of(elena)))


def test_queries_do_not_grow_with_what_is_known(
    agenda: Agenda, elena: Person, client: Client, settings: Any
) -> None:
    settings.BOOKING_OPEN_GUEST_BOOKINGS = 100
    user = come_in(client, "assistant here", agenda)

    def asked() -> int:
        client.get(file_of(elena))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(file_of(elena)).status_code == 200
        return len(queries)

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            visit = book(agenda, agenda.morning(number), email=f"e{number}@example.com")
            type(visit).objects.filter(pk=visit.pk).update(person=elena)
            appointment = visit.appointments.select_related("visit__person").get()
            # The confirmation, written anew for whom the visit is now.
            Notification.objects.filter(person=visit.person).delete()
            tell_about_booking(appointment)
            add_note(person=elena, text=f"Nota {number}", by=user)

    grow(1, 2)
    few = asked()
    grow(2, 22)
    assert asked() == few <= BUDGET


def test_a_note_is_its_authors_to_change_and_delete(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    user = come_in(client, "assistant here", agenda)
    add = reverse("booking:client-notes", args=[elena.pk])
    assert client.post(add, {"text": "  "}).status_code == 422
    assert client.post(add, {"text": "Tiene perro guía"}).status_code == 302
    note = ClientNote.objects.get()
    assert (note.text, note.author_id, note.changed_at) == ("Tiene perro guía", user.pk, None)
    address = reverse("booking:client-note", args=[elena.pk, note.pk])
    assert address in client.get(file_of(elena)).content.decode()
    assert client.post(address, {"text": "Tiene perro lazarillo", "do": "save"}).status_code == 302
    note = ClientNote.objects.get()
    assert note.text == "Tiene perro lazarillo"
    assert note.changed_at is not None
    come_in(client, "administrator", agenda)
    page = client.get(file_of(elena)).content.decode()
    assert "Tiene perro lazarillo" in page
    assert address not in page
    assert client.post(address, {"do": "delete"}).status_code == 404
    client.force_login(user)
    assert client.post(address, {"do": "delete"}).status_code == 302
    assert not ClientNote.objects.exists()
    actions = AuditEvent.objects.filter(action__startswith="booking.client_note")
    assert [event.action.rpartition("_")[2] for event in actions.order_by("pk")] == [
        "added",
        "changed",
        "deleted",
    ]
    assert {event.data["person"] for event in actions} == {str(elena.pk)}


def test_a_note_is_sealed_where_it_is_kept(agenda: Agenda, elena: Person, client: Client) -> None:
    user = come_in(client, "administrator", agenda)
    add_note(person=elena, text="Palabra muy rara", by=user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM booking_clientnote")
        stored = cursor.fetchone()[0]
    assert stored.startswith(f"enc2:{elena.pk}:")
    assert "rara" not in stored


def test_a_note_of_one_file_is_not_found_under_another(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    user = come_in(client, "administrator", agenda)
    other = book(agenda, agenda.morning(1), email="o@example.com", name="Omar").person
    note = add_note(person=elena, text="Suya", by=user)
    assert client.get(reverse("booking:client-note", args=[other.pk, note.pk])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"name": "Jordi Rius", "relation": "Hermano", "phone": "655 98 76 54"}, 302),
        ({"name": "", "relation": "", "phone": ""}, 302),
        ({"name": "Jordi Rius", "phone": ""}, 422),
        ({"name": "", "phone": "655 98 76 54"}, 422),
        ({"name": "Jordi", "phone": "12"}, 422),
    ],
)
def test_whom_to_call_is_written_down_or_refused(
    agenda: Agenda, elena: Person, client: Client, typed: dict[str, str], status: int
) -> None:
    come_in(client, "assistant here", agenda)
    address = reverse("booking:client-emergency", args=[elena.pk])
    assert client.post(address, typed).status_code == status
    kept = Person.objects.get(pk=elena.pk).emergency_contact
    expected = {"name": "Jordi Rius", "relation": "Hermano", "phone": "+34655987654"}
    assert kept == (expected if status == 302 and typed["name"] else None)
    saved = AuditEvent.objects.filter(action="people.emergency_contact_saved").count()
    assert saved == (1 if status == 302 else 0)


def test_the_file_of_somebody_merged_is_that_of_who_stays(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    other = book(agenda, agenda.morning(1), email="er@example.com", name="Elena R.").person
    user = come_in(client, "assistant here", agenda)
    add_note(person=other, text="De la otra ficha", by=user)
    client.get(file_of(other))
    merge_people(kept=elena, gone=other)
    assert client.get(file_of(other))["Location"] == file_of(elena)
    page = text_of(client.get(file_of(elena)))
    assert "De la otra ficha" in page
    assert readings_of(elena).paginator.count == 2
    come_in(client, "assistant elsewhere", agenda)
    assert client.get(file_of(other)).status_code == 404


def test_the_file_of_somebody_erased_says_so_and_takes_nothing(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    user = come_in(client, "administrator", agenda)
    add_note(person=elena, text="Palabra muy rara", by=user)
    cancel_appointment(appointment=Appointment.objects.get(), by=user, reason="unstated")
    Appointment.objects.update(
        starts_at=agenda.morning() - timedelta(days=60),
        ends_at=agenda.morning() - timedelta(days=59),
    )
    erase_person(person=elena, by=user)
    response = client.get(file_of(elena))
    page = text_of(response)
    assert "Esta persona se borró" in page
    for gone in ("Elena", "rara", "612", "Añadir nota", "Ver cómo queda"):
        assert gone not in page
    assert (
        client.post(reverse("booking:client-notes", args=[elena.pk]), {"text": "x"}).status_code
        == 404
    )
    message = {"subject": "a", "text": "b", "attempt": str(uuid4())}
    address = reverse("booking:client-message", args=[elena.pk])
    assert client.post(address, message).status_code == 404
    assert client.get(reverse("booking:client-emergency", args=[elena.pk])).status_code == 404


@pytest.mark.parametrize("who", ["administrator", "assistant here"])
def test_lists_lead_to_the_file(agenda: Agenda, elena: Person, client: Client, who: str) -> None:
    come_in(client, who, agenda)
    appointment = Appointment.objects.get()
    inspect = reverse("appointments_modeladmin_inspect", args=[appointment.pk])
    assert file_of(elena) in client.get(inspect).content.decode()
    if who == "administrator":
        assert file_of(elena) in client.get("/admin/people/").content.decode()
