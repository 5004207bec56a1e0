"""`manage.py restore WHERE --identity FILE`: a backup into an empty database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.backups.errors import CannotBackUp, CannotRestore
from portal.backups.restoring import restore


class Command(BaseCommand):
    help = "Restores a backup; run it with DATABASE_OWNER_URL, before the site is started."
    # The tables are not there yet.
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("where", help="a backup's folder, or its name in BACKUP_URL")
        parser.add_argument(
            "--identity", type=Path, required=True, help="the age secret key's file"
        )
        parser.add_argument("--json", action="store_true", help="end with a line for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(
                where=options["where"],
                identity_file=options["identity"],
                tell=self.stdout.write,
            )
        except (CannotRestore, CannotBackUp) as error:
            raise CommandError(f"{error}{self._state(error)}") from error
        if options["json"]:
            self.stdout.write(json.dumps(done.facts()))

    @staticmethod
    def _state(error: Exception) -> str:
        if getattr(error, "untouched", True):
            return ". Nothing was touched."
        return ". The database stays closed to the site: drop it and start over."
