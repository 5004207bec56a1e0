"""The rows: a thousand professionals and a million appointments, made inside PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from portal.core.keys import new_wrapped_key

from .sizes import Sizes

HERE = Path(__file__).parent
CROWDED = (
    "people_person",
    "people_contactpoint",
    "booking_workingperiod",
    "booking_visit",
    "booking_appointment",
    "booking_subject",
    "booking_claim",
    "booking_statuschange",
    "audit_auditevent",
)
# Indexes that are no constraint, and the one constraint that costs more row by row than at once.
INDEXES = """
SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
 WHERE t.relname = ANY(%(tables)s) AND t.relnamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
UNION ALL
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, k.conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, k.conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
 WHERE k.contype = 'x' AND t.relname = ANY(%(tables)s)
"""


class Rows:
    """Writes the rows in steps, as a superuser or as the owner of the tables."""

    def __init__(self, link: psycopg.Connection[Any], sizes: Sizes) -> None:
        self.link = link
        self.sizes = sizes
        self.coming = 0
        self.written = 0
        self.base = 0

    def lay_ground(self) -> None:
        """Places, services, professionals, their hours, clients, and the slots to be filled."""
        with self._loading():
            self._run("ground.sql", vars(self.sizes))
            self._give_keys()
        self.coming = self._one("SELECT count(*) FROM bench_slot WHERE coming")
        self.base = self._one("SELECT coalesce(max(id), 0) FROM booking_appointment")

    def _give_keys(self) -> None:
        """Professionals get mails, whose content is sealed with their keys."""
        team = self.link.execute("SELECT person FROM bench_team").fetchall()
        for (person,) in team:
            self.link.execute(
                "UPDATE people_person SET data_key = %s WHERE id = %s",
                [new_wrapped_key(person), person],
            )

    def fill_until(self, past: int) -> int:
        """Every appointment to come, and `past` of those that are over; returns how many there are."""
        last = self.coming + past
        with self._loading():
            values = {"first": self.written + 1, "last": last, "base": self.base}
            self._run("appointments.sql", values)
        self.written = last
        self.link.execute(
            "SELECT setval(pg_get_serial_sequence('booking_appointment', 'id'), max(id))"
            " FROM booking_appointment"
        )
        return self._one("SELECT count(*) FROM booking_appointment")

    def tidy(self) -> None:
        """What autovacuum would have done by itself on a site that grew over months."""
        for table in CROWDED:
            self.link.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))

    @contextmanager
    def _loading(self) -> Iterator[None]:
        """One transaction; indexes are built at its end, foreign keys are taken on trust if we may."""
        with self.link.transaction():
            if self._one("SELECT rolsuper::int FROM pg_roles WHERE rolname = current_user"):
                self.link.execute("SET LOCAL session_replication_role = replica")
            self.link.execute("SET LOCAL maintenance_work_mem = '256MB'")
            self.link.execute("SET LOCAL work_mem = '128MB'")
            indexes = self.link.execute(INDEXES, {"tables": list(CROWDED)}).fetchall()
            for drop, _create in indexes:
                self._say(drop)
            yield
            for _drop, create in indexes:
                self._say(create)

    def _run(self, script: str, values: dict[str, Any]) -> None:
        text = (HERE / script).read_text()
        for statement in text.split(";\n"):
            if statement.strip():
                # Parameters are ours and numbers: bound by the client, as DDL takes none.
                self._say(statement % values)

    def _say(self, statement: str) -> None:
        self.link.execute(statement)

    def _one(self, question: LiteralString) -> int:
        row = self.link.execute(question).fetchone()
        return int(row[0]) if row else 0
