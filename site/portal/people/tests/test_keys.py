"""A key per person: destroyed for good, wrapped anew under load, of no use on another row."""

import base64
import os
import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from portal.audit.models import AuditEvent
from portal.core import rotation
from portal.core.keys import CannotDecrypt, encrypt
from portal.core.rotation import left_behind
from portal.notifications.models import Notification
from portal.people.keys import destroy_key, rotate_keys
from portal.people.models import Person
from portal.tests.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def new_key(name: str) -> str:
    return f"{name}:{base64.urlsafe_b64encode(os.urandom(32)).decode()}"


def make(number: int = 1) -> Person:
    return Person.objects.create(
        full_name=f"Elena {number}", identity_number=f"{number}Z", address={"city": "Alcoi"}
    )


def message_to(person: Person, key: str) -> Notification:
    row = Notification(
        person=person,
        kind="x",
        channel="email",
        language="es",
        facts={"animal": "Luna"},
        recipient="elena@example.com",
        dedupe_key=key,
        state="sent",
    )
    row.save(force_insert=True)
    return row


def test_a_destroyed_key_leaves_nothing_to_read_and_nothing_to_write() -> None:
    person, other = make(1), make(2)
    message = message_to(person, "1")
    destroy_key(person)
    destroy_key(person)
    found = Person.objects.get(pk=person.pk)
    assert found.data_key == "" and found.key_destroyed_at is not None
    with pytest.raises(CannotDecrypt):
        _ = found.identity_number
    with pytest.raises(CannotDecrypt):
        _ = Notification.objects.get(pk=message.pk).facts
    found.identity_number = "new"
    with pytest.raises(CannotDecrypt):
        found.save()
    assert Person.objects.get(pk=other.pk).identity_number == "2Z"


def test_saving_a_person_read_before_does_not_bring_the_key_back() -> None:
    person = make()
    stale = Person.objects.get(pk=person.pk)
    destroy_key(person)
    stale.full_name = "Elena Rius"
    with pytest.raises(IntegrityError), transaction.atomic():
        # The stale row says that the key was never destroyed: the database knows better.
        stale.save()
    assert Person.objects.get(pk=person.pk).data_key == ""


def test_a_row_that_moved_to_another_person_still_opens_with_the_key_it_was_sealed_with() -> None:
    first, second = make(1), make(2)
    message = message_to(first, "1")
    Notification.objects.filter(pk=message.pk).update(person=second)
    assert Notification.objects.get(pk=message.pk).recipient == "elena@example.com"
    destroy_key(first)
    with pytest.raises(CannotDecrypt):
        _ = Notification.objects.get(pk=message.pk).recipient


@pytest.mark.parametrize("column", ["recipient", "facts"])
def test_swapped_ciphertexts_are_refused(column: str) -> None:
    person = make()
    first, second = message_to(person, "1"), message_to(person, "2")
    with connection.cursor() as cursor:
        table = "notifications_notification"
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [first.pk])
        sealed = cursor.fetchone()[0]
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [sealed, second.pk])
    assert getattr(Notification.objects.get(pk=first.pk), column)
    with pytest.raises(CannotDecrypt):
        getattr(Notification.objects.get(pk=second.pk), column)


def test_a_persons_key_on_another_persons_row_opens_nothing() -> None:
    first, second = make(1), make(2)
    Person.objects.filter(pk=second.pk).update(data_key=first.data_key)
    with pytest.raises(CannotDecrypt):
        _ = Person.objects.get(pk=second.pk).identity_number


def test_two_fields_of_one_row_cannot_trade_places() -> None:
    person = make()
    message = message_to(person, "1")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notifications_notification SET recipient = facts, facts = recipient"
            " WHERE id = %s",
            [message.pk],
        )
    with pytest.raises(CannotDecrypt):
        _ = Notification.objects.get(pk=message.pk).recipient


READERS = WRITERS = 8


def test_rotation_under_readers_and_writers(settings: Any, monkeypatch: Any) -> None:
    """Eight that read and eight that write while every key is wrapped anew: all on the new key."""
    monkeypatch.setattr(rotation, "BATCH", 7)
    people = [make(number) for number in range(120)]
    old = list(settings.FIELD_ENCRYPTION_KEYS)
    settings.FIELD_ENCRYPTION_KEYS = [new_key("fresh"), *old]
    done = threading.Event()

    def read() -> int:
        seen = 0
        while not done.is_set() or not seen:
            for person in Person.objects.filter(pk__in=[one.pk for one in people]):
                assert person.identity_number.rstrip("Z!").isdecimal()
                assert person.address == {"city": "Alcoi"}
                seen += 1
        return seen

    def write(offset: int) -> int:
        written = 0
        while not done.is_set() or not written:
            for one in people[offset::WRITERS]:
                person = Person.objects.get(pk=one.pk)
                # A writer that dawdles between reading and saving has an old wrapped key in hand.
                person.identity_number = f"{person.identity_number.rstrip('!')}!"
                person.save()
                make(1000 + written)
                written += 1
        return written

    def turn() -> int:
        try:
            return rotate_keys().keys
        finally:
            done.set()

    answers = at_once(
        [read] * READERS + [lambda at=number: write(at) for number in range(WRITERS)] + [turn]
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert answers[-1] == len(people)
    assert left_behind() == {}
    settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[:1]
    assert all(person.identity_number for person in Person.objects.all())
    assert AuditEvent.objects.filter(action="people.keys_rotated").count() == 1


def test_saving_would_undo_a_rotation_if_the_key_were_saved_too(
    settings: Any, monkeypatch: Any
) -> None:
    """The control: with the key written back by every save, a dawdling writer restores the old one."""
    from portal.core.holders import DataKeyField

    person = make()
    stale = Person.objects.get(pk=person.pk)
    settings.FIELD_ENCRYPTION_KEYS = [new_key("fresh"), *settings.FIELD_ENCRYPTION_KEYS]
    rotate_keys()
    stale.save()
    assert left_behind() == {}
    monkeypatch.setattr(DataKeyField, "pre_save", lambda self, row, add: row.data_key)
    stale.save()
    assert left_behind() == {"people.Person.data_key": 1}


def test_what_was_sealed_before_people_had_keys_moves_under_theirs() -> None:
    person = make()
    before = encrypt("12345678Z", name="person-identity", row=person.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET identity_number = %s", [before])
    assert Person.objects.get().identity_number == "12345678Z"
    assert left_behind() == {"people.Person.identity_number": 1}
    assert rotate_keys().values == 1
    assert Person.objects.get().identity_number == "12345678Z"
    destroy_key(person)
    with pytest.raises(CannotDecrypt):
        _ = Person.objects.get().identity_number


def test_a_value_that_does_not_open_is_named_and_the_old_keys_have_to_stay() -> None:
    person = make()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET identity_number = 'enc1:gone:AAAA'")
    told = StringIO()
    with pytest.raises(CommandError, match="keep the old keys"):
        call_command("rotate_keys", stdout=StringIO(), stderr=told)
    assert f"people.Person.identity_number {person.pk}" in told.getvalue()
    call_output = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET identity_number = NULL")
    call_command("rotate_keys", stdout=call_output)
    assert "may be taken away" in call_output.getvalue()
