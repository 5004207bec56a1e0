"""The audit trail: plain codes and ids, no foreign key, so nothing it names can block or vanish."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import AppendOnly
from portal.core.time import now

from .vocabulary import ACTIONS


class AuditEvent(AppendOnly):
    """Somebody did something to something; written in the transaction that did it."""

    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("what"), max_length=60)
    actor_id = models.BigIntegerField(_("who"), null=True)
    actor_role = models.CharField(_("role"), max_length=30)
    target_type = models.CharField(_("kind of thing"), max_length=60)
    target_id = models.CharField(_("which one"), max_length=40)
    request_id = models.CharField(_("request"), max_length=20, blank=True)
    data = models.JSONField(_("details"), default=dict)

    # Set by the list, which asks for all names at once.
    actor_name = ""

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
            models.Index(fields=["action", "at"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"

    @property
    def label(self) -> str:
        """What happened, in the reader's language."""
        return str(ACTIONS.get(self.action, self.action))


class AuditSeal(AppendOnly):
    """One link of the chain: that this event, and no other, came at this place.

    Three unique columns keep the chain from forking whoever seals: an event is sealed once, a place
    is given once, and a seal has one successor.
    """

    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="seal")
    sequence = models.BigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
