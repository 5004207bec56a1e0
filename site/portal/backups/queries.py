"""Is the last backup as young as it should be, and was restoring it tried?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.time import now

from .models import BackupRun, RestoreRun

SHOWN = 30
# A backup may take a while, and beat asks every quarter of an hour.
GRACE = timedelta(hours=2)


@dataclass(frozen=True)
class Light:
    """One thing that is well, or not: what could not be proven is red, never green."""

    title: str | Promise
    is_good: bool
    said: str | Promise
    at: datetime | None = None


@dataclass(frozen=True)
class Overview:
    """What the screen shows."""

    lights: list[Light]
    backups: list[BackupRun]
    drills: list[RestoreRun]
    biggest: int

    @property
    def is_good(self) -> bool:
        return all(light.is_good for light in self.lights)


def overview(at: datetime | None = None) -> Overview:
    """The state of backups at `at` (now), from what was noted."""
    moment = at or now()
    backups = list(BackupRun.objects.all()[:SHOWN])
    drills = list(RestoreRun.objects.all()[:SHOWN])
    return Overview(
        [_backup_light(backups, moment), _drill_light(drills, moment)],
        backups,
        drills,
        max((run.size for run in backups), default=0) or 1,
    )


def _backup_light(backups: list[BackupRun], at: datetime) -> Light:
    title = _("Last backup")
    if not settings.BACKUP_RECIPIENT:
        said = _("No key is set: nothing is backed up. See «Backups and restore» in the manual.")
        return Light(title, False, said)
    finished = [run for run in backups if run.finished_at]
    good = next((run for run in finished if run.is_good), None)
    if good is None:
        return Light(title, False, _("There is none yet."))
    if at - good.started_at > timedelta(hours=settings.BACKUP_EVERY_HOURS) + GRACE:
        return Light(title, False, _("It is older than it should be."), good.started_at)
    if not finished[0].is_good:
        return Light(title, False, _("The newest one failed."), finished[0].started_at)
    return Light(title, True, _("In time."), good.started_at)


def _drill_light(drills: list[RestoreRun], at: datetime) -> Light:
    title = _("Last drill")
    finished = [run for run in drills if run.finished_at]
    if not finished:
        return Light(title, False, _("Nobody has tried yet whether a backup can be restored."))
    last = finished[0]
    if not last.is_good:
        return Light(title, False, _("The last one failed."), last.started_at)
    if at - last.started_at > timedelta(days=settings.BACKUP_DRILL_DAYS):
        return Light(title, False, _("It is too long ago."), last.started_at)
    return Light(title, True, _("Restored and compared: all equal."), last.started_at)
