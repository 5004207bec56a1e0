"""The demo, running: its own database, gunicorn, a worker, and a mail server that keeps everything."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from . import live


@dataclass(frozen=True)
class DemoSite:
    base: str
    mail: live.MailServer
    log: Path
    database: str


def manage(env_: dict[str, str], *args: str) -> None:
    """Run a management command in a process of its own; its output is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *args],
        env=env_,
        cwd=live.ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]


@contextmanager
def migrated_database(name: str) -> Iterator[str]:
    """A database of its own, migrated by the owner; dropped at the end. Yields the app's address."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        owner.execute(drop)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = live.database_url(name)
            migrating = live.environment(DATABASE_URL=url)
            migrating["DATABASE_OWNER_URL"] = live.database_url(name, "DATABASE_OWNER_URL")
            manage(migrating, "migrate", "-v0")
            yield url
        finally:
            owner.execute(drop)


@contextmanager
def running(tmp: Path, database: str) -> Iterator[DemoSite]:
    """Load the demo as the app's role and serve it with production's static files."""
    own = {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "MEDIA_ROOT": str(tmp / "media"),
        "STATIC_ROOT": str(tmp / "static"),
        "DEMO_ONE_CLICK": "1",
    }
    broker = live.valkey(tmp)
    own["REDIS_URL"] = f"redis+socket://{tmp / 'valkey.sock'}"
    with live.MailServer() as mail:
        own["EMAIL_URL"] = mail.url
        settings = live.environment(**own)
        manage(settings, "collectstatic", "--noinput", "-v0")
        manage(settings, "prepare_demo")
        worker = live.worker(tmp, **own)
        try:
            with live.web(tmp, workers=2, threads=4, **own) as base:
                yield DemoSite(base, mail, worker.log, database)
        finally:
            worker.kill()
            broker.kill()
