"""Tests work as the app's role, in databases cloned from one that the owner migrated.

The session logs in as the owner and takes the app's role (`-c role=…`), so every query of product
and test has the app's rights, in threads too. A test that commits gets a fresh clone afterwards:
flushing would lose what migrations wrote. Every database made here is called test_*.
"""

import contextlib
import gc
import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from portal.tests.databases import clone, drop, migrated_template, owner_connection

pytest_plugins = ["portal.testing"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
