"""The demo's own two tables: the mark that says whose database this is, and the mailbox."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedTextField
from portal.core.time import now


class DemoMarker(models.Model):
    """One row: this database holds the demo and nothing that anybody would miss."""

    loaded_at = models.DateTimeField(default=now)
    topped_up_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("demo")
        verbose_name_plural = _("demo")

    def __str__(self) -> str:
        return f"demo since {self.loaded_at:%Y-%m-%d}"


class MailboxMessage(models.Model):
    """A mail as it would have gone out, kept so that a newcomer can read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_at = models.DateTimeField(default=now)
    # The whole MIME message, sealed like the outbox's own copy.
    source = EncryptedTextField(name_in_seal="demo-mailbox", holder="installation")

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return str(self.pk)
