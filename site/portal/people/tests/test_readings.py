"""The log of reads: one row a screen, once in a while, never in the way of a page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from booking.tests.admin_screens import text_of
from portal.core.registries import is_screen
from portal.people import readings
from portal.people.actions import add_person
from portal.people.erasure import erase_person, plan_erasure
from portal.people.exporting import export_person
from portal.people.merging import merge_people
from portal.people.models import Person, Reading
from portal.people.readings import note, readings_of
from portal.testing import make_location, make_user

pytestmark = pytest.mark.django_db
MINE = "/cuenta/lecturas/"


def somebody(name: str = "Elena Rius") -> Person:
    return add_person(full_name=name, email="", phone="", language="es")


def asked_by(user: Any) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def olga(db: None) -> Any:
    return make_user("olga@example.com", "administrator", full_name="Olga Blasco")


def test_a_list_is_one_row_with_everybody_on_it(olga: Any) -> None:
    people = [somebody(f"Client {number}") for number in range(50)]
    with CaptureQueriesContext(connection) as asked:
        note(asked_by(olga), "people", (one.pk for one in people))
    row = Reading.objects.get()
    assert set(row.persons) == {one.pk for one in people}
    assert (row.user_id, row.role, row.screen) == (olga.pk, "administrator", "people")
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) == 1


def test_the_same_reader_person_and_screen_count_once_in_a_while(
    olga: Any, time_machine: Any
) -> None:
    one, other = somebody(), somebody("Omar Benali")
    request = asked_by(olga)
    time_machine.move_to("2026-11-24T09:00:00Z", tick=False)
    note(request, "people", [one.pk])
    note(request, "people", [one.pk])
    assert Reading.objects.count() == 1
    # Whoever was not there before is written down, and nobody twice.
    note(request, "people", [one.pk, other.pk, other.pk])
    assert [row.persons for row in Reading.objects.order_by("pk")] == [[one.pk], [other.pk]]
    # Another screen, another reader, a later hour: each is a reading of its own.
    note(request, "personal_data", [one.pk])
    note(asked_by(make_user("nora@example.com", "administrator")), "people", [one.pk])
    time_machine.shift(timedelta(minutes=15, seconds=1))
    note(request, "people", [one.pk])
    assert readings_of(one).paginator.count == 4


def test_nobody_on_the_screen_and_nobody_logged_in_write_nothing(olga: Any) -> None:
    from django.contrib.auth.models import AnonymousUser

    note(asked_by(olga), "people", [])
    note(asked_by(AnonymousUser()), "people", [somebody().pk])
    assert not Reading.objects.exists()


def test_a_screen_that_no_app_declared_is_a_mistake_of_ours(olga: Any) -> None:
    assert is_screen("people")
    with pytest.raises(ValueError, match="undeclared"):
        note(asked_by(olga), "nowhere", [somebody().pk])


def test_a_log_that_cannot_be_written_fails_no_page(olga: Any, client: Client) -> None:
    """The wrapper breaks the one statement on its way to the database, as a full disk would."""
    person = somebody()

    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "INSERT INTO people_reading" in sql:
            raise DatabaseError("no space left on device")
        return execute(sql, params, many, context)

    client.force_login(olga)
    with connection.execute_wrapper(full):
        response = client.get("/admin/people/")
    assert person.full_name in text_of(response)
    assert not Reading.objects.exists()
    # The control: the same page without that wrapper.
    client.get("/admin/people/")
    assert readings_of(person).paginator.count == 1


def test_a_client_sees_who_when_and_where_in_either_language(olga: Any, client: Client) -> None:
    make_location(zone_name="Europe/Madrid")
    user = make_user("elena@example.com", "client", full_name="Elena Rius")
    note(asked_by(olga), "people", [user.person.pk, somebody("Omar Benali").pk])
    client.force_login(user)
    page = text_of(client.get(MINE))
    assert "Quién ha visto tus datos" in page
    for words in ("Olga Blasco", "Administración", "Lista de personas"):
        assert words in page
    assert "Omar" not in page
    with translation.override("en"):
        english = text_of(client.get("/en/account/readings/"))
    for words in ("Who has seen your data", "Olga Blasco", "List of people"):
        assert words in english


def test_the_page_is_each_ones_own(olga: Any, client: Client) -> None:
    note(asked_by(olga), "people", [somebody().pk])
    client.force_login(make_user("charlie@example.com", "client"))
    response = client.get(MINE)
    assert "Olga" not in text_of(response)
    assert "Todavía nadie ha abierto tus datos" in text_of(response)
    assert "no-store" in response["Cache-Control"]


def test_a_login_without_a_person_meets_an_empty_page(olga: Any, client: Client) -> None:
    Person.objects.filter(user=olga).update(user=None)
    client.force_login(olga)
    assert client.get(MINE).status_code == 200


def test_many_readings_come_in_pages_with_as_many_queries(
    olga: Any, client: Client, settings: Any
) -> None:
    settings.READINGS_ONCE_IN_MINUTES = 0
    user = make_user("elena@example.com", "client")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MINE).status_code == 200
        return len(queries)

    client.force_login(user)
    note(asked_by(olga), "people", [user.person.pk])
    client.get(MINE)
    few = asked()
    for _ in range(25):
        note(asked_by(olga), "people", [user.person.pk])
    assert asked() == few <= 14
    assert text_of(client.get(MINE)).count("Lista de personas") == readings.A_PAGE
    assert text_of(client.get(f"{MINE}?page=2")).count("Lista de personas") == 6
    assert (
        text_of(client.get(f"{MINE}?page=nonsense")).count("Lista de personas") == readings.A_PAGE
    )


def test_readings_of_somebody_merged_are_read_through_the_merge(olga: Any) -> None:
    one, other = somebody(), somebody("Elena Rius Bosch")
    note(asked_by(olga), "people", [other.pk])
    merge_people(kept=one, gone=other)
    assert readings_of(Person.objects.get(pk=one.pk)).paginator.count == 1
    assert readings_of(Person.objects.get(pk=other.pk)).paginator.count == 1
    assert readings_of(somebody("Nadie")).paginator.count == 0


def test_erasing_keeps_the_readings_and_says_so(olga: Any) -> None:
    person = somebody()
    note(asked_by(olga), "people", [person.pk])
    steps = [step for step in plan_erasure(person).steps if step.title == "lecturas"]
    assert [(step.what, step.rows) for step in steps] == [("keep", 1)]
    assert steps[0].rule is not None
    assert steps[0].until is not None
    erase_person(person=person)
    assert readings_of(person).paginator.count == 1


def test_the_file_for_the_person_names_screen_and_role(olga: Any) -> None:
    import json
    import zipfile

    person, other = somebody(), somebody("Omar Benali")
    note(asked_by(olga), "people", [person.pk, other.pk])
    with export_person(person=person) as file, zipfile.ZipFile(file) as zipped:
        content = zipped.read("data.json").decode()
    rows = json.loads(content)["known"]["people.Reading"]
    assert [(row["screen"], row["role"]) for row in rows] == [("people", "administrator")]
    # A list names others: who they are is nobody else's business.
    assert str(other.pk) not in content
