"""AccountCode: the second proof by which a client joins what staff wrote down to their own account."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.time import now

from .people import Person


class AccountCodeQuerySet(models.QuerySet["AccountCode"]):
    """Phrases about codes."""

    def not_ended(self) -> "AccountCodeQuerySet":
        """Neither used nor withdrawn; perhaps expired."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)


class AccountCode(models.Model):
    """A code that staff gave somebody by hand or by phone; only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="account_codes", verbose_name=_("client")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("given"), default=now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = AccountCodeQuerySet.as_manager()

    # Set by the file, which tells the time on the house's clock.
    local_end: datetime | None = None

    class Meta:
        verbose_name = _("code for an account")
        verbose_name_plural = _("codes for an account")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="a_person_has_one_account_code",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="a_withdrawn_account_code_is_not_used",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it still counts."""
        return self.used_at is None and self.withdrawn_at is None and now() < self.expires_at

    @property
    def giver(self) -> str:
        """The name of whoever gave it, else the address of their login; empty for a login that is gone."""
        person = getattr(self.created_by, "person", None)
        return str(person or self.created_by or "")


class AccountCodeTry(models.Model):
    """A wrong code: by which login, from where; it counts for a day."""

    login_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("wrong code for an account")
        verbose_name_plural = _("wrong codes for an account")
        indexes = [
            models.Index(fields=["login_digest", "at"], name="account_code_tries_by_login"),
            models.Index(fields=["address_digest", "at"], name="account_code_tries_from"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
