"""The app's own login adds rows to the append-only tables and may do nothing else to them."""

from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from portal.core.database_roles import append_only_tables
from portal.testing import as_owner

Link = psycopg.Connection[Any]

# One row for each table; references are checked at the commit, which never comes.
ROWS = {
    "accounts_applicationstep": {
        "id": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a12",
        "application_id": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a13",
        "state": "submitted",
        "at": "2026-11-24T09:00Z",
        "by_id": 1,
    },
    "audit_auditevent": {
        "at": "2026-11-24T09:00Z",
        "action": "x",
        "actor_role": "anonymous",
        "target_type": "x",
        "target_id": "1",
        "request_id": "",
        "data": "{}",
    },
    "audit_auditseal": {
        "event_id": 1,
        "sequence": 1,
        "previous_hash": "0",
        "hash": "1",
        "sealed_at": "2026-11-24T09:00Z",
    },
    "booking_mailing": {
        "id": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
        "author_id": 1,
        "count": 1,
        "at": "2026-11-24T09:00Z",
    },
    "people_reading": {
        "user_id": 1,
        "role": "assistant",
        "screen": "x",
        "persons": "{}",
        "at": "2026-11-24T09:00Z",
    },
    "booking_statuschange": {
        "appointment_id": 1,
        "from_status": "",
        "to_status": "confirmed",
        "at": "2026-11-24T09:00Z",
        "reason": "",
    },
    "people_consent": {
        "person_id": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
        "kind": "privacy",
        "version": "2026-11",
        "is_given": True,
        "at": "2026-11-24T09:00Z",
        "origin": "account",
    },
    "booking_move": {
        "appointment_id": 1,
        "from_starts_at": "2026-11-24T09:00Z",
        "from_professional_id": 1,
        "from_location_id": 1,
        "to_starts_at": "2026-11-25T09:00Z",
        "to_professional_id": 1,
        "to_location_id": 1,
        "at": "2026-11-24T09:00Z",
        "reason": "",
    },
}
FORBIDDEN = [
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} ADD COLUMN planted int",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "DROP TABLE {table}",
    "CREATE RULE planted AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "GRANT UPDATE ON {table} TO CURRENT_USER",
]


def insert(link: Link, table: str) -> None:
    row = ROWS[table]
    link.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


def said(text: str, table: str) -> sql.Composed:
    return sql.SQL(text).format(table=sql.Identifier(table))


def test_every_append_only_table_has_its_row_here(db: None) -> None:
    assert append_only_tables() == sorted(ROWS)


@pytest.mark.parametrize("table", sorted(ROWS))
def test_the_app_may_add_and_read(app_connection: Link, table: str) -> None:
    with app_connection.transaction(force_rollback=True):
        before = app_connection.execute(said("SELECT count(*) FROM {table}", table)).fetchone()
        insert(app_connection, table)
        after = app_connection.execute(said("SELECT count(*) FROM {table}", table)).fetchone()
        assert before is not None
        assert after == (before[0] + 1,)


@pytest.mark.parametrize("table", sorted(ROWS))
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_app_is_refused_everything_else(
    app_connection: Link, table: str, statement: str
) -> None:
    with app_connection.transaction(force_rollback=True):
        insert(app_connection, table)
        if statement.startswith("GRANT"):
            # PostgreSQL answers a grant nobody may give with a warning, and gives nothing.
            app_connection.execute(said(statement, table))
            statement = "UPDATE {table} SET id = id"
        with pytest.raises(errors.InsufficientPrivilege), app_connection.transaction():
            app_connection.execute(said(statement, table))
        count = app_connection.execute(said("SELECT count(*) FROM {table}", table)).fetchone()
        assert count is not None
        assert count[0] >= 1


@pytest.mark.parametrize("table", sorted(ROWS))
def test_the_owner_may_so_the_refusals_are_about_the_role(db: None, table: str) -> None:
    """The control: the same statements are fine in the owner's hand, and undone."""
    with as_owner() as cursor, cursor.connection.transaction(force_rollback=True):
        for statement in ("UPDATE {table} SET id = id", "DELETE FROM {table}"):
            cursor.execute(said(statement, table))
        # What refers to the rows goes with them: seals with the events they seal.
        cursor.execute(said("TRUNCATE {table} CASCADE", table))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE planted (id int)",
        "CREATE SCHEMA planted",
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE people_person ADD COLUMN planted int",
        "ALTER TABLE booking_claim DROP CONSTRAINT claims_never_overlap",
        "DROP INDEX claims_never_overlap",
        "TRUNCATE people_person CASCADE",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_changes_no_schema_and_lifts_no_guard(app_connection: Link, statement: str) -> None:
    with app_connection.transaction(force_rollback=True):
        with pytest.raises(errors.InsufficientPrivilege):
            app_connection.execute(statement)


def test_the_app_cannot_become_the_owner(app_connection: Link, db: None) -> None:
    with as_owner() as cursor:
        cursor.execute("SELECT current_user")
        found = cursor.fetchone()
    assert found is not None
    with (
        app_connection.transaction(force_rollback=True),
        pytest.raises(errors.InsufficientPrivilege),
    ):
        app_connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(found[0])))


def test_ordinary_tables_take_changes_from_the_app(app_connection: Link) -> None:
    """So a refusal above is not a connection that may do nothing at all."""
    with app_connection.transaction(force_rollback=True):
        app_connection.execute("UPDATE taxonomy_species SET position = position")
        app_connection.execute("DELETE FROM portal_cache")


def test_the_session_of_the_tests_works_as_the_app(db: None) -> None:
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE,)
