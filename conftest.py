"""Tests work as the app's role, in databases cloned from one that the owner migrated.

The session logs in as the owner and takes the app's role (`-c role=…`), so every query of product
and test has the app's rights, in threads too. A test that commits gets a fresh clone afterwards:
flushing would lose what migrations wrote. Every database made here is called test_*.
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parent
pytest_plugins = ["portal.testing"]


def migrations_digest() -> str:
    """Changes whenever a migration or what it loads changes."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.rglob("migrations/*.py"), *ROOT.rglob("taxonomy/data/*")]):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    digest.update((ROOT / "requirements.txt").read_bytes())
    digest.update((ROOT / "site/portal/core/database_roles.py").read_bytes())
    return digest.hexdigest()[:12]


def owner_connection(name: str = "") -> psycopg.Connection[Any]:
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


def drop(owner: psycopg.Connection[Any], name: str) -> None:
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


def clone(owner: psycopg.Connection[Any], template: str, name: str) -> None:
    drop(owner, name)
    owner.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def migrated_template(owner: psycopg.Connection[Any]) -> str:
    """The database the clones come from; made once for this state of the migrations."""
    name = f"test_template_{migrations_digest()}"
    lock = ROOT / ".test"
    lock.mkdir(exist_ok=True)
    with (lock / "template.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        found = owner.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_template\\_%'"
        ).fetchall()
        if (name,) in found:
            return name
        for (stale,) in found:
            drop(owner, stale)
        building = f"{name}_new"
        drop(owner, building)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
        migrate(building)
        owner.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(building), sql.Identifier(name)
            )
        )
    return name


def migrate(name: str) -> None:
    """Run the product's own migrate in a process of its own, as the owner."""
    from portal.tests.live import database_url

    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": database_url(name),
        "DATABASE_OWNER_URL": database_url(name, "DATABASE_OWNER_URL"),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, worker_id: str
) -> Iterator[None]:
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    name = f"test_portal_{worker_id}_{os.getpid()}"
    with owner_connection() as owner:
        template = migrated_template(owner)
        clone(owner, template, name)
        values = connection.settings_dict
        was = values["NAME"]
        values["NAME"] = name
        values["OPTIONS"] = {
            **values.get("OPTIONS", {}),
            "options": f"-c role={settings.DATABASE_APP_ROLE}",
        }
        settings.DATABASES["default"]["NAME"] = name

        def renew(case: TransactionTestCase) -> None:
            connection.close()
            clone(owner, template, name)

        flush = TransactionTestCase._fixture_teardown
        TransactionTestCase._fixture_teardown = renew  # type: ignore[method-assign]
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
            with django_db_blocker.unblock():
                connection.close()
            drop(owner, name)
            values["NAME"] = was


@pytest.fixture
def app_connection(db: None) -> Iterator[psycopg.Connection[Any]]:
    """A raw connection of the app's own login, as a running process has it."""
    from portal.tests.live import this_database

    with contextlib.closing(psycopg.connect(this_database(), autocommit=True)) as link:
        yield link


@pytest.fixture(scope="session", autouse=True)
def static_folder() -> None:
    """WhiteNoise warns of a missing one; pages under test name files that need not be there."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def spanish_and_english() -> None:
    """Addresses are translated strings: without the compiled words half of them do not exist."""
    from django.core.management import call_command

    with contextlib.suppress(BrokenPipeError):
        call_command("compile_translations", verbosity=0)
