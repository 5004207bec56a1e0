"""Notification: one message to one person by one channel; the row is the promise to send it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedJSONField, EncryptedTextField
from portal.core.time import now
from portal.people.models import Person


class Notification(models.Model):
    """Written in the transaction it tells of; sent after the commit, by the worker."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("email")

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        # The mail server has the whole text; its last line goes out next, or the answer is awaited.
        HANDED = "handed", _("handed over")
        SENT = "sent", _("sent")
        # Nobody can tell whether the mail server took it: staff decide.
        UNCLEAR = "unclear", _("unclear")
        DEAD = "dead", _("given up")
        CLOSED = "closed", _("closed by hand")
        # Whom it was for has switched this kind off since it was written.
        DROPPED = "dropped", _("no longer wanted")

    WAITING = (State.QUEUED, State.SENDING, State.HANDED)
    STUCK = (State.UNCLEAR, State.DEAD)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    # The facts the templates need, frozen when the message was written; sealed, as they name people.
    facts = EncryptedJSONField(_("content"), name_in_seal="notification-facts", holder="person")
    recipient = EncryptedTextField(_("to"), name_in_seal="notification-to", holder="person")
    dedupe_key = models.CharField(_("once per"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Of these, how often the mail server had it all and gave no answer.
    unanswered = models.PositiveSmallIntegerField(_("unanswered"), default=0, db_default=0)
    # While it is being sent: until when. No two senders are given the same moment.
    due_at = models.DateTimeField(_("due"), default=now)
    created_at = models.DateTimeField(_("written"), default=now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="notifications_due",
                condition=Q(state__in=["queued", "sending", "handed"]),
            ),
            models.Index(
                fields=["created_at"],
                name="notifications_stuck",
                condition=Q(state__in=["unclear", "dead"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


# Django looks for the models of an app here.
from .account_models import InboxMessage, MessageChoice  # noqa: E402

__all__ = ["InboxMessage", "MessageChoice", "Notification"]
