"""The inbox and the choice of messages: what comes, what is switched off, and what cannot be."""

import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from booking.actions import cancel_appointment
from booking.models import Visit
from portal.audit.models import AuditEvent
from portal.notifications import inbox
from portal.notifications.actions import notify
from portal.notifications.kinds import EMAIL, INBOX, Kind, Preference, _kinds, declare
from portal.notifications.models import InboxMessage, MessageChoice, Notification
from portal.notifications.preferring import choose_messages
from portal.notifications.sending import send_due
from portal.people.actions import add_person
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, Person
from portal.testing import Agenda, book

pytestmark = pytest.mark.django_db
NOTICES = {"es": "/cuenta/avisos/", "en": "/en/account/notices/"}
PREFERENCES = {"es": "/cuenta/preferencias/", "en": "/en/account/preferences/"}
CANCELLED = "booking.visit_cancelled"


def with_email(user: Any) -> Person:
    ContactPoint.objects.create(person=user.person, kind="email", value=user.email)
    return Person.objects.get(user=user)


def cancelled(agenda: Agenda, user: Any, number: int = 0) -> Visit:
    """A visit of theirs that is cancelled: a message by each way."""
    visit = book(agenda, agenda.morning(number), email=f"{uuid.uuid4().hex[:8]}@example.com")
    Visit.objects.filter(pk=visit.pk).update(person=user.person)
    visit = Visit.objects.get(pk=visit.pk)
    cancel_appointment(appointment=visit.appointments.get())
    return visit


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    with_email(alice)
    client.force_login(alice)
    return client


@pytest.fixture
def news() -> Any:
    """A kind that somebody may do without, whichever way it comes."""
    kind = Kind(
        "booking.test_news",
        view=lambda facts: {"preheader": facts["text"]},
        preference=Preference("Noticias de prueba", "client"),
    )
    declare(kind)
    yield kind
    _kinds.pop(kind.code)


def tell(person: Person, number: int = 0) -> Any:
    return notify(
        person=person,
        kind="booking.test_news",
        facts={"text": f"Hola {number}"},
        dedupe_key=f"news:{number}",
    )


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_told_by_mail_is_left_in_the_account_too(
    agenda: Agenda, alice: Any, logged_in: Client, language: str
) -> None:
    visit = cancelled(agenda, alice)
    page = logged_in.get(NOTICES[language]).text
    assert {"es": "Cita cancelada", "en": "Appointment cancelled"}[language] in page
    assert {"es": "/cuenta/citas/", "en": "/en/account/visits/"}[language] + str(visit.pk) in page
    message = InboxMessage.objects.get(person=alice.person)
    assert Notification.objects.filter(dedupe_key=message.dedupe_key).exists()
    # A guest without a login has no inbox.
    assert InboxMessage.objects.count() == 1


def test_the_header_counts_what_is_unread_on_every_page(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    cancelled(agenda, alice)
    for address in ("/reservar/", "/cuenta/"):
        page = logged_in.get(address).text
        assert '<span class="lbl">Alice</span>' in page
        assert "1<span" in page.split('<span class="lbl">')[1]
    assert '<span class="lbl">Mi cuenta</span>' in Client().get("/reservar/").text


def test_read_unread_and_removed(agenda: Agenda, alice: Any, logged_in: Client) -> None:
    cancelled(agenda, alice)
    message = InboxMessage.objects.get()
    logged_in.get(NOTICES["es"])
    message.refresh_from_db()
    assert message.read_at is None, "a look marks nothing"
    address = f"{NOTICES['es']}{message.pk}/"
    for do, unread in (("read", 0), ("unread", 1), ("read", 0)):
        assert logged_in.post(address, {"do": do, "page": "2"})["Location"].endswith("?page=2")
        assert inbox.count_unread(alice.person) == unread
    logged_in.post(address, {"do": "unread"})
    logged_in.post(f"{NOTICES['es']}leidos/")
    assert inbox.count_unread(alice.person) == 0
    for _twice in range(2):
        assert logged_in.post(address, {"do": "remove"}).status_code == 302
    assert "No hay avisos" in logged_in.get(NOTICES["es"]).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM notifications_inboxmessage")
        assert cursor.fetchall() == [("",)]
    # The mail of the same event is as it was, and the same is not left a second time.
    assert Notification.objects.filter(dedupe_key=message.dedupe_key).exists()
    inbox.leave_in_inbox(
        person=alice.person, kind=CANCELLED, facts={}, dedupe_key=message.dedupe_key
    )
    assert not inbox.inbox_of(alice.person).exists()


def test_somebody_elses_message_and_none_are_the_same_404(
    agenda: Agenda, alice: Any, charlie: Any, client: Client
) -> None:
    cancelled(agenda, alice)
    message = InboxMessage.objects.get()
    client.force_login(charlie)
    for pk in (message.pk, uuid.uuid4()):
        for do in ("read", "unread", "remove"):
            assert client.post(f"{NOTICES['es']}{pk}/", {"do": do}).status_code == 404
    message.refresh_from_db()
    assert (message.read_at, message.removed_at) == (None, None)
    client.force_login(alice)
    assert client.post(f"{NOTICES['es']}{message.pk}/", {"do": "read"}).status_code == 302


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_a_booking_needs_cannot_be_switched_off_and_says_so(
    agenda: Agenda, alice: Any, logged_in: Client, language: str
) -> None:
    words = {
        "es": "Las citas se confirman por correo, así que ese no se puede quitar.",
        "en": "Appointments are confirmed by email, so that one cannot be switched off.",
    }
    page = logged_in.get(PREFERENCES[language]).text
    assert page.count(words[language]) == 3
    assert f'value="{CANCELLED}:email" checked disabled' in page
    # Nothing is ticked: what is fixed stays, the copy in the account goes.
    assert logged_in.post(PREFERENCES[language]).status_code == 302
    assert set(MessageChoice.objects.values_list("channel", "is_wanted")) == {(INBOX, False)}
    cancelled(agenda, alice)
    assert not InboxMessage.objects.exists()
    assert Notification.objects.filter(kind=CANCELLED, person=alice.person).exists()
    assert AuditEvent.objects.get(action="notifications.choices_changed").data == {"count": 3}
    # And back again; the same once more changes nothing.
    for _twice in range(2):
        logged_in.post(PREFERENCES[language], {"want": [f"{CANCELLED}:{INBOX}"]})
    assert MessageChoice.objects.filter(is_wanted=True).count() == 1
    cancelled(agenda, alice, 1)
    assert InboxMessage.objects.count() == 1


def test_a_made_up_kind_is_not_written_down(alice: Any, logged_in: Client) -> None:
    choices = {("made.up", EMAIL): False, (CANCELLED, EMAIL): False, (CANCELLED, "pigeon"): False}
    assert choose_messages(person=alice.person, wanted=choices) == 0
    assert not MessageChoice.objects.exists()


def test_each_way_of_a_kind_is_switched_by_itself(alice: Any, logged_in: Client, news: Any) -> None:
    person = Person.objects.get(user=alice)
    for number, (email, inside) in enumerate([(True, True), (False, True), (True, False)]):
        choose_messages(
            person=person, wanted={(news.code, EMAIL): email, (news.code, INBOX): inside}
        )
        assert (tell(person, number) is not None) is email
        assert Notification.objects.filter(dedupe_key=f"news:{number}").exists() is email
        assert InboxMessage.objects.filter(dedupe_key=f"news:{number}").exists() is inside


def test_what_was_switched_off_before_it_left_is_not_sent(alice: Any, news: Any) -> None:
    person = with_email(alice)
    tell(person)
    choose_messages(person=person, wanted={(news.code, EMAIL): False})
    assert send_due() == 0
    message = Notification.objects.get(kind=news.code)
    assert (message.state, message.facts) == ("dropped", None)
    assert mail.outbox == []
    # What it never was about is sent as before.
    assert send_due() == 0
    assert Notification.objects.get(kind=news.code).attempts == 1


def test_the_later_word_counts_when_two_become_one(alice: Any, news: Any) -> None:
    person = with_email(alice)
    other = add_person(full_name="Alicia", email="a@example.com", phone="", language="es")
    choose_messages(person=person, wanted={(news.code, EMAIL): False})
    choose_messages(person=other, wanted={(news.code, EMAIL): False})
    choose_messages(person=other, wanted={(news.code, EMAIL): True})
    inbox.leave_in_inbox(person=person, kind=CANCELLED, facts={}, dedupe_key="x")
    inbox.remove(person=person, pk=InboxMessage.objects.get().pk)
    inbox.leave_in_inbox(person=other, kind=CANCELLED, facts={"a": 1}, dedupe_key="y")
    merge_people(kept=person, gone=other)
    assert tell(Person.objects.get(pk=person.pk)) is not None
    found = inbox.inbox_of(person).get(dedupe_key="y")
    assert found.facts == {"a": 1}


def test_nobody_without_a_login_is_asked(agenda: Agenda, news: Any) -> None:
    guest = book(agenda, agenda.morning()).person
    assert tell(guest) is not None
    assert not InboxMessage.objects.exists()


def test_professionals_are_asked_about_theirs(client: Client, bob: Any, agenda: Agenda) -> None:
    client.force_login(bob)
    assert "booking.appointment_booked" not in client.get(PREFERENCES["es"]).text
    Person.objects.filter(user=bob).update(user=None)
    Person.objects.filter(pk=agenda.professional.person_id).update(user=bob)
    assert 'value="booking.appointment_booked:inbox" checked disabled' in (
        client.get(PREFERENCES["es"]).text
    )
    client.post(PREFERENCES["es"])
    agenda.professional.person.refresh_from_db()
    book(agenda, agenda.morning())
    assert not Notification.objects.filter(kind="booking.appointment_booked").exists()
    assert InboxMessage.objects.get().kind == "booking.appointment_booked"
    # It tells of somebody else's visit, which their own account does not show.
    assert "/cuenta/citas/" not in client.get(NOTICES["es"]).text.split("<h1>")[1]
