"""`manage.py backup`: a backup now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.backups.actions import back_up, prune
from portal.backups.errors import CannotBackUp


class Command(BaseCommand):
    help = "Backs up database and files, encrypted to BACKUP_RECIPIENT, to BACKUP_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = back_up()
        except CannotBackUp as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{run.name}: {run.rows} rows, {run.files} files, {run.size} bytes")
        if gone := prune():
            self.stdout.write(f"{gone} old backups deleted")
