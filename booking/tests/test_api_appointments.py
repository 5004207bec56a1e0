"""Appointments through the API: booked, moved and cancelled by the same rules as on the pages."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booking.models import Appointment, IntakeQuestion, Move, Offering, Visit
from portal.notifications.models import Notification
from portal.people.models import Person, Reading
from portal.taxonomy.models import Species
from portal.testing import Agenda, book, make_agenda, make_location, make_professional, make_user

from .programs import URL, Program, wish

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def program(alice: Any) -> Program:
    return Program(alice)


def refused(response: Any, status: int, code: str, *fields: str) -> dict[str, Any]:
    told: dict[str, Any] = response.json()
    assert (response.status_code, told["code"]) == (status, code), told
    assert sorted(told.get("fields", {})) == sorted(fields)
    return told


# Booking


def test_a_booking_is_ones_own_and_told_on_the_clock_of_its_place(
    program: Program, agenda: Agenda, alice: Any
) -> None:
    start = agenda.morning()
    response = program.book(wish(agenda, start))
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    visit = Visit.objects.get()
    appointment = visit.appointments.get()
    local = start.astimezone(agenda.location.zone)
    assert response.json() == {
        "id": appointment.pk,
        "code": visit.code,
        "status": "confirmed",
        "service": {"id": agenda.service.slug, "name": "Consulta general"},
        "professional": {"id": agenda.professional.slug, "name": "Dra. Marta Ferrer Soler"},
        "location": agenda.location.slug,
        "time_zone": "Europe/Madrid",
        "starts_at": local.isoformat(),
        "ends_at": (local + dt.timedelta(minutes=30)).isoformat(),
        "price": "35.00",
        "animals": [{"name": "Luna", "species": "dog"}],
        "can_move": True,
        "can_cancel": True,
        "move_until": (local - 24 * HOUR).isoformat(),
        "cancel_until": (local - 24 * HOUR).isoformat(),
        "client": None,
    }
    assert (visit.person, visit.origin) == (alice.person, "client")
    assert appointment.subjects.get().notes == "Come menos."
    # What was not known is known now, as after the page's form.
    assert Person.objects.get(user=alice).phone == "+34612345678"
    again = program.book(wish(agenda, agenda.morning(1), phone=""))
    assert again.status_code == 201
    assert program.get(f"{URL}{appointment.pk}/").json() == response.json()
    assert Reading.objects.count() == 0


def test_the_pages_own_form_finds_the_same_faults(program: Program, agenda: Agenda) -> None:
    IntakeQuestion.objects.create(
        service=agenda.service, text_es="¿Desde cuándo?", text_en="Since when?", is_required=True
    )
    agenda.service.species.set(Species.objects.filter(slug="cat"))
    question = IntakeQuestion.objects.get().pk
    response = program.book(wish(agenda, agenda.morning(), phone="12"))
    names = ("animals.0.species", f"animals.0.answers.{question}", "phone")
    told = refused(response, 400, "invalid", *names)
    assert told["fields"]["animals.0.species"] == "Elige un animal de la lista."
    animal = {"name": "Mixa", "species": "cat", "answers": [{"question": 9, "answer": "Ayer"}]}
    response = program.book(wish(agenda, agenda.morning(), animals=[animal]))
    refused(response, 400, "invalid", "animals.0.answers")
    response = program.book(wish(agenda, agenda.morning(), animals=[animal, animal]))
    refused(response, 400, "too_many_subjects", "animals")
    assert Visit.objects.count() == 0
    animal["answers"] = [{"question": question, "answer": "Ayer"}]
    assert program.book(wish(agenda, agenda.morning(), animals=[animal])).status_code == 201
    given = Appointment.objects.get().subjects.get().intake
    assert given == [{"es": "¿Desde cuándo?", "en": "Since when?", "answer": "Ayer"}]


@pytest.mark.parametrize(
    "moment",
    ["2026-11-30", "2026-11-30T09:00:00", "2026-11-30T09:00:30+01:00", "9999-01-01T09:00Z", 7],
)
def test_a_moment_says_its_minute_and_its_distance(
    program: Program, agenda: Agenda, moment: Any
) -> None:
    body = wish(agenda, agenda.morning()) | {"starts_at": moment}
    refused(program.book(body), 400, "invalid", "starts_at")


def test_what_is_not_offered_is_not_found(program: Program, agenda: Agenda) -> None:
    for change in ({"service": "nothing"}, {"professional": "nobody"}):
        refused(program.book(wish(agenda, agenda.morning(), **change)), 404, "not_offered")
    agenda.professional.is_listed = False
    agenda.professional.save()
    refused(program.book(wish(agenda, agenda.morning())), 404, "not_offered")
    assert Visit.objects.count() == 0


def test_a_taken_time_names_the_nearest_free_ones(program: Program, agenda: Agenda) -> None:
    start = agenda.morning(hour=12)
    book(agenda, start)
    told = refused(program.book(wish(agenda, start)), 409, "slot_taken")
    local = start.astimezone(agenda.location.zone)
    near = [local + dt.timedelta(minutes=minutes) for minutes in (-45, -30, 30)]
    assert told["alternatives"] == [
        {
            "starts_at": moment.isoformat(),
            "professional": agenda.professional.slug,
            "location": agenda.location.slug,
        }
        for moment in near
    ]
    chosen = told["alternatives"][1]
    assert program.book(wish(agenda, start) | chosen).status_code == 201
    nowhere = wish(agenda, start, location="x")
    refused(program.book(nowhere), 404, "no_such_place", "location")
    # Free, but not where it was asked for.
    elsewhere = make_location()
    body = wish(agenda, agenda.morning(1), location=elsewhere.slug)
    told = refused(program.book(body), 409, "slot_taken")
    assert told["alternatives"] == []
    assert Visit.objects.count() == 2


def test_anybody_who_is_free_and_sees_the_animal_is_taken(program: Program, agenda: Agenda) -> None:
    other = make_professional(name="Javier Ibáñez Roca")
    second = make_agenda(location=agenda.location, name="Nora Vidal")
    Offering.objects.create(service=agenda.service, professional=second.professional)
    Offering.objects.create(service=agenda.service, professional=other)
    agenda.professional.species.set(Species.objects.filter(slug="cat"))
    body = wish(agenda, agenda.morning(), professional="any")
    told = program.book(body).json()
    assert told["professional"]["id"] == second.professional.slug
    told = refused(program.book(body), 409, "slot_taken")
    assert {one["professional"] for one in told["alternatives"]} == {second.professional.slug}


def test_every_alternative_takes_the_animals_that_were_named(
    program: Program, agenda: Agenda
) -> None:
    agenda.service.max_subjects = 2
    agenda.service.save()
    second = make_agenda(location=agenda.location, name="Nora Vidal")
    Offering.objects.create(service=agenda.service, professional=second.professional)
    animals = [{"name": "Luna", "species": "dog"}, {"name": "Mixa", "species": "cat"}]
    for one, species in ((agenda, "cat"), (second, "dog")):
        one.professional.species.set(Species.objects.filter(slug=species))
    body = wish(agenda, agenda.morning(), professional="any", animals=animals)
    # One sees cats and one sees dogs: nobody sees both, at no time.
    assert refused(program.book(body), 409, "slot_taken")["alternatives"] == []
    second.professional.species.add(Species.objects.get(slug="cat"))
    assert program.book(body).status_code == 201
    [nearest, *_others] = refused(program.book(body), 409, "slot_taken")["alternatives"]
    assert program.book(body | nearest).status_code == 201


def test_a_booking_needs_a_key_and_somebody(program: Program, agenda: Agenda, alice: Any) -> None:
    body = wish(agenda, agenda.morning())
    refused(program.book(body, key=""), 400, "idempotency_key_missing")
    for key in ("x" * 201, "ñ", "a b"):
        refused(program.book(body, key=key), 400, "idempotency_key_unreadable")
    Person.objects.filter(user=alice).update(user=None)
    refused(program.book(body), 404, "not_found")
    refused(Program(None).book(body), 401, "not_authenticated")
    assert Visit.objects.count() == 0


# A client's own


def test_a_client_moves_and_cancels_within_the_agreed_terms(
    program: Program, agenda: Agenda
) -> None:
    pk = program.booked(agenda, agenda.morning())
    moved = program.move(pk, agenda.morning(1))
    assert moved.status_code == 200
    assert dt.datetime.fromisoformat(moved.json()["starts_at"]) == agenda.morning(1)
    assert Move.objects.get().by is None
    # Where it stands already, nothing happens.
    assert program.move(pk, agenda.morning(1)).status_code == 200
    assert Move.objects.count() == 1
    book(agenda, agenda.morning(2))
    told = refused(program.move(pk, agenda.morning(2)), 409, "slot_taken")
    assert len(told["alternatives"]) == 3
    refused(program.move(pk, agenda.morning(1), professional="nobody"), 404, "not_offered")
    assert program.cancel(pk, "better").status_code == 204
    assert program.cancel(pk).status_code == 204
    appointment = Appointment.objects.get(pk=pk)
    assert (appointment.status, appointment.cancel_reason) == ("cancelled", "better")
    refused(program.move(pk, agenda.morning(3)), 409, "not_changeable")
    kinds = Notification.objects.filter(person=appointment.visit.person).values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == [
        "booking.visit_cancelled",
        "booking.visit_confirmed",
        "booking.visit_moved",
    ]


def test_after_the_agreed_moment_a_client_changes_nothing(
    program: Program, agenda: Agenda, alice: Any
) -> None:
    start = agenda.morning()
    pk = program.booked(agenda, start)
    with time_machine.travel(start - 2 * HOUR, tick=False):
        late = Program(alice)
        shown = late.get(f"{URL}{pk}/").json()
        assert (shown["can_move"], shown["can_cancel"]) == (False, False)
        refused(late.move(pk, agenda.morning(3)), 409, "too_late")
        refused(late.cancel(pk), 409, "too_late")
        # A client's wish does not become staff's by giving a reason of theirs.
        refused(late.cancel(pk, "emergency"), 400, "invalid", "reason")
    assert Appointment.objects.get().status == "confirmed"


def test_somebody_elses_is_the_same_404_as_none(
    program: Program, agenda: Agenda, charlie: Any
) -> None:
    pk = program.booked(agenda, agenda.morning())
    stranger = Program(charlie)
    for one in (pk, pk + 1000, 10**30):
        for response in (
            stranger.get(f"{URL}{one}/"),
            stranger.move(one, agenda.morning(1)),
            stranger.cancel(one),
            stranger.cancel(one, "client_asked", key=f"k{one}"),
        ):
            assert refused(response, 404, "not_found") == stranger.get(f"{URL}77/").json()
    assert stranger.get().json()["count"] == 0
    assert Appointment.objects.get().status == "confirmed"


# Staff


@pytest.fixture
def assistant(agenda: Agenda) -> Any:
    user = make_user("assistant@example.com", "assistant")
    user.locations.add(agenda.location)
    return user


def test_staff_see_move_and_cancel_the_appointments_of_their_places_with_a_reason(
    program: Program, agenda: Agenda, assistant: Any, alice: Any
) -> None:
    pk = program.booked(agenda, agenda.morning())
    other = make_agenda(location=make_location(), name="Javier Ruiz")
    hidden = book(other, other.morning()).appointments.get().pk
    team = Program(assistant)
    [shown] = team.get().json()["results"]
    assert shown["client"] == {"full_name": "Alice", "phone": "+34612345678"}
    assert (shown["id"], shown["can_move"], shown["can_cancel"]) == (pk, True, True)
    reading = Reading.objects.get()
    assert (reading.screen, reading.persons) == ("api_appointments", [alice.person.pk])
    refused(team.get(f"{URL}{hidden}/"), 404, "not_found")
    refused(team.move(pk, agenda.morning(1)), 400, "invalid", "reason")
    moved = team.move(pk, agenda.morning(1), reason="client_asked", note="Hasta el lunes")
    assert moved.status_code == 200
    # Answers to what is written are kept for a day: they name nobody.
    assert moved.json()["client"] is None
    assert (Move.objects.get().by, Move.objects.get().reason) == (assistant, "client_asked")
    book(agenda, agenda.morning(2))
    told = refused(team.move(pk, agenda.morning(2), reason="client_asked"), 409, "slot_taken")
    assert {one["location"] for one in told["alternatives"]} == {agenda.location.slug}
    refused(team.cancel(pk), 400, "invalid", "reason")
    assert team.cancel(pk, "place_closed").status_code == 204
    assert Appointment.objects.get(pk=pk).cancel_reason == "place_closed"
    refused(team.move(pk, agenda.morning(3), reason="client_asked"), 409, "not_changeable")


def test_staff_without_the_right_to_change_are_refused(
    program: Program, agenda: Agenda, assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = program.booked(agenda, agenda.morning())
    monkeypatch.setattr(type(assistant), "has_perm", lambda *args: False)
    team = Program(assistant)
    assert team.get(f"{URL}{pk}/").json()["can_move"] is False
    refused(team.move(pk, agenda.morning(1), reason="mistake"), 403, "permission_denied")
    refused(team.cancel(pk, "mistake"), 403, "permission_denied")
    assert Appointment.objects.get().status == "confirmed"


def test_a_professional_changes_their_own_appointments_and_takes_nobody_elses_time(
    program: Program, agenda: Agenda, bob: Any
) -> None:
    pk = program.booked(agenda, agenda.morning())
    other = make_agenda(location=agenda.location, name="Javier Ruiz")
    Offering.objects.create(service=agenda.service, professional=other.professional)
    book(other, other.morning())
    Person.objects.filter(user=bob).update(user=None)
    Person.objects.filter(pk=agenda.professional.person_id).update(user=bob)
    bob = type(bob).objects.get(pk=bob.pk)
    mine = Program(bob)
    [shown] = mine.get().json()["results"]
    assert (shown["id"], shown["can_move"], shown["client"]["full_name"]) == (pk, True, "Alice")
    theirs = {"professional": other.professional.slug, "reason": "emergency"}
    refused(mine.move(pk, agenda.morning(1), **theirs), 404, "not_offered")
    assert mine.move(pk, agenda.morning(1), reason="emergency").status_code == 200
    assert mine.cancel(pk, "professional_away").status_code == 204
    assert Appointment.objects.get(pk=pk).professional == agenda.professional


# Lists


def test_a_list_is_narrowed_by_day_and_status_and_comes_in_pages(
    program: Program, agenda: Agenda
) -> None:
    numbers = [program.booked(agenda, agenda.morning(day)) for day in range(3)]
    program.cancel(numbers[0])

    def listed(query: str) -> list[int]:
        response = program.get(f"{URL}?{query}")
        assert response.status_code == 200, response.content
        return [one["id"] for one in response.json()["results"]]

    assert listed("") == numbers[::-1]
    assert listed("status=cancelled") == numbers[:1]
    day = (agenda.first_day + dt.timedelta(days=1)).isoformat()
    assert listed(f"from={day}&to={day}") == numbers[1:2]
    assert listed(f"from={agenda.morning(1).isoformat()}") == numbers[:0:-1]
    first = program.get(f"{URL}?page_size=2&status=confirmed&page=1").json()
    assert (first["count"], first["pages"], first["previous"]) == (2, 1, None)
    first = program.get(f"{URL}?page_size=2").json()
    assert (first["page"], first["pages"]) == (1, 2)
    assert first["next"].endswith(f"{URL}?page_size=2&page=2")
    backwards = f"from={day}&to={agenda.first_day.isoformat()}"
    wrong = ("page_size=101", "page_size=0", "page=0", "status=x", "from=x", "to=2026", backwards)
    for query in wrong:
        assert program.get(f"{URL}?{query}").status_code == 400, query


def test_a_list_asks_as_often_for_one_as_for_many(
    program: Program, agenda: Agenda, assistant: Any
) -> None:
    team = Program(assistant)

    def asked(one: Program) -> int:
        one.get()
        with CaptureQueriesContext(connection) as queries:
            assert one.get().status_code == 200
        return len(queries)

    program.booked(agenda, agenda.morning())
    few = asked(program), asked(team)
    for hour in range(10, 18):
        program.booked(agenda, agenda.morning(hour=hour))
    assert (asked(program), asked(team)) == few
    # Ten of them count requests.
    assert max(few) <= 25
