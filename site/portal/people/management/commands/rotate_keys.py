"""`manage.py rotate_keys`: everything under the first of FIELD_ENCRYPTION_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.rotation import left_behind
from portal.people.keys import rotate_keys


class Command(BaseCommand):
    help = "Wraps holders' keys and seals values anew with the first key; the site may go on."

    def handle(self, *args: Any, **options: Any) -> None:
        def tell(what: str, count: int) -> None:
            self.stdout.write(f"  {what}: {count}")

        done = rotate_keys(tell)
        self.stdout.write(f"{done.keys} keys of holders wrapped anew, {done.values} values sealed")
        for place in done.failed:
            self.stderr.write(f"does not open: {place}")
        left = left_behind()
        for name, count in left.items():
            self.stderr.write(f"still under another key: {name}: {count}")
        if done.failed or left:
            raise CommandError("Not everything is under the first key: keep the old keys")
        self.stdout.write("Everything is under the first key; the others may be taken away.")
