"""A drill: the newest backup restored into a database that is thrown away, and what came of it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from portal.core.time import now

from .errors import CannotRestore
from .models import RestoreRun

Tell = Callable[[str], None]


def drill(*, where: str, identity_file: Path, owner_url: str, tell: Tell) -> RestoreRun:
    """Restore `where` for trial in a process of its own, and note the result; never touches the site.

    `owner_url` is the address of a role that may create databases. The trial's database and files are
    removed whatever happens; a trial that fails is noted as such, which the screen shows in red.
    """
    scratch = f"{connection.settings_dict['NAME']}_drill_{now():%H%M%S}"
    run = RestoreRun.objects.create(backup=Path(where).name[:40], is_drill=True)
    with (
        tempfile.TemporaryDirectory(prefix="drill-") as folder,
        psycopg.connect(owner_url, autocommit=True) as owner,
    ):
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(scratch)))
        try:
            said = _restore(where, identity_file, owner_url, scratch, Path(folder), tell)
        except CannotRestore as error:
            run.error = str(error)[:200]
        else:
            run.rows_equal = run.files_equal = run.chain_good = True
            run.erased_again = int(said["erased_again"])
            run.backup = said["backup"]
        finally:
            owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(scratch)))
            run.finished_at = now()
            run.save()
    return run


def _restore(
    where: str, identity: Path, owner_url: str, scratch: str, folder: Path, tell: Tell
) -> dict[str, str]:
    """The product's own restore, with the addresses of the trial."""
    trial = {
        "DATABASE_OWNER_URL": on_database(owner_url, scratch),
        "STORAGE_URL": f"file://{folder / 'media'}",
        "PRIVATE_URL": f"file://{folder / 'private'}",
        "AUDIT_HEADS_FILE": str(folder / "heads.jsonl"),
    }
    # A NAME_FILE would win over the trial's own value, and lead to the site's database.
    files = {f"{name}_FILE" for name in trial}
    environment = {k: v for k, v in os.environ.items() if k not in files} | trial
    command = [sys.executable, str(settings.ROOT / "manage.py"), "restore", where]
    command += ["--identity", str(identity), "--json"]
    done = subprocess.run(
        command, env=environment, cwd=settings.ROOT, capture_output=True, text=True
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode:
        last = done.stderr.strip().splitlines()
        raise CannotRestore(last[-1] if last else "the trial ended without a word")
    for line in lines[:-1]:
        tell(line)
    return dict(json.loads(lines[-1]))


def on_database(url: str, name: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
