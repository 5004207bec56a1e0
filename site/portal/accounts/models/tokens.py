"""What another system is logged in with: a family of refresh tokens, each used once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.time import now


class TokenFamily(models.Model):
    """One login through the API: everything that came of it ends with it.

    No address and no name of a device: nobody would look at them, so they are not kept.
    """

    class Reason(models.TextChoices):
        LOGGED_OUT = "logged_out", _("Logged out")
        CLOSED = "closed", _("Closed by its owner")
        REUSED = "reused", _("A used token came back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="token_families",
        verbose_name=_("user"),
    )
    # What was shown: the password alone, or the second factor as well (RFC 8176).
    has_shown_second_factor = models.BooleanField(_("second factor"), default=False)
    created_at = models.DateTimeField(_("since"), default=now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)

    class Meta:
        verbose_name = _("login through the API")
        verbose_name_plural = _("logins through the API")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, reason="")
                | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="an_ended_token_family_says_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def amr(self) -> list[str]:
        """What was shown, in the words of RFC 8176."""
        return ["pwd", "otp"] if self.has_shown_second_factor else ["pwd"]

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and now() < self.expires_at


class RefreshToken(models.Model):
    """One token of a family: the digest of its number. At most one of a family is unused."""

    family = models.ForeignKey(TokenFamily, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(default=now, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("refresh token")
        verbose_name_plural = _("refresh tokens")
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(used_at__isnull=True),
                name="a_token_family_never_forks",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
