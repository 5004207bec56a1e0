"""Who sees which appointments, and what anybody may book."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from booking import access
from booking.errors import NotOffered
from booking.models import Appointment
from portal.testing import Agenda, book, make_agenda, make_location, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(agenda: Agenda) -> Appointment:
    return book(agenda, agenda.morning()).appointments.get()


@pytest.fixture
def there() -> Appointment:
    """An appointment with somebody else at another place."""
    other = make_agenda(location=make_location(), name="Javier Ruiz")
    return book(other, other.morning()).appointments.get()


def seen_by(user: Any) -> set[Appointment]:
    return set(access.appointments_visible_to(user))


def test_an_administrator_sees_every_appointment(
    dora: Any, here: Appointment, there: Appointment
) -> None:
    assert seen_by(dora) == {here, there}


def test_clients_professionals_and_strangers_see_none_in_the_admin(
    alice: Any, bob: Any, charlie: Any, here: Appointment
) -> None:
    for user in (alice, bob, charlie, AnonymousUser(), make_user("eve@example.com", "editor")):
        assert seen_by(user) == set()


def test_an_assistant_sees_those_of_their_places_only(
    here: Appointment, there: Appointment
) -> None:
    assistant = make_user("assistant@example.com", "assistant")
    assert seen_by(assistant) == set()
    assistant.locations.add(here.location)
    assert seen_by(assistant) == {here}
    assistant.locations.add(there.location)
    assert seen_by(assistant) == {here, there}
    assistant.locations.remove(here.location)
    assert seen_by(assistant) == {there}


def test_an_assistant_opens_their_own_appointment_and_no_other(
    client: Any, here: Appointment, there: Appointment
) -> None:
    assistant = make_user("assistant@example.com", "assistant")
    assistant.locations.add(here.location)
    client.force_login(assistant)
    listing = client.get("/admin/appointments/").content.decode()
    assert f"/admin/appointments/inspect/{here.pk}/" in listing
    assert f"/admin/appointments/inspect/{there.pk}/" not in listing
    assert client.get(f"/admin/appointments/inspect/{here.pk}/").status_code == 200
    assert client.get(f"/admin/appointments/inspect/{there.pk}/").status_code == 404


def test_anybody_may_book_what_a_listed_professional_offers_online(agenda: Agenda) -> None:
    assert bookable(agenda) == agenda.offering


def bookable(agenda: Agenda) -> Any:
    return access.bookable(professional=agenda.professional.slug, service=agenda.service.slug)


@pytest.mark.parametrize("what", ["service", "professional", "profession", "offering"])
def test_what_is_not_offered_online_is_as_if_it_did_not_exist(agenda: Agenda, what: str) -> None:
    if what == "offering":
        agenda.offering.delete()
    else:
        row, flag = {
            "service": (agenda.service, "is_online"),
            "professional": (agenda.professional, "is_listed"),
            "profession": (agenda.professional.profession, "offered"),
        }[what]
        setattr(row, flag, False)
        row.save()
    with pytest.raises(NotOffered) as refusal:
        bookable(agenda)
    assert refusal.value.status == 404
    assert list(access.online_offerings()) == []


def test_somebody_unlisted_is_not_among_those_the_public_sees(agenda: Agenda) -> None:
    assert list(access.listed_professionals()) == [agenda.professional]
    agenda.professional.is_listed = False
    agenda.professional.save()
    assert list(access.listed_professionals()) == []


def test_only_the_browser_that_booked_sees_the_confirmation(here: Appointment) -> None:
    code = here.visit.code
    assert access.visit_just_booked(code=code, booked_here=[code]) == here.visit
    assert access.visit_just_booked(code=code, booked_here=[]) is None
    assert access.visit_just_booked(code="ZZZZ-ZZZZ", booked_here=["ZZZZ-ZZZZ"]) is None
