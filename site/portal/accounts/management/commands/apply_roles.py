from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts.actions import apply_roles
from portal.accounts.roles import RIGHTS


class Command(BaseCommand):
    help = "Make the role groups hold exactly the rights declared in accounts/roles.py."

    def handle(self, *args: Any, **options: Any) -> None:
        apply_roles()
        self.stdout.write(f"{len(RIGHTS)} roles applied")
