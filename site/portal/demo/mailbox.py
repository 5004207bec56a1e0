"""The demo's mail server: a table."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    """Keeps every mail in the demo's mailbox instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from .models import MailboxMessage

        for mail in email_messages:
            # Lines end as on the wire, which calendar files insist on.
            message: Any = mail.message()
            source = message.as_bytes(linesep="\r\n").decode("utf-8")
            MailboxMessage.objects.create(source=source)
        return len(email_messages)
