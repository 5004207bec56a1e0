"""Links by which a guest manages a visit without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.time import now

from .visits import Visit


class ManageLink(models.Model):
    """One link of a visit: only a digest of its 128 random bits is kept.

    It counts while it has not expired and the person's first email is still the one it was sent to.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    email_digest = models.CharField(_("fingerprint of the email"), max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("link to a visit")
        verbose_name_plural = _("links to visits")

    def __str__(self) -> str:
        return f"{self.visit_id}"


class LinkRequest(models.Model):
    """Somebody asked for lost links: counted by keyed digests, whether or not the address is known."""

    email_digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}Z"
