"""Consent: what somebody agreed to, in which version, when and where; rows are added, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import AppendOnly
from portal.core.time import now

from .people import Person


class Consent(AppendOnly):
    """Given or withdrawn: of several rows of a kind the latest counts."""

    class Origin(models.TextChoices):
        SIGNUP = "signup", _("on signing up")
        ACCOUNT = "account", _("in the account")
        STAFF = "staff", _("staff, at the person's word")
        ERASURE = "erasure", _("when everything was deleted")

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    kind = models.CharField(_("kind"), max_length=20)
    version = models.CharField(_("version"), max_length=20)
    is_given = models.BooleanField(_("given"))
    at = models.DateTimeField(_("when"), default=now, editable=False)
    origin = models.CharField(_("where"), max_length=8, choices=Origin)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["person", "kind", "-at"], name="consents_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
