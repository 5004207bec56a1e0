import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.roles import Role
from portal.demo import phones
from portal.demo.actions import set_random_passwords
from portal.demo.queries import Database, whose_database


class Command(BaseCommand):
    help = "Give the demo's logins new random passwords and print them, once."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if whose_database() is not Database.DEMO:
            raise CommandError("This database does not hold the demo; nothing was changed.")
        logging.disable(logging.INFO)
        try:
            changed = set_random_passwords()
        finally:
            logging.disable(logging.NOTSET)
        width = max((len(user.email) for user, _ in changed), default=0)
        for user, password in changed:
            role = Role(user.role).name.lower()
            key = phones.key_of(user)
            told = f"  authenticator key {key}" if key else ""
            self.stdout.write(f"{user.email:<{width}}  {password}  {role}{told}")
