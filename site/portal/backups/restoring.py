"""Restoring into an empty database, by the owner of the tables, closed until all is proven.

While it runs the database itself refuses the app's role: the site cannot open before the erasures of
the list have been repeated, whatever goes wrong on the way.
"""

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from portal.audit import heads
from portal.audit.actions import record
from portal.audit.heads import Head
from portal.audit.verification import verify
from portal.core.database_roles import grant_to_app_role
from portal.core.time import now
from portal.people import erasure_list
from portal.people.erasure import erase_person
from portal.people.models import Person

from . import media, opening, programs
from .errors import CannotRestore
from .models import RestoreRun
from .opening import Opened
from .sealing import read_identity
from .tallies import differences, tallies

Tell = Callable[[str], None]
EMPTY = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


@dataclass(frozen=True)
class Restored:
    """What was proven."""

    backup: str
    rows: int
    files: int
    links: int
    erased_again: int

    def facts(self) -> dict[str, object]:
        return asdict(self)


def restore(*, where: str, identity_file: Path, tell: Tell) -> Restored:
    """Restore the backup `where` (a folder, or a name) and prove it; raises CannotRestore.

    Refused before anything is touched: a database or a media folder that is not empty, a wrong key, a
    damaged part, a missing file. Afterwards rows, checksums, files and the audit chain are compared
    with what was backed up, and everybody on the erasure list is erased again; only then may the
    app's role connect.
    """
    _require_empty()
    identity = read_identity(identity_file)
    started = now()
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        opened = opening.open_backup(opening.source(where), identity, Path(folder))
        tell("The backup is whole and opens")
        with _closed():
            done = _bring_back(opened, tell)
            _note(done, opened, started)
    tell("The site may open")
    return done


def _require_empty() -> None:
    values = connection.settings_dict
    if values["USER"] == settings.DATABASE_APP_ROLE:
        raise CannotRestore("Restoring needs DATABASE_OWNER_URL: the role that owns the tables")
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
        tables = cursor.fetchone()[0]
    if tables:
        raise CannotRestore(
            f"The database {values['NAME']} is not empty ({tables} tables): make an empty one"
        )
    if not media.is_empty():
        raise CannotRestore("The media storage is not empty: name an empty one")


class _closed:
    """The app's role cannot connect until the block has ended well."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_database_privilege('public', current_database(), 'CONNECT')")
            self.was_public = cursor.fetchone()[0]
        self._say("REVOKE CONNECT ON DATABASE {} FROM PUBLIC, {}")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None or getattr(rest[0], "untouched", False):
            self._say("GRANT CONNECT ON DATABASE {} TO {}")
            if self.was_public:
                self._say("GRANT CONNECT ON DATABASE {} TO PUBLIC")

    def _say(self, statement: str) -> None:
        names = [str(connection.settings_dict["NAME"]), settings.DATABASE_APP_ROLE]
        identifiers = [sql.Identifier(name) for name in names[: statement.count("{}")]]
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*identifiers))  # type: ignore[arg-type]


def _bring_back(opened: Opened, tell: Tell) -> Restored:
    programs.restore_dump(connection.settings_dict, opened.dump)
    grant_to_app_role()
    tell(f"{opened.contents.rows} rows are back")
    with transaction.atomic():
        wrong = differences(opened.contents.tables, tallies())
    if wrong:
        raise CannotRestore(f"Not what was backed up: {'; '.join(wrong[:5])}", untouched=False)
    media.put_back(opened.files, opened.contents.files)
    tell(f"{len(opened.contents.files)} files are back")
    manifest = opened.manifest
    known = [Head(manifest.head_sequence, manifest.head_hash)] if manifest.head_sequence else []
    verdict = verify(known)
    if not verdict.is_good:
        raise CannotRestore(f"The audit trail is not intact: {verdict.problem}", untouched=False)
    heads.restart(Head(verdict.links, heads.hash_of(verdict.links), now().isoformat()))
    tell(f"The audit trail is intact up to link {verdict.links}")
    erased = erase_again()
    tell(f"{erased} people were erased again")
    return Restored(
        manifest.name, opened.contents.rows, len(opened.contents.files), verdict.links, erased
    )


def erase_again() -> int:
    """Erase everybody on the list who is here and not erased; returns how many."""
    listed = [person for person, _at in erasure_list.noted()]
    found = Person.objects.filter(pk__in=listed, key_destroyed_at__isnull=True)
    count = 0
    for person in found.order_by("pk"):
        erase_person(person=person, again=True)
        count += 1
    return count


def _note(done: Restored, opened: Opened, started: datetime) -> None:
    run = RestoreRun.objects.create(
        backup=done.backup,
        is_drill=False,
        started_at=started,
        finished_at=now(),
        rows_equal=True,
        files_equal=True,
        chain_good=True,
        erased_again=done.erased_again,
    )
    record("backups.restore_finished", run, count=done.rows)
