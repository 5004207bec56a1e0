"""`manage.py backup_key FILE`: the pair of keys for backups."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pyrage
from django.core.management.base import BaseCommand, CommandError

from portal.backups.errors import CannotRestore
from portal.backups.sealing import read_identity


class Command(BaseCommand):
    help = "Writes a new secret key to FILE and prints the public one; of an existing FILE prints that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="keep it off the server, where you can find it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            try:
                identity = read_identity(file)
            except CannotRestore as error:
                raise CommandError(str(error)) from error
        else:
            identity = pyrage.x25519.Identity.generate()
            file.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as target:
                target.write(f"# public key: {identity.to_public()}\n{identity}\n")
        self.stdout.write(str(identity.to_public()))
