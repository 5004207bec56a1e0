"""What the team writes down about a client, for itself."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedTextField
from portal.core.time import now
from portal.people.models import Person


class ClientNote(models.Model):
    """One note on a client's file. Sealed with the client's key; the client may ask for a copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="client_notes", verbose_name=_("client")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = EncryptedTextField(_("note"), name_in_seal="client-note", holder="person")
    created_at = models.DateTimeField(_("written"), default=now, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)

    # Set by the file, which tells the time on the house's clock.
    local: datetime | None = None

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        indexes = [models.Index(fields=["person", "created_at"], name="client_notes_by_person")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def who(self) -> str:
        """The author's name, else the address of the login."""
        person = getattr(self.author, "person", None)
        return str(person.full_name) if person else str(self.author)
