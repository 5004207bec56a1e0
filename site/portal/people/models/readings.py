"""Who of the staff looked at whose data: rows that are added and never changed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import AppendOnly
from portal.core.registries import screen_name


class Reading(AppendOnly):
    """One screen opened by one login: whose data stood on it.

    Plain ids, as in the audit trail: a list is one row, whoever is erased or merged needs no
    change of it, and those merged are found through `merged_into`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    # As it was then: a role may change.
    role = models.CharField(_("role"), max_length=20)
    screen = models.CharField(_("screen"), max_length=30)
    persons = ArrayField(models.UUIDField(), verbose_name=_("whose data"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [
            models.Index(fields=["user", "screen", "at"], name="readings_by_reader"),
            GinIndex(fields=["persons"], name="readings_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.screen} {self.user_id}"

    def get_screen_display(self) -> str:
        """What the screen is called, in the reader's language."""
        return screen_name(self.screen)

    @property
    def who(self) -> str:
        """The reader's name; empty for whoever has none any more."""
        person = getattr(self.user, "person", None)
        return str(person.full_name) if person else ""
