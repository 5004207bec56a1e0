"""Whoever proves an address gets the bookings made from it, and nothing that staff wrote down."""

import pytest
from django.test import Client

from booking.actions.attaching import attach_bookings
from booking.client_file.notes import add_note
from booking.models import Visit
from portal.accounts.actions import create_user, give_person
from portal.accounts.models import User
from portal.accounts.tests.doors import SIGNUP_CODE, code_for, sign_up
from portal.people.actions import set_emergency_contact
from portal.people.duplicates import find_duplicates
from portal.people.models import LikelyDuplicate, Person
from portal.testing import Agenda, book

pytestmark = pytest.mark.django_db
EMAIL = "elena@example.com"


def proves_address(client: Client, email: str = EMAIL) -> Person:
    sign_up(client, email)
    client.post(SIGNUP_CODE, {"code": code_for(email)})
    return User.objects.get(email=email).person


def test_what_a_guest_booked_is_in_the_new_account(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning(), email=EMAIL)
    book(agenda, agenda.morning(1), email=EMAIL)
    elsewhere = book(agenda, agenda.morning(2), email="elena.rius@example.com")
    person = proves_address(client)
    assert person.visits.count() == 2
    assert Visit.objects.get(pk=elsewhere.pk).person_id != person.pk
    # The account's own name and language stay; the phone of the booking is taken over.
    assert person.full_name == "Elena Rius"
    assert person.phone == "+34612345678"


def test_before_the_address_is_proven_nothing_is_attached(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning(), email=EMAIL)
    sign_up(client, EMAIL)
    assert User.objects.get(email=EMAIL).person.visits.count() == 0


@pytest.mark.parametrize(
    "written", ["visit", "address", "identity", "emergency", "note", "contact", "login"]
)
def test_what_staff_wrote_down_needs_more_than_an_address(
    agenda: Agenda, client: Client, written: str
) -> None:
    visit = book(agenda, agenda.morning(), email=EMAIL)
    guest = visit.person
    if written == "visit":
        Visit.objects.filter(pk=visit.pk).update(origin=Visit.Origin.STAFF)
    if written == "address":
        guest.address = {"street": "Carrer Major, 3"}
        guest.save()
    if written == "identity":
        guest.identity_number = "12345678Z"
        guest.save()
    if written == "emergency":
        set_emergency_contact(person=guest, name="Pau", phone="+34612345679")
    if written == "note":
        add_note(
            person=guest, text="Llama siempre tarde.", by=create_user(email="s@x.es", role="editor")
        )
    if written == "contact":
        guest.contact_points.create(kind="email", value="other@example.com", is_primary=False)
    if written == "login":
        guest.user = create_user(email="omar@example.com", role="client")
        guest.save()
    person = proves_address(client)
    assert person.visits.count() == 0
    assert Visit.objects.get(pk=visit.pk).person_id == guest.pk
    # Staff decides: the pair waits in the queue.
    find_duplicates()
    pair = LikelyDuplicate.objects.get(verdict="")
    assert {pair.one_id, pair.other_id} == {person.pk, guest.pk}


def test_a_changed_address_brings_what_was_booked_from_it(agenda: Agenda) -> None:
    book(agenda, agenda.morning(), email="new@example.com")
    user = create_user(email=EMAIL, role="client")
    person = give_person(user=user, full_name="Elena", language="es")
    assert attach_bookings(user=user, email="new@example.com") == 1
    assert attach_bookings(user=user, email="new@example.com") == 0
    assert person.visits.count() == 1
