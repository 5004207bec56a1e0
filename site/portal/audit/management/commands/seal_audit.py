"""`manage.py seal_audit`: seal at once what has committed."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.audit.sealing import seal_events


class Command(BaseCommand):
    help = "Seals every audit event that has committed, without waiting for the next round."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_events(wait=True)} events sealed.")
