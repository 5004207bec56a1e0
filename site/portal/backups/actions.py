"""Backing up when it is time, and letting old backups go."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import structlog
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection

from portal.audit.actions import record
from portal.core.time import now

from . import telling
from .errors import CannotBackUp
from .manifest import FILE
from .models import BackupRun
from .writing import remove, write_backup

log = structlog.get_logger(__name__)

NAME = re.compile(r"(\d{8}T\d{6})Z")
# Two workers whose schedules meet make one backup.
LOCK = "hashtextextended('portal.backups', 0)"


def back_up() -> BackupRun:
    """Make a backup now and note how it went; raises CannotBackUp after noting that."""
    run = BackupRun.objects.create()
    try:
        manifest, contents = write_backup()
    except Exception as error:
        run.error = str(error)[:80] if isinstance(error, CannotBackUp) else type(error).__name__
        run.finished_at = now()
        run.save()
        record("backups.backup_failed", run)
        telling.tell_of_failure(run)
        log.error("backup_failed", error=run.error)
        raise
    run.name = manifest.name
    run.size, run.rows, run.files = manifest.size, contents.rows, len(contents.files)
    run.head_sequence = manifest.head_sequence
    run.finished_at = now()
    run.save()
    record("backups.backup_finished", run)
    log.info("backup_finished", name=run.name, size=run.size)
    return run


def back_up_if_due() -> BackupRun | None:
    """Make a backup when the last good one is older than BACKUP_EVERY_HOURS, and prune.

    Does nothing where no key is set; the screen is red then. Safe to run side by side.
    """
    with _alone() as first:
        return _if_due() if first and settings.BACKUP_RECIPIENT else None


def back_up_once() -> BackupRun | None:
    """Make a backup now, unless one is being made."""
    with _alone() as first:
        return back_up() if first else None


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this process is the one that backs up now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        first = bool(cursor.fetchone()[0])
        try:
            yield first
        finally:
            if first:
                cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")


def _if_due() -> BackupRun | None:
    limit = now() - timedelta(hours=settings.BACKUP_EVERY_HOURS)
    if BackupRun.objects.filter(started_at__gt=limit, error="", finished_at__isnull=False).exists():
        return None
    run = back_up()
    prune()
    return run


def prune() -> int:
    """Delete backups older than BACKUP_KEEP_DAYS, never the last whole one; returns how many.

    What a process left half-written as it died goes after a day.
    """
    limit, yesterday = now() - timedelta(days=settings.BACKUP_KEEP_DAYS), now() - timedelta(days=1)
    whole = kept_names()
    gone = [name for name in whole[:-1] if _moment(name) < limit]
    for name in [*gone, *(one for one in _names() if one not in whole)]:
        if name in gone or _moment(name) < yesterday:
            remove(name)
    BackupRun.objects.filter(name__in=gone).update(removed_at=now())
    if gone:
        record("backups.backups_pruned", None, count=len(gone))
    return len(gone)


def kept_names() -> list[str]:
    """Every whole backup in the storage, oldest first."""
    return [name for name in _names() if storages["backups"].exists(f"{name}/{FILE}")]


def _names() -> list[str]:
    try:
        folders = storages["backups"].listdir("")[0]
    except FileNotFoundError:
        return []
    return sorted(name for name in folders if NAME.fullmatch(name))


def _moment(name: str) -> datetime:
    found = NAME.fullmatch(name)
    assert found is not None
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
