from typing import Any

from django.core.management.base import BaseCommand

from portal.core.translations import catalogues, compile_catalogue


class Command(BaseCommand):
    help = "Compile the .po files that changed; needs no gettext."
    # Runs before anything else can: no database, and translated addresses may not exist yet.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for po in catalogues():
            if compile_catalogue(po):
                self.stdout.write(f"compiled {po.parents[1].name}")
