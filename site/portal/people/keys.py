"""Keys of people: rotation of what wraps them, and destroying one for good."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from portal.audit.actions import record
from portal.core.fields import EncryptedTextField
from portal.core.rotation import Rotated, rotate, seal_for
from portal.core.time import now

from .known import UNLINKED, everybody_in, known
from .models import Person


def rotate_keys(tell: Callable[[str, int], None] = lambda what, count: None) -> Rotated:
    """Bring everything under the installation's first key; see `portal.core.rotation.rotate`.

    Safe to stop and to run again; audited with the number of rows.
    """
    done = rotate(tell)
    record("people.keys_rotated", None, count=done.keys + done.values)
    return done


@transaction.atomic
def destroy_key(person: Person) -> None:
    """Make everything that is sealed for `person` unreadable for good; safe to run twice.

    Also what was sealed for those merged into them. Nothing can be sealed for them any more.
    """
    Person.objects.filter(pk__in=everybody_in(person), key_destroyed_at__isnull=True).update(
        data_key="", key_destroyed_at=now()
    )
    person.refresh_from_db(fields=["data_key", "key_destroyed_at"])


def seal_all_for(holder: UUID) -> None:
    """Seal with the holder's own key what belongs to them now and another holder sealed."""
    for place in known():
        for column in place.model._meta.local_fields:
            if isinstance(column, EncryptedTextField) and column.holder not in UNLINKED:
                seal_for(holder, column, place.rows([holder]))
