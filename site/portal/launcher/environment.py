"""The environment that our children work in; a secret only where it is needed."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.launcher.places import Places
from portal.launcher.preflight import ROOT, Obstacle
from portal.launcher.vault import Vault

PYTHON = sys.executable
# What we decide ourselves: a value from outside, also as NAME_FILE, is not passed on.
DECIDED = (
    "SECRET_KEY",
    "FIELD_ENCRYPTION_KEYS",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "EMAIL_URL",
    "DEMO_ONE_CLICK",
    "MEDIA_ROOT",
    "STORAGE_URL",
    "PRIVATE_URL",
    "STATIC_ROOT",
    "DJANGO_SETTINGS_MODULE",
    "EXTRA_APPS",
    "AUDIT_HEADS_FILE",
    "BACKUP_URL",
    "BACKUP_RECIPIENT",
)
# Of make and of the terminal, not of a server. Without bytecode on disk each of the many processes of
# a test run would compile Django and Wagtail anew.
NOT_PASSED_ON = (
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "MAKEOVERRIDES",
    "PORT",
    "HOST",
    "PYTEST",
    "FROM",
    "IDENTITY",
    "PYTHONDONTWRITEBYTECODE",
)


@dataclass(frozen=True)
class Existing:
    """Servers that the environment names; an empty one is ours to start."""

    database_url: str
    owner_url: str
    redis_url: str

    @property
    def has_database(self) -> bool:
        return bool(self.database_url)


def given(name: str) -> str:
    """A variable, or the content of the file that NAME_FILE names; empty without either."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise Obstacle(f"{name}_FILE cannot be read: {error}") from None
    return os.environ.get(name, "")


def existing() -> Existing:
    """The servers to use instead of our own: both addresses of a database, or none."""
    found = Existing(given("DATABASE_URL"), given("DATABASE_OWNER_URL"), given("REDIS_URL"))
    if bool(found.database_url) != bool(found.owner_url):
        raise Obstacle(
            "DATABASE_URL (the role that works) and DATABASE_OWNER_URL (the role that migrates) "
            "go together: set both, or none of them."
        )
    return found


def outside() -> dict[str, str]:
    """The environment we were started in, without what is decided here."""
    dropped = {*NOT_PASSED_ON, *DECIDED, *(f"{name}_FILE" for name in DECIDED)}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def common(
    settings: str, vault: Vault, places: Places, database_url: str, redis_url: str
) -> dict[str, str]:
    """What every child gets; nothing in it lets a process work as the owner of the tables."""
    return {
        **outside(),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": f"portal.settings.{settings}",
        "SECRET_KEY": vault.secret("django secret key"),
        "FIELD_ENCRYPTION_KEYS": vault.encryption_keys(),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "MEDIA_ROOT": str(places.media),
        "STATIC_ROOT": str(places.static),
        "AUDIT_HEADS_FILE": str(places.heads),
        "BACKUP_URL": f"file://{places.backups}",
    }


def as_owner(environment: Mapping[str, str], owner_url: str) -> dict[str, str]:
    """The same, for the one process that migrates."""
    return {**environment, "DATABASE_OWNER_URL": owner_url}


def manage(*arguments: str) -> list[str]:
    """The command line of a management command."""
    return [PYTHON, str(ROOT / "manage.py"), *arguments]
