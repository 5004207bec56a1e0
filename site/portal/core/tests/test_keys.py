"""A sealed value opens in its own row, field and key, and nowhere else."""

import base64
import os
import uuid
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, transaction

from portal.core.keys import CannotDecrypt, decrypt, encrypt, parsed
from portal.people.models import Person

ROW = uuid.UUID(int=7)
NAME = "person-identity"


def key(number: int) -> str:
    return f"k{number}:{base64.urlsafe_b64encode(os.urandom(32)).decode()}"


def changed(token: str, at: int) -> str:
    """The same token with one bit of its ciphertext flipped."""
    head, _, encoded = token.rpartition(":")
    blob = bytearray(base64.urlsafe_b64decode(encoded))
    blob[at] ^= 1
    return f"{head}:{base64.urlsafe_b64encode(bytes(blob)).decode()}"


def refused(token: str, *, name: str = NAME, row: uuid.UUID = ROW) -> None:
    with pytest.raises(CannotDecrypt) as refusal:
        decrypt(token, name=name, row=row)
    assert "12345678Z" not in str(refusal.value)


@pytest.fixture
def token() -> str:
    return encrypt("12345678Z", name=NAME, row=ROW)


def test_it_opens_where_it_belongs_and_no_two_are_alike(token: str) -> None:
    assert decrypt(token, name=NAME, row=ROW) == "12345678Z"
    assert token != encrypt("12345678Z", name=NAME, row=ROW)
    assert token.startswith("enc1:")
    assert "12345678Z" not in token


@pytest.mark.parametrize("at", [0, 11, 12, -17, -1], ids=["nonce", "nonce", "text", "text", "tag"])
def test_a_changed_byte_does_not_open(token: str, at: int) -> None:
    refused(changed(token, at))


def test_another_row_or_field_does_not_open(token: str) -> None:
    refused(token, row=uuid.UUID(int=8))
    refused(token, name="person-address")


@pytest.mark.parametrize("text", ["", "enc1", "enc2:k1:AAAA", "enc1:k1:", "enc1:k1:%%%", "plain"])
def test_what_is_no_ciphertext_does_not_open(text: str) -> None:
    refused(text)


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(settings: Any, token: str) -> None:
    old, new = settings.FIELD_ENCRYPTION_KEYS, key(9)
    settings.FIELD_ENCRYPTION_KEYS = [new, *old]
    assert decrypt(token, name=NAME, row=ROW) == "12345678Z"
    newer = encrypt("12345678Z", name=NAME, row=ROW)
    assert newer.startswith("enc1:k9:")
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert decrypt(newer, name=NAME, row=ROW) == "12345678Z"
    refused(token)


def test_another_key_under_the_same_name_does_not_open(settings: Any) -> None:
    settings.FIELD_ENCRYPTION_KEYS = [key(9)]
    sealed = encrypt("12345678Z", name=NAME, row=ROW)
    settings.FIELD_ENCRYPTION_KEYS = [key(9)]
    refused(sealed)


@pytest.mark.parametrize("entries", [(), ("k1:dG9vIHNob3J0",), ("k1:%",), ("k1",)])
def test_what_is_no_key_is_refused_at_once(entries: tuple[str, ...]) -> None:
    with pytest.raises(ImproperlyConfigured):
        parsed(entries)


def column(person: Person, name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM people_person WHERE id = %s", [person.pk])
        return str(cursor.fetchone()[0])


def test_a_field_is_sealed_in_the_table_and_clear_in_the_hand(db: None) -> None:
    person = Person.objects.create(
        full_name="Elena", identity_number="12345678Z", address={"city": "Alcoi"}
    )
    assert column(person, "identity_number").startswith(f"enc2:{person.pk}:")
    assert "Alcoi" not in column(person, "address")
    found = Person.objects.get(pk=person.pk)
    assert (found.identity_number, found.address) == ("12345678Z", {"city": "Alcoi"})


def test_a_value_copied_to_another_persons_row_does_not_open(db: None) -> None:
    first = Person.objects.create(full_name="Elena", identity_number="12345678Z")
    second = Person.objects.create(full_name="Marta", identity_number="87654321X")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET identity_number = %s WHERE id = %s",
            [column(first, "identity_number"), second.pk],
        )
    with pytest.raises(CannotDecrypt):
        _ = Person.objects.get(pk=second.pk).identity_number
    # The rest of the row can still be read.
    assert Person.objects.get(pk=second.pk).full_name == "Marta"


def test_a_sealed_column_is_neither_searched_nor_updated_in_clear(db: None) -> None:
    Person.objects.create(full_name="Elena", identity_number="12345678Z")
    with pytest.raises(FieldError):
        Person.objects.filter(identity_number="12345678Z").exists()
    with pytest.raises(FieldError), transaction.atomic():
        Person.objects.update(identity_number="12345678Z")
    assert Person.objects.filter(identity_number__isnull=True).count() == 0
