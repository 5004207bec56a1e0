from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refused: rights come from roles, and no role makes a superuser."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("No superusers here: rights come from the roles in accounts/roles.py.")
