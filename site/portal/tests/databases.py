"""Databases for tests, cloned from ones that are made once for a state of the code.

All are called test_*; the owner makes, migrates and drops them.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[3]
Link = psycopg.Connection[Any]
# What the rows that migrations write are made from, beside the migrations.
SOURCES = (
    ROOT / "requirements.txt",
    ROOT / "site/portal/core/database_roles.py",
    ROOT / "site/portal/accounts/roles.py",
    ROOT / "site/portal/accounts/actions.py",
)


def digest() -> str:
    """Changes whenever a migration or what it loads changes."""
    found = hashlib.sha256()
    for path in sorted([*ROOT.rglob("migrations/*.py"), *ROOT.rglob("taxonomy/data/*")]):
        if ".venv" not in path.parts:
            found.update(path.read_bytes())
    for path in SOURCES:
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def owner_connection(name: str = "") -> Link:
    """A raw connection as the owner, to `name` or to the database its address names."""
    from portal.settings import env

    known = env.postgres(os.environ["DATABASE_OWNER_URL"], "DATABASE_OWNER_URL")
    return psycopg.connect(
        host=str(known["HOST"]),
        port=str(known["PORT"]) or None,
        user=str(known["USER"]),
        password=str(known["PASSWORD"]),
        dbname=name or str(known["NAME"]),
        autocommit=True,
    )


def drop(owner: Link, name: str) -> None:
    """End its sessions and drop it.

    WITH (FORCE) would fail now and then: it also terminates autovacuum's workers, which only a
    superuser may. A plain DROP asks those to leave and waits; users have a name, workers none.
    """
    assert name.startswith("test_")
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND usename IS NOT NULL",
        [name],
    )
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def clone(owner: Link, template: str, name: str) -> None:
    """A fresh copy of `template` under that name."""
    drop(owner, name)
    owner.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


@contextmanager
def cloned(template: str, name: str) -> Iterator[None]:
    """A copy that is dropped at the end."""
    with owner_connection() as owner:
        clone(owner, template, name)
        try:
            yield
        finally:
            drop(owner, name)


def template(owner: Link, kind: str, state: str, fill: Callable[[str], None]) -> str:
    """The database `test_<kind>_<state>`; made by `fill` by whoever asks first, others wait."""
    prefix = f"test_{kind}_"
    name = f"{prefix}{state}"
    folder = ROOT / ".test"
    folder.mkdir(exist_ok=True)
    with (folder / f"{kind}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        every = owner.execute("SELECT datname FROM pg_database").fetchall()
        found = [str(row[0]) for row in every if str(row[0]).startswith(prefix)]
        if name in found:
            return name
        for stale in found:
            drop(owner, stale)
        building = f"{name}_new"
        fill(building)
        owner.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(name)
            )
        )
    return name


def migrated_template(owner: Link) -> str:
    """Migrated, with what migrations load and the rights of each role, as every installation has them."""

    def fill(name: str) -> None:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        as_owner(name, "migrate", "-v0")
        as_owner(name, "apply_roles")

    return template(owner, "template", digest(), fill)


def as_owner(name: str, *command: str) -> None:
    """Run one of the product's own commands on that database, in a process of its own, as the owner."""
    from portal.tests.live import database_url

    manage(
        {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": database_url(name),
            "DATABASE_OWNER_URL": database_url(name, "DATABASE_OWNER_URL"),
        },
        *command,
    )


def manage(environment: dict[str, str], *args: str) -> None:
    """Run a management command in a process of its own; its output is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


if __name__ == "__main__":
    # Before the tests, while checks that need no database are under way.
    with owner_connection() as link:
        migrated_template(link)
