"""What every floor may stand on: tables that only grow, and requests that may be sent again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import EncryptedTextField
from .time import now


class AppendOnly(models.Model):
    """Rows of this table are added and read; the app's role may do nothing else to them."""

    append_only = True

    class Meta:
        abstract = True


class IdempotencyKey(models.Model):
    """One wish of one login: what was asked for, and the answer once there is one.

    `lease_until` says how long whoever took it may be at work; `id` is the number by which what was
    done is found again. Kept for 24 hours.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    # Keyed: a program may put anything into its key.
    key_digest = models.CharField(max_length=64)
    method = models.CharField(_("method"), max_length=6)
    path = models.CharField(_("address"), max_length=100, db_index=True)
    body_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("since"), default=now, editable=False)
    lease_until = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = EncryptedTextField(
        _("answer"), null=True, name_in_seal="idempotency-answer", holder="actor.person"
    )

    class Meta:
        verbose_name = _("request that may be repeated")
        verbose_name_plural = _("requests that may be repeated")
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "key_digest"], name="an_idempotency_key_is_one_wish"
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=True, answer__isnull=True)
                | Q(status__isnull=False, answer__isnull=False),
                name="an_answer_has_its_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_answered(self) -> bool:
        return self.status is not None
