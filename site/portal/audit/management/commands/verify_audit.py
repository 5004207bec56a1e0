"""`manage.py verify_audit`: is the audit trail what was written?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit import heads
from portal.audit.verification import verify


class Command(BaseCommand):
    help = "Walks the sealed audit trail; names the first bad row and the last good one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--heads",
            type=Path,
            action="append",
            help="a file of heads; by default the one of AUDIT_HEADS_FILE",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["heads"] or [heads.path()]
        try:
            known = [head for file in files for head in heads.read(file)]
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        if not known:
            self.stderr.write("No heads outside the database: a cut tail could not be seen.")
        verdict = verify(known)
        self.stdout.write(f"{verdict.waiting} events wait for their seal.")
        if not verdict.is_good:
            raise CommandError(
                f"{verdict.problem}. Everything up to link {verdict.vouched} is as it was sealed."
            )
        self.stdout.write(f"All {verdict.links} links are as they were sealed.")
