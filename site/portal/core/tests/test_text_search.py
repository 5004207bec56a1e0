"""Words are found without accents, in part, in either language; and by way of an index."""

from typing import Any

import psycopg
import pytest
from django.db.models import QuerySet, Value

from booking.models import Service
from portal.core.text_search import (
    Folded,
    entries_speaking_of,
    folded,
    holding,
    matching,
    speaking_of,
)
from portal.people.models import Person
from portal.people.searching import people_known_by, ways_to_people
from portal.testing import as_owner, make_service

pytestmark = pytest.mark.django_db

NAMES = ["Begoña Muñoz Pérez", "Núria Güell i Serra", "Ángel Íñiguez", "O'Brien_100%", "Zoë Åström"]


def people(*names: str) -> None:
    for name in names:
        Person.objects.create(full_name=name)


def found(text: str) -> list[str]:
    rows = matching(Person.objects.all(), text, ways_to_people)
    return sorted(rows.values_list("full_name", flat=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_database_folds_as_python_does(name: str) -> None:
    people("anybody")
    said = Person.objects.annotate(said=Folded(Value(name))).values_list("said", flat=True)[0]
    assert said == folded(name)


@pytest.mark.parametrize("text", ["begona", "MUÑOZ", "munoz perez", "pérez begoña", "goña muñ"])
def test_accents_capitals_order_and_missing_letters_do_not_matter(text: str) -> None:
    people(*NAMES)
    assert found(text) == ["Begoña Muñoz Pérez"]


def test_every_word_has_to_lead_there() -> None:
    people(*NAMES)
    assert found("muñoz güell") == []
    assert found("") == sorted(NAMES)


@pytest.mark.parametrize("text", ["%", "_", "100%"])
def test_signs_of_patterns_mean_themselves(text: str) -> None:
    people(*NAMES)
    assert found(text) == ["O'Brien_100%"]


@pytest.mark.parametrize(
    "text", ["\\", "'", '"; DROP', "\x1b", "ñ" * 300, "+++", "(", "a & b | !c"]
)
def test_no_input_breaks_the_search(text: str) -> None:
    people(*NAMES)
    assert set(found(text)) <= set(NAMES)
    list(Service.objects.filter(speaking_of(text, es="name_es", en="name_en")))
    entries_speaking_of(text, {"code": ("Visita", "Visit")})


@pytest.mark.parametrize("text", ["612345678", "612-345-678", "612 34 56", "ELENA@", "éxample.com"])
def test_people_are_found_by_phone_and_email(text: str) -> None:
    from portal.people.actions import add_person

    add_person(
        full_name="Elena Rius", email="elena@example.com", phone="+34612345678", language="es"
    )
    add_person(
        full_name="Omar Benali", email="omar@example.org", phone="+34699999999", language="es"
    )
    assert found(text) == ["Elena Rius"]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("vacunas", True),
        ("vacunacion", True),
        ("vacun", True),
        ("vaccinating", True),
        ("annual", True),
        ("cirugía", False),
    ],
)
def test_a_service_is_found_by_other_forms_of_its_words(text: str, is_found: bool) -> None:
    make_service(name_es="Vacunación anual", name_en="Annual vaccination")
    rows = Service.objects.filter(speaking_of(text, es="name_es", en="name_en"))
    assert rows.exists() is is_found


def test_lists_of_the_program_are_found_in_both_languages() -> None:
    texts = {
        "cancelled": ("Cita cancelada", "Appointment cancelled"),
        "booked": ("Visita reservada", "Visit booked"),
    }
    for word in ("canceladas", "CANCELÁDA", "cancelling", "appointments", "cance"):
        assert entries_speaking_of(word, texts) == ["cancelled"], word
    assert entries_speaking_of("perro", texts) == []


MANY = """
INSERT INTO people_person (id, full_name, language, data_key, created_at)
SELECT gen_random_uuid(), 'Persona ' || md5(n::text), 'es', 'k', now() FROM generate_series(1, 5000) n;
INSERT INTO people_contactpoint (person_id, kind, value, is_primary)
SELECT id, 'email', md5(id::text) || '@example.com', true FROM people_person;
ANALYZE people_person, people_contactpoint;
SELECT gin_clean_pending_list('person_by_name'), gin_clean_pending_list('contact_by_value');
"""


def plan(cursor: psycopg.Cursor[Any], rows: QuerySet[Person]) -> str:
    text, values = rows.query.sql_with_params()
    return "\n".join(row[0] for row in cursor.execute(f"EXPLAIN {text}", values).fetchall())


def test_names_and_contacts_are_looked_up_in_an_index() -> None:
    with as_owner() as cursor, cursor.connection.transaction(force_rollback=True):
        cursor.execute(MANY)
        by_name = plan(cursor, Person.objects.filter(holding("muñoz", "full_name")))
        by_both = plan(cursor, people_known_by("muñoz"))
        # The control: an OR over the join cannot use them.
        joined = Person.objects.filter(holding("muñoz", "full_name", "contact_points__value"))
        by_join = plan(cursor, joined)
    assert "person_by_name" in by_name
    assert "person_by_name" in by_both and "contact_by_value" in by_both
    assert "person_by_name" not in by_join
