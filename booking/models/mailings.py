"""Messages that staff wrote to clients: who wrote to how many, never what."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import AppendOnly
from portal.core.time import now


class Mailing(AppendOnly):
    """One message of one login to one client or several; its words are in each client's outbox row.

    The key is the form's own number, so that a second press finds it and sends nothing.
    """

    # Whether this very call has sent it, and not an earlier press of the same form.
    is_new = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(_("clients"))
    at = models.DateTimeField(_("sent"), default=now)

    class Meta:
        verbose_name = _("message to clients")
        verbose_name_plural = _("messages to clients")
        indexes = [models.Index(fields=["author", "at"], name="mailings_by_author")]

    def __str__(self) -> str:
        return f"{self.count}"
