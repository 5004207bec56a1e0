"""The audit trail: plain codes and ids, no foreign key, so nothing it names can block or vanish."""

from django.db import models

from portal.core.models import AppendOnly


class AuditEvent(AppendOnly):
    """Somebody did something to something; written in the transaction that did it."""

    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=30)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    request_id = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"
