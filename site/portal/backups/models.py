"""What was backed up and what was restored, for the screen that says whether all is well."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.time import now


class BackupRun(models.Model):
    """One backup, finished or failed."""

    name = models.CharField(_("name"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started"), default=now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    size = models.BigIntegerField(_("size"), default=0)
    rows = models.BigIntegerField(_("rows"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    head_sequence = models.BigIntegerField(_("audit link"), default=0)
    error = models.CharField(_("error"), max_length=80, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name or f"{self.started_at:%Y-%m-%d %H:%M}Z"

    @property
    def is_good(self) -> bool:
        return self.finished_at is not None and not self.error


class RestoreRun(models.Model):
    """One restore: for good, or as a drill into a database that is thrown away."""

    backup = models.CharField(_("backup"), max_length=40)
    is_drill = models.BooleanField(_("drill"), default=True)
    started_at = models.DateTimeField(_("started"), default=now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    rows_equal = models.BooleanField(_("rows equal"), default=False)
    files_equal = models.BooleanField(_("files equal"), default=False)
    chain_good = models.BooleanField(_("audit trail intact"), default=False)
    erased_again = models.PositiveIntegerField(_("erased again"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("restore")
        verbose_name_plural = _("restores")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.backup} {self.started_at:%Y-%m-%d %H:%M}Z"

    @property
    def is_good(self) -> bool:
        """Finished, with rows, files and audit trail as they were."""
        proven = self.rows_equal and self.files_equal and self.chain_good
        return self.finished_at is not None and proven and not self.error
