"""Booking with a login: what is known is not asked, and the visit is one's own."""

import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from booking.models import Appointment, Visit
from booking.slots import start_text
from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.notifications.models import Notification
from portal.people.erasure import erase_person
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, Person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.testing import Agenda

pytestmark = pytest.mark.django_db
CHECK, CONFIRM = "/reservar/comprobar/", "/reservar/confirmar/"
ANIMAL = {"animals": "1", "animal0-label": "Luna", "animal0-species": "dog"}
ASKED = ("full_name", "phone", "email")


def chosen(agenda: Agenda, number: int = 0) -> dict[str, str]:
    return {
        "professional": agenda.professional.slug,
        "service": agenda.service.slug,
        "start": start_text(agenda.morning(number)),
    }


def asked(client: Client, agenda: Agenda, address: str = "/reservar/") -> set[str]:
    page = client.get(f"{address}?{urlencode(chosen(agenda))}").text
    return {name for name in ASKED if f'name="{name}"' in page}


def book_it(client: Client, agenda: Agenda, number: int = 0, **typed: str) -> Any:
    values = {**chosen(agenda, number), **ANIMAL, "attempt": str(uuid.uuid4()), **typed}
    return client.post(CONFIRM, values)


def reached(user: Any, **contacts: str) -> Person:
    for kind, value in contacts.items():
        ContactPoint.objects.create(person=user.person, kind=kind, value=value)
    return Person.objects.get(user=user)


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize(
    ("address", "words"),
    [("/reservar/", "Has entrado como Alice"), ("/en/book/", "Logged in: Alice")],
)
def test_what_is_known_is_shown_instead_of_asked(
    agenda: Agenda, alice: Any, logged_in: Client, address: str, words: str
) -> None:
    reached(alice, email="alice@example.com", phone="+34612345678")
    assert asked(logged_in, agenda, address) == set()
    page = logged_in.get(f"{address}?{urlencode(chosen(agenda))}").text
    assert words in page
    assert "612 34 56 78" in page
    assert "alice@example.com" in page


def test_a_guest_and_a_login_that_is_nobodys_are_asked_as_before(
    agenda: Agenda, dora: Any, client: Client
) -> None:
    assert asked(client, agenda) == set(ASKED)
    Person.objects.filter(user=dora).update(user=None)
    client.force_login(dora)
    assert asked(client, agenda) == set(ASKED)
    typed = {"full_name": "Elena Rius", "phone": "612 34 56 78", "email": "e@example.com"}
    assert book_it(client, agenda, **typed).status_code == 302
    visit = Visit.objects.get()
    assert (visit.origin, visit.person.full_name) == ("guest", "Elena Rius")


def test_the_visit_belongs_to_the_one_who_is_logged_in(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    person = reached(alice, email="alice@example.com", phone="+34612345678")
    people = Person.objects.count()
    kept = logged_in.post(CHECK, {**chosen(agenda), **ANIMAL}, follow=True).text
    assert "Alice" in kept
    assert "data-hold=" in kept
    answer = book_it(logged_in, agenda)
    assert answer.status_code == 302, answer.text
    visit = Visit.objects.get()
    assert (visit.person_id, visit.origin) == (person.pk, "client")
    assert Person.objects.count() == people
    assert AuditEvent.objects.get(action="booking.visit_booked").actor_id == alice.pk
    mail = Notification.objects.get(kind="booking.visit_confirmed")
    assert mail.recipient == "alice@example.com"
    assert str(visit.pk) in logged_in.get("/cuenta/").text
    assert visit.code in logged_in.get(answer["Location"]).text


def test_a_name_typed_by_somebody_else_does_not_pass(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    """What a form sends for a field that is not asked counts for nothing."""
    reached(alice, email="alice@example.com", phone="+34612345678")
    book_it(logged_in, agenda, full_name="Mallory", email="m@example.com", phone="699 00 00 01")
    visit = Visit.objects.get()
    assert visit.person.full_name == "Alice"
    assert Notification.objects.get(kind="booking.visit_confirmed").recipient == "alice@example.com"
    assert not ContactPoint.objects.filter(value__in=["m@example.com", "+34699000001"]).exists()


def test_only_what_is_missing_is_asked_and_then_kept(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    Person.objects.update(compared_at=now())
    # The login's own email is known; nobody has written down a phone.
    assert asked(logged_in, agenda) == {"phone"}
    answer = book_it(logged_in, agenda)
    assert answer.status_code == 422
    assert "Escribe un móvil de 9 cifras" in answer.text
    assert book_it(logged_in, agenda, phone="612 34 56 78").status_code == 302
    person = Person.objects.get(user=alice)
    assert (person.email, person.phone) == ("alice@example.com", "+34612345678")
    assert person.compared_at is None
    assert asked(logged_in, agenda) == set()


def test_more_visits_than_a_guest_may_have(agenda: Agenda, alice: Any, logged_in: Client) -> None:
    reached(alice, email="alice@example.com", phone="+34612345678")
    for number in range(5):
        assert book_it(logged_in, agenda, number).status_code == 302
    assert Visit.objects.filter(person=alice.person).count() == 5


def test_a_second_press_books_once(agenda: Agenda, alice: Any, logged_in: Client) -> None:
    reached(alice, email="alice@example.com", phone="+34612345678")
    attempt = str(uuid.uuid4())
    first, second = (book_it(logged_in, agenda, attempt=attempt) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Visit.objects.count() == 1


def test_after_a_merge_the_visit_goes_to_the_one_who_stays(
    agenda: Agenda, alice: Any, charlie: Any
) -> None:
    from booking.actions import book_visit
    from booking.actions.booking import Animal, Guest
    from portal.taxonomy.models import Species

    stale = Person.objects.get(user=alice)
    Person.objects.filter(user=charlie).update(user=None)
    kept = Person.objects.get(full_name="Charlie")
    merge_people(kept=kept, gone=alice.person)
    guest = Guest("Alice", "alice@example.com", "+34612345678", "es", person=stale)
    animals = [Animal("Luna", Species.objects.get(slug="dog"), notes="Come menos")]
    visit = book_visit(
        offering=agenda.offering,
        starts_at=agenda.morning(),
        guest=guest,
        animals=animals,
        attempt=uuid.uuid4(),
    )
    assert visit.person_id == kept.pk
    assert visit.appointments.get().subjects.get().notes == "Come menos"


def test_nobody_books_for_an_account_that_was_deleted(
    agenda: Agenda, alice: Any, logged_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted in another window between the form and its button: the session still names them."""
    from booking import confirm_views
    from booking.party import KnownClient

    person = reached(alice, email="alice@example.com", phone="+34612345678")
    known = KnownClient(person, "Alice", "+34612345678", "alice@example.com")
    monkeypatch.setattr(confirm_views, "client_of", lambda user: known)
    erase_person(person=person)
    assert book_it(logged_in, agenda).status_code == 404
    assert not Appointment.objects.exists()
