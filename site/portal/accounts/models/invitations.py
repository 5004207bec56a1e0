"""Invitation: the only way to a first second factor."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.time import now


class Invitation(models.Model):
    """Somebody may set up their second factor, once, by a link that only its digest is kept of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name=_("user")
    )
    # Empty until the mail with the link is on its way: the link is made as it is sent.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("invited"), default=now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="a_login_has_one_open_invitation",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="an_invitation_link_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="a_withdrawn_invitation_is_not_used",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether its link still counts."""
        return self.used_at is None and self.revoked_at is None and now() < self.expires_at
