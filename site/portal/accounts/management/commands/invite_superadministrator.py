"""`manage.py invite_superadministrator EMAIL`: how the first one gets in, and a last one again."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.timezone import localtime

from portal.accounts.actions import apply_roles
from portal.accounts.founding import NotFromHere, invite_superadministrator


class Command(BaseCommand):
    help = "Prints a link, good once and for an hour, by which a superadministrator sets up access."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="name and surnames, for a new login")
        parser.add_argument(
            "--lost-device",
            action="store_true",
            help="take the second factor away from a login whose device is lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        try:
            validate_email(email)
            apply_roles()
            founding = invite_superadministrator(
                email=email, full_name=options["name"], lost=options["lost_device"]
            )
        except NotFromHere as error:
            raise CommandError(str(error.message)) from error
        except ValidationError as error:
            raise CommandError("That is no email address.") from error
        until = localtime(founding.invitation.expires_at)
        self.stdout.write(founding.link)
        self.stderr.write(f"Good once, until {until:%H:%M}. Every superadministrator was told.")
