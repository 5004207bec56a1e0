"""The demo's mail server: a table."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    """Keeps every mail in the demo's mailbox instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from .models import MailboxMessage

        for mail in email_messages:
            MailboxMessage.objects.create(source=mail.message().as_string())
        return len(email_messages)
