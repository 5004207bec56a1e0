import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.demo.actions import DemoRefused, load_demo


class Command(BaseCommand):
    help = "Create the demo in an empty database, or bring the demo's dates up to today."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        # Hundreds of audit lines would hide the few that tell how far we are.
        logging.disable(logging.INFO)
        try:
            load_demo(tell=self._tell)
        except DemoRefused as error:
            raise CommandError(
                "This database holds data that are not the demo's; nothing was written. "
                "Name an empty one for the demo."
            ) from error
        finally:
            logging.disable(logging.NOTSET)

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
