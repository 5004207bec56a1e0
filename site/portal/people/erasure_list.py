"""Who was erased, written down outside the database, where a restore finds it.

A backup from before an erasure brings the person back; the restore erases them again from this list
before the site opens. Each entry is a file of its own beside the backups and holds an id and a moment.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

FOLDER = "erasures"


def _storage() -> Storage:
    return storages["backups"]


def note(person: UUID, at: datetime) -> None:
    """Write the person's id down; a second time changes nothing. Raises OSError."""
    name = f"{FOLDER}/{person}.json"
    if not _storage().exists(name):
        content = json.dumps({"person": str(person), "at": at.isoformat()})
        _storage().save(name, ContentFile(content.encode()))


def noted() -> Iterator[tuple[UUID, datetime]]:
    """Everybody on the list, with the moment they were erased."""
    for name in _names():
        with _storage().open(f"{FOLDER}/{name}") as file:
            entry = json.load(file)
        yield UUID(entry["person"]), datetime.fromisoformat(entry["at"])


def forget(before: datetime) -> int:
    """Drop entries from before that moment, when no backup is as old any more; returns how many."""
    gone = [(person, at) for person, at in noted() if at < before]
    for person, _at in gone:
        _storage().delete(f"{FOLDER}/{person}.json")
    return len(gone)


def _names() -> list[str]:
    try:
        return sorted(_storage().listdir(FOLDER)[1])
    except FileNotFoundError:
        return []
