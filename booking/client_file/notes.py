"""Writing, changing and deleting what the team notes about a client; each is audited."""

from django.db import transaction

from booking.models import ClientNote
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.time import now
from portal.people.models import Person


@transaction.atomic
def add_note(*, person: Person, text: str, by: User) -> ClientNote:
    """Write a note on the person's file."""
    note = ClientNote.objects.create(person=person, author=by, text=text)
    record("booking.client_note_added", note, actor=by, person=person.pk)
    return note


@transaction.atomic
def change_note(*, note: ClientNote, text: str, by: User) -> None:
    """Put other words in the place of a note's own; the earlier ones are kept nowhere."""
    note.text = text
    note.changed_at = now()
    note.save(update_fields=["text", "changed_at"])
    record("booking.client_note_changed", note, actor=by, person=note.person_id)


@transaction.atomic
def delete_note(*, note: ClientNote, by: User) -> None:
    """Take a note off the file for good."""
    record("booking.client_note_deleted", note, actor=by, person=note.person_id)
    note.delete()
