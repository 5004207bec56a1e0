"""`manage.py migrate_once`: of several containers that start at once, one migrates and the others wait."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Held on a connection of its own, so that nothing migrate does can let go of it.
LOCK = "hashtextextended('portal.migrate', 0)"


class Command(BaseCommand):
    help = "Migrates under a lock and applies roles; needs DATABASE_OWNER_URL."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        values = connection.settings_dict
        if values["USER"] == settings.DATABASE_APP_ROLE:
            raise CommandError(
                "DATABASE_OWNER_URL is missing: only the owner of the tables migrates"
            )
        with psycopg.connect(**self._parameters(), autocommit=True) as holder:
            row = holder.execute(f"SELECT pg_try_advisory_lock({LOCK})").fetchone()
            if not (row and row[0]):
                self.stdout.write("Another process migrates: waiting for it")
                holder.execute(f"SELECT pg_advisory_lock({LOCK})")
            self._migrate()

    def _parameters(self) -> dict[str, Any]:
        return {
            key: value
            for key, value in connection.get_connection_params().items()
            if key in {"host", "port", "user", "password", "dbname", "sslmode"}
        }

    def _migrate(self) -> None:
        """Run to the end even with nothing to apply: rights and roles may be new without a migration,
        or missing because the last run was killed between its migrations and what follows them.
        """
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        self.stdout.write(f"Applying {len(plan)} migrations" if plan else "Nothing to migrate")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("apply_roles")
        self.stdout.write("Migrated, granted, roles applied")
