"""What an account adds to the outbox: messages to be read on the site, and which ones somebody wants."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedJSONField
from portal.core.time import now
from portal.people.models import Person


class InboxMessage(models.Model):
    """One message in somebody's account: there as soon as the transaction that wrote it commits.

    Removing it empties its content and hides it; the row stays, so that its key is never used again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="inbox")
    kind = models.CharField(_("kind"), max_length=60)
    # Frozen as in the mail; read in the language of the page that shows it.
    facts = EncryptedJSONField(_("content"), name_in_seal="inbox-facts", holder="person")
    dedupe_key = models.CharField(_("once per"), max_length=120, unique=True)
    created_at = models.DateTimeField(_("written"), default=now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("message in the account")
        verbose_name_plural = _("messages in the account")
        indexes = [
            models.Index(
                fields=["person", "-created_at"],
                condition=Q(removed_at__isnull=True),
                name="inbox_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class MessageChoice(models.Model):
    """Whether somebody wants a kind of message by one way; of several rows the latest counts.

    Each change is a row of its own, so a merge of two people needs no decision: the later word counts.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="message_choices")
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=10)
    is_wanted = models.BooleanField(_("wanted"))
    at = models.DateTimeField(_("decided"), default=now, editable=False)

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        indexes = [
            models.Index(fields=["person", "kind", "channel", "-at"], name="message_choices")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"
