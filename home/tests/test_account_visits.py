"""One's own visits in the account: the next one first, what can be done with each, and nobody else's."""

import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from booking.models import Appointment, Visit
from booking.tests.telling import everything
from portal.audit.models import AuditEvent
from portal.people.actions import add_person
from portal.people.merging import merge_people
from portal.people.models import Person
from portal.testing import Agenda, book

pytestmark = pytest.mark.django_db
BASE = {"es": "/cuenta/", "en": "/en/account/"}
LISTS = {"es": ("", "citas/", "citas/anteriores/"), "en": ("", "visits/", "visits/past/")}
PAGES = {
    "es": ("", "cambiar/", "cancelar/", "calendario.ics"),
    "en": ("", "move/", "cancel/", "calendar.ics"),
}
VISITS = {"es": "/cuenta/citas/", "en": "/en/account/visits/"}


def pages(pk: Any, language: str = "es") -> list[str]:
    return [f"{VISITS[language]}{pk}/{page}" for page in PAGES[language]]


def visit_of(user: Any, agenda: Agenda, number: int = 0, **booking: Any) -> Visit:
    """A visit that belongs to the person behind the login."""
    values = {"email": f"{uuid.uuid4().hex[:8]}@example.com", **booking}
    phone = f"+3461{uuid.uuid4().int % 10**7:07}"
    visit = book(agenda, agenda.morning(number), phone=phone, **values)
    Visit.objects.filter(pk=visit.pk).update(person=user.person)
    return Visit.objects.get(pk=visit.pk)


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize("language", ["es", "en"])
def test_whoever_is_not_logged_in_goes_to_the_login_and_comes_back(
    agenda: Agenda, alice: Any, client: Client, language: str
) -> None:
    visit = visit_of(alice, agenda)
    for page in LISTS[language]:
        answer = client.get(BASE[language] + page)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={BASE[language]}{page}")
    for address in pages(visit.pk, language):
        assert client.get(address).status_code == 302
    before = everything()
    for address in pages(visit.pk, language)[1:3]:
        assert client.post(address)["Location"].endswith(f"?next={BASE[language]}")
    assert everything() == before


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_page_opens_in_both_languages(
    agenda: Agenda, alice: Any, logged_in: Client, language: str
) -> None:
    visit = visit_of(alice, agenda)
    for address in [
        *(BASE[language] + page for page in LISTS[language]),
        *pages(visit.pk, language),
    ]:
        answer = logged_in.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"]


def test_the_next_visit_comes_first_and_each_has_its_ways(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    later, sooner = visit_of(alice, agenda, 3), visit_of(alice, agenda, 1)
    page = logged_in.get("/cuenta/").text
    assert "Hola, Alice" in page
    assert page.index(str(sooner.pk)) < page.index(str(later.pk))
    for visit in (sooner, later):
        for address in pages(visit.pk):
            if address.endswith(".ics") and visit == later:
                continue
            assert f'href="{address}"' in page, address


def test_what_is_over_or_cancelled_stands_in_the_history(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    first, second = visit_of(alice, agenda, 0), visit_of(alice, agenda, 1)
    assert logged_in.post(pages(second.pk)[2]).status_code == 302
    last = first.appointments.get().ends_at
    with time_machine.travel(last, tick=False):
        logged_in.force_login(alice)
        assert str(first.pk) not in logged_in.get("/cuenta/citas/").text
        past = logged_in.get("/cuenta/citas/anteriores/").text
    assert past.index(str(second.pk)) < past.index(str(first.pk))
    assert "Cancelada" in past
    again = f"/reservar/?service={agenda.service.slug}&amp;professional={agenda.professional.slug}"
    assert past.count(again) == 2
    assert logged_in.get(again.replace("&amp;", "&")).status_code == 200


def test_what_is_no_longer_offered_cannot_be_booked_again(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    visit = visit_of(alice, agenda)
    logged_in.post(pages(visit.pk)[2])
    assert "Reservar otra vez" in logged_in.get("/cuenta/citas/anteriores/").text
    agenda.service.is_online = False
    agenda.service.save()
    assert "Reservar otra vez" not in logged_in.get("/cuenta/citas/anteriores/").text


def test_a_visit_is_moved_from_the_account(agenda: Agenda, alice: Any, logged_in: Client) -> None:
    visit = visit_of(alice, agenda)
    start = agenda.morning(1, hour=11).strftime("%Y%m%dT%H%MZ")
    address = pages(visit.pk)[1]
    summary = logged_in.get(f"{address}?start={start}").text
    assert "csrfmiddlewaretoken" in summary
    # Without a referrer Django could not compare where a form comes from.
    assert "no-referrer" not in summary
    assert "Este enlace es solo tuyo" not in summary
    answer = logged_in.post(address, {"start": start})
    assert answer["Location"] == f"{pages(visit.pk)[0]}?moved"
    assert visit.appointments.get().starts_at == agenda.morning(1, hour=11)
    assert AuditEvent.objects.get(action="booking.appointment_moved").actor_id == alice.pk


def test_a_visit_is_cancelled_from_the_account(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    visit = visit_of(alice, agenda)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    before = everything()
    assert strict.post(pages(visit.pk)[2]).status_code == 403
    assert everything() == before
    assert logged_in.post(pages(visit.pk)[2])["Location"] == pages(visit.pk)[0]
    assert visit.appointments.get().status == Appointment.Status.CANCELLED
    assert AuditEvent.objects.get(action="booking.appointment_cancelled").actor_id == alice.pk


def test_somebody_elses_visit_and_none_are_the_same_404(
    agenda: Agenda, alice: Any, charlie: Any, client: Client
) -> None:
    foreign = visit_of(alice, agenda)
    guests = book(agenda, agenda.morning(1))
    client.force_login(charlie)
    before = everything()
    for ask in (client.get, client.post):
        answers = [
            [ask(address) for address in pages(pk)] for pk in (foreign.pk, guests.pk, uuid.uuid4())
        ]
        for others, missing in zip(answers[:2], answers[2:] * 2, strict=True):
            assert [one.status_code for one in others] == [one.status_code for one in missing]
            assert {one.status_code for one in others} <= {404, 405}
    assert everything() == before
    assert str(foreign.pk) not in client.get("/cuenta/citas/").text
    # The control: whose it is gets there.
    client.force_login(alice)
    assert client.get(pages(foreign.pk)[0]).status_code == 200


def test_after_a_merge_the_account_shows_what_both_had(
    agenda: Agenda, alice: Any, logged_in: Client
) -> None:
    guest = book(agenda, agenda.morning(1))
    assert logged_in.get(pages(guest.pk)[0]).status_code == 404
    merge_people(kept=alice.person, gone=guest.person)
    assert logged_in.get(pages(guest.pk)[0]).status_code == 200
    # Also when the row with the login is the one that goes.
    other = add_person(full_name="Alicia", email="", phone="", language="es")
    merge_people(kept=other, gone=Person.objects.get(user=alice))
    assert "Hola, Alicia" in logged_in.get("/cuenta/").text
    assert logged_in.get(pages(guest.pk)[0]).status_code == 200


def test_a_login_that_is_nobodys_has_no_account(client: Client, bob: Any, agenda: Agenda) -> None:
    visit = visit_of(bob, agenda)
    client.force_login(bob)
    assert client.get("/cuenta/").status_code == 200
    Person.objects.filter(user=bob).update(user=None)
    for address in ("/cuenta/", "/cuenta/citas/", *pages(visit.pk)):
        assert client.get(address).status_code == 404


def test_a_long_list_comes_in_pages(agenda: Agenda, alice: Any, logged_in: Client) -> None:
    made = [visit_of(alice, agenda, number) for number in range(23)]
    first, second = (logged_in.get(f"/cuenta/citas/?page={n}").text for n in (1, 2))
    assert [str(one.pk) in first for one in made] == [True] * 20 + [False] * 3
    assert [str(one.pk) in second for one in made] == [False] * 20 + [True] * 3
    assert str(made[-1].pk) in logged_in.get("/cuenta/citas/?page=99").text
