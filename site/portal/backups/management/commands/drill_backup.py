"""`manage.py drill_backup --identity FILE`: can the newest backup be restored?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backups.actions import kept_names
from portal.backups.drilling import drill


class Command(BaseCommand):
    help = "Restores a backup into a scratch database, compares, throws it away, notes the result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("where", nargs="?", help="a folder or a name; the newest by default")
        parser.add_argument(
            "--identity", type=Path, required=True, help="the age secret key's file"
        )
        parser.add_argument(
            "--owner-url",
            default=settings.DRILL_OWNER_URL,
            help="address of a role that may create databases (better: DRILL_OWNER_URL or its file)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["owner_url"]:
            raise CommandError(
                "Name a role that may create databases: --owner-url or DRILL_OWNER_URL"
            )
        names = kept_names()
        where = options["where"] or (names[-1] if names else "")
        if not where:
            raise CommandError("There is no backup yet: make one with manage.py backup")
        run = drill(
            where=where,
            identity_file=options["identity"],
            owner_url=options["owner_url"],
            tell=self.stdout.write,
        )
        if not run.is_good:
            raise CommandError(f"The drill failed: {run.error}")
        self.stdout.write(f"{run.backup} restores: rows, files and audit trail are as they were.")
