"""A database with something in it, a folder for backups, a pair of keys."""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.audit.sealing import seal_events
from portal.backups.writing import write_backup
from portal.tests.databases import drop, owner_connection
from portal.tests.live import ROOT, database_url

FILE = "original_images/luna.webp"


@dataclass(frozen=True)
class Ground:
    """Where things lie."""

    folder: Path
    identity: Path
    recipient: str

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def write(self) -> Path:
        """A backup; its folder."""
        seal_events(wait=True)
        manifest, _contents = write_backup()
        return self.backups / manifest.name

    def run(self, *args: str, database: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        """A management command as the owner of `database`, with storages of its own."""
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": database_url(database),
            "DATABASE_OWNER_URL": database_url(database, "DATABASE_OWNER_URL"),
            "BACKUP_URL": f"file://{self.backups}",
            "BACKUP_RECIPIENT": self.recipient,
            "MEDIA_ROOT": str(self.folder / "restored"),
            "AUDIT_HEADS_FILE": str(self.folder / "restored-heads.jsonl"),
            "FIELD_ENCRYPTION_KEYS": ",".join(settings.FIELD_ENCRYPTION_KEYS),
            **extra,
        }
        return subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )


def make_ground(conf: Any, tmp_path: Path) -> Ground:
    """Point this test's settings at folders of its own, with one uploaded file."""
    identity = pyrage.x25519.Identity.generate()
    secret = tmp_path / "identity.txt"
    secret.write_text(f"# made for a test\n{identity}\n")
    conf.BACKUP_RECIPIENT = str(identity.to_public())
    conf.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    conf.MEDIA_ROOT = tmp_path / "media"
    conf.STORAGES = {
        **conf.STORAGES,
        "backups": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "backups")},
        },
    }
    default_storage.save(FILE, ContentFile(secrets.token_bytes(70_000)))
    return Ground(tmp_path, secret, str(identity.to_public()))


class EmptyDatabase:
    """A database without a table, dropped at the end."""

    def __init__(self) -> None:
        self.name = f"test_restore_{os.getpid()}_{secrets.token_hex(3)}"

    def __enter__(self) -> str:
        with owner_connection() as owner:
            owner.execute(f'CREATE DATABASE "{self.name}"')
        return self.name

    def __exit__(self, *rest: object) -> None:
        with owner_connection() as owner:
            drop(owner, self.name)


def tables_in(name: str) -> int:
    with owner_connection(name) as link:
        found = link.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()
    assert found is not None
    return int(found[0])


def copy_of(backup: Path) -> Path:
    """A second one to damage, in the place of the one before."""
    target = backup.with_name("20200101T000000Z")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(backup, target)
    return target
