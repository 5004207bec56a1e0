"""One's own data in the account: what is saved, where, and what the trail says of it."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.core.time import now
from portal.people.actions import add_person
from portal.people.details import Details, change_details
from portal.people.erasure import erase_person
from portal.people.errors import PersonErased
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, Person
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.people.unmerging import undo_merge
from portal.testing import make_agenda

pytestmark = pytest.mark.django_db
ADDRESS = {"es": "/cuenta/datos/", "en": "/en/account/details/"}
TYPED = {
    "full_name": "  Alicia   Rius ",
    "phone": "612 34 56 78",
    "language": "en",
    "street": "Carrer Major, 3",
    "postal_code": "46001",
    "city": "València",
    "province": "València",
    "emergency_name": "Pau Rius",
    "emergency_phone": "699 11 12 22",
}


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


def written(user: Any) -> Person:
    return Person.objects.get(user=user)


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_typed_is_saved_and_shown_again(
    alice: Any, logged_in: Client, language: str
) -> None:
    Person.objects.update(compared_at=now())
    address = ADDRESS[language]
    assert logged_in.post(address, TYPED)["Location"] == f"{address}?saved"
    person = written(alice)
    assert (person.full_name, person.phone, person.language) == (
        "Alicia Rius",
        "+34612345678",
        "en",
    )
    assert person.address == {
        "street": "Carrer Major, 3",
        "postal_code": "46001",
        "city": "València",
        "province": "València",
    }
    assert person.emergency_contact == {"name": "Pau Rius", "phone": "+34699111222"}
    # Whoever is like them now is looked for again.
    assert person.compared_at is None
    page = logged_in.get(address).text
    for value in ("Alicia Rius", "612 34 56 78", "Carrer Major, 3", "Pau Rius", "699 11 12 22"):
        assert f'value="{value}"' in page


def test_the_trail_names_the_fields_and_no_value(alice: Any, logged_in: Client) -> None:
    logged_in.post(ADDRESS["es"], TYPED)
    event = AuditEvent.objects.get(action="people.details_changed")
    assert event.data == {"fields": "address,emergency_contact,full_name,language,phone"}
    assert (event.actor_id, event.target_id) == (alice.pk, str(alice.person.pk))
    # The same again changes nothing, and says nothing.
    compared = now()
    Person.objects.update(compared_at=compared)
    logged_in.post(ADDRESS["es"], TYPED)
    assert AuditEvent.objects.filter(action="people.details_changed").count() == 1
    assert written(alice).compared_at == compared
    # What does not make two people alike does not make anybody look again.
    logged_in.post(ADDRESS["es"], {**TYPED, "city": "Alcoi"})
    assert written(alice).compared_at == compared


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"full_name": " "}, "Escribe tu nombre y apellidos."),
        ({"phone": "12"}, "Escribe un móvil de 9 cifras"),
        ({"language": "xx"}, "Elige un idioma de la lista."),
        ({"emergency_phone": ""}, "Escribe el teléfono en el que podemos localizarle."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    alice: Any, logged_in: Client, wrong: dict[str, str], words: str
) -> None:
    answer = logged_in.post(ADDRESS["es"], {**TYPED, **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="errores"' in answer.text
    assert written(alice).full_name == "Alice"
    assert not AuditEvent.objects.filter(action="people.details_changed").exists()


def test_the_address_lies_sealed(alice: Any, logged_in: Client) -> None:
    from django.db import connection

    logged_in.post(ADDRESS["es"], TYPED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, emergency_contact FROM people_person")
        said = str(cursor.fetchall())
    assert "Major" not in said
    assert "Pau" not in said


def test_another_phone_takes_the_place_of_the_old_one(alice: Any, logged_in: Client) -> None:
    logged_in.post(ADDRESS["es"], TYPED)
    ContactPoint.objects.update(verified_at=now())
    logged_in.post(ADDRESS["es"], {**TYPED, "phone": "699 00 00 01"})
    point = ContactPoint.objects.get(person=alice.person, kind="phone")
    assert (point.value, point.is_primary, point.verified_at) == ("+34699000001", True, None)
    logged_in.post(ADDRESS["es"], {**TYPED, "phone": ""})
    assert not ContactPoint.objects.filter(person=alice.person, kind="phone").exists()


def test_a_number_that_came_by_a_merge_goes_back_when_it_is_undone(alice: Any) -> None:
    other = add_person(full_name="Alicia", email="", phone="+34699111222", language="es")
    merge = merge_people(kept=alice.person, gone=other)
    details = Details("Alice", "es", "+34612345678", None, None)
    change_details(person=alice.person, details=details)
    assert written(alice).phone == "+34612345678"
    undo_merge(merge=merge)
    assert Person.objects.get(pk=other.pk).phone == "+34699111222"
    assert written(alice).phone == "+34612345678"


def test_the_row_of_somebody_merged_is_not_edited(alice: Any) -> None:
    kept = add_person(full_name="Alicia", email="", phone="", language="es")
    stale = written(alice)
    merge_people(kept=kept, gone=alice.person)
    change_details(person=stale, details=Details("Alicia Rius", "en", "+34612345678", None, None))
    assert Person.objects.get(pk=stale.pk).full_name == "Alice"
    assert written(alice).pk == kept.pk
    assert written(alice).full_name == "Alicia Rius"
    assert written(alice).phone == "+34612345678"


def test_nothing_is_written_for_somebody_erased(alice: Any) -> None:
    stale = written(alice)
    erase_person(person=alice.person)
    with pytest.raises(PersonErased):
        change_details(person=stale, details=Details("Alice", "es", "+34612345678", None, None))
    assert not ContactPoint.objects.exists()


def test_a_professionals_public_name_is_not_changed_by_the_way(client: Client, bob: Any) -> None:
    professional = make_agenda().professional
    Person.objects.filter(user=bob).update(user=None)
    Person.objects.filter(pk=professional.person_id).update(user=bob)
    client.force_login(bob)
    assert 'name="full_name"' not in client.get(ADDRESS["es"]).text
    client.post(ADDRESS["es"], TYPED)
    assert written(bob).full_name == "Marta Ferrer Soler"
    assert written(bob).phone == "+34612345678"
