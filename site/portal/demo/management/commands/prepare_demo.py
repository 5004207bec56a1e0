from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.accounts.actions import apply_roles
from portal.demo.phones import give_phones


class Command(BaseCommand):
    help = "What every start of the demo needs: messages compiled, roles applied, dates of today, phones."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compile_translations", stdout=self.stdout)
        call_command("load_demo", stdout=self.stdout)
        apply_roles()
        give_phones()
