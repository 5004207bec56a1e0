"""The demo, running: its own database, gunicorn, a worker, and a mail server that keeps everything."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyrage

from . import databases, live


@dataclass(frozen=True)
class DemoSite:
    base: str
    mail: live.MailServer
    log: Path
    database: str
    environment: dict[str, str]

    def manage(self, *args: str) -> None:
        """A management command as the site's own processes would run it."""
        databases.manage(live.environment(**self.environment), *args)


# Nobody has the secret to it: these backups are only looked at from outside.
RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
# What all workers of a run share: the pictures of the demo as loaded, and the static files.
MEDIA = live.ROOT / ".test" / "demo" / "media"
STATIC = live.ROOT / ".test" / "demo" / "static"


def settings(media: Path, database: str) -> dict[str, str]:
    """The demo's settings; a caller adds its servers."""
    return {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "MEDIA_ROOT": str(media),
        "STATIC_ROOT": str(STATIC),
        "DEMO_ONE_CLICK": "1",
        "BACKUP_RECIPIENT": RECIPIENT,
        "BACKUP_URL": f"file://{media.parent / 'backups'}",
        "AUDIT_HEADS_FILE": str(media.parent / "audit-heads.jsonl"),
    }


def load(name: str) -> None:
    """Make the database `name` with the demo in it, as the app's role, for today."""
    with databases.owner_connection() as owner:
        databases.clone(owner, databases.migrated_template(owner), name)
    shutil.rmtree(MEDIA.parent, ignore_errors=True)
    loading = live.environment(**settings(MEDIA, live.database_url(name)))
    databases.manage(loading, "collectstatic", "--noinput", "-v0")
    databases.manage(loading, "prepare_demo")


@contextmanager
def loaded(folder: Path) -> Iterator[str]:
    """A database of its own with the demo, its pictures in `folder`/media; the app's address.

    It is loaded once in a run; every worker works on a copy.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with databases.owner_connection() as owner:
        template = databases.template(owner, "demo", run, load)
    shutil.copytree(MEDIA, folder / "media")
    name = f"test_site_{os.getpid()}"
    with databases.cloned(template, name):
        yield live.database_url(name)


@contextmanager
def running(tmp: Path, database: str) -> Iterator[DemoSite]:
    """Serve a loaded demo with production's static files; a worker sends its mail."""
    own = settings(tmp / "media", database)
    broker = live.valkey(tmp)
    own["REDIS_URL"] = f"redis+socket://{tmp / 'valkey.sock'}"
    with live.MailServer() as mail:
        own["EMAIL_URL"] = mail.url
        worker = live.worker(tmp, **own)
        try:
            with live.web(tmp, workers=2, threads=4, **own) as base:
                yield DemoSite(base, mail, worker.log, database, own)
        finally:
            worker.kill()
            broker.kill()
