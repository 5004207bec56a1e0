"""Writing one backup: a snapshot of the database, the files, and the manifest last."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection, transaction

from portal.audit import heads
from portal.core.keys import installation_keys
from portal.core.time import now

from . import media, programs
from .errors import CannotBackUp
from .manifest import CONTENTS, DATABASE, FILE, FORMAT, MEDIA, Contents, Manifest, Part
from .sealing import recipient, seal
from .tallies import tallies


def write_backup() -> tuple[Manifest, Contents]:
    """Back up everything into a folder of its own in the storage `backups`.

    The database is read in one snapshot, by the app's own role, while the site goes on; files that
    are uploaded meanwhile may be in it besides. A folder without a manifest is none. Raises
    CannotBackUp.
    """
    if not settings.BACKUP_RECIPIENT:
        raise CannotBackUp("BACKUP_RECIPIENT is not set: make a key with manage.py backup_key")
    to = recipient(settings.BACKUP_RECIPIENT)
    started = now()
    name = f"{started:%Y%m%dT%H%M%S}Z"
    if storages["backups"].exists(name):
        raise CannotBackUp(f"{name} exists already: another backup began in the same second")
    try:
        return _write(name, started, to)
    except BaseException:
        remove(name)
        raise


def remove(name: str) -> None:
    """Delete a backup, or what there is of one."""
    storage = storages["backups"]
    for file in list(media.walk(storage, name)):
        storage.delete(file)
    # A disk keeps the empty folder, S3 has none.
    if isinstance(storage, FileSystemStorage) and storage.exists(name):
        storage.delete(name)


def _write(name: str, started: datetime, to: Any) -> tuple[Manifest, Contents]:
    parts: dict[str, Part] = {}
    with _snapshot() as snapshot:
        head = heads.current()
        tables = tallies()
        with programs.dumping(connection.settings_dict, snapshot) as dump:
            parts[DATABASE] = _keep(name, DATABASE, dump, to)
    files: dict[str, str] = {}
    with media.archived(files) as archive:
        parts[MEDIA] = _keep(name, MEDIA, archive, to)
    contents = Contents(tables, files)
    parts[CONTENTS] = _keep(name, CONTENTS, io.BytesIO(contents.to_json().encode()), to)
    manifest = Manifest(
        format=FORMAT,
        name=name,
        started_at=started.isoformat(),
        key_ids=list(installation_keys()),
        head_sequence=head.sequence if head else 0,
        head_hash=head.hash if head else "",
        parts=parts,
    )
    _save(f"{name}/{FILE}", ContentFile(manifest.to_json().encode()))
    return manifest, contents


@contextmanager
def _snapshot() -> Iterator[str]:
    """A transaction that sees one moment, and its name for pg_dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _keep(name: str, part: str, source: Any, to: Any) -> Part:
    """Encrypt on the way to a temporary file, so that nothing in clear touches the disk."""
    with tempfile.TemporaryFile() as sealed_file:
        clear, sealed = seal(source, sealed_file, to)
        sealed_file.seek(0)
        _save(f"{name}/{part}", File(sealed_file))
    return Part(sealed.size, sealed.sha256, clear.sha256)


def _save(path: str, file: Any) -> None:
    if storages["backups"].save(path, file) != path:
        raise CannotBackUp(f"{path} exists already")
