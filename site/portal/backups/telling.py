"""Superadministrators hear when a backup failed, and get the heads of the audit chain once a day."""

from portal.accounts.queries import superadministrators
from portal.audit import heads
from portal.core.time import now
from portal.notifications.actions import notify

from .models import BackupRun


def tell_of_failure(run: BackupRun) -> None:
    """One mail a day to each superadministrator, however often it fails."""
    for person in superadministrators():
        notify(
            person=person,
            kind="backups.backup_failed",
            facts={"at": run.started_at.isoformat(), "error": run.error},
            dedupe_key=f"backup-failed:{run.started_at:%Y-%m-%d}:{person.pk}",
        )


def mail_heads() -> None:
    """The head of the audit chain, to mailboxes that whoever owns the database cannot rewrite."""
    head = heads.current()
    if head is None:
        return
    for person in superadministrators():
        notify(
            person=person,
            kind="backups.audit_head",
            facts={"at": head.at, "sequence": head.sequence, "hash": head.hash},
            dedupe_key=f"audit-head:{now():%Y-%m-%d}:{person.pk}",
        )
