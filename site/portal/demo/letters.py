"""Reading the mailbox: stored MIME as a page can show it."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property

from .models import MailboxMessage


@dataclass(frozen=True)
class Attachment:
    """A file of a mail; `number` counts from 1."""

    number: int
    name: str
    content_type: str
    content: bytes


class Letter:
    """One mail, parsed when somebody asks."""

    def __init__(self, row: MailboxMessage) -> None:
        self.pk = row.pk
        self.received_at: datetime = row.received_at
        self._source = row.source

    @cached_property
    def _mail(self) -> EmailMessage:
        # Bytes, not text: only so do parts sent as 8bit UTF-8 keep their accents.
        return message_from_bytes(self._source.encode("utf-8"), policy=default)

    @property
    def subject(self) -> str:
        return str(self._mail["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self._mail["To"] or "")

    @property
    def sender(self) -> str:
        return str(self._mail["From"] or "")

    @property
    def text(self) -> str:
        """The plain part, or nothing."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML part, or nothing."""
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self._mail.get_body((kind,))
        return str(part.get_content()) if part else ""

    @cached_property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                number=number,
                name=part.get_filename() or f"{number}",
                content_type=part.get_content_type(),
                content=_bytes(part),
            )
            for number, part in enumerate(self._mail.iter_attachments(), start=1)
        ]


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
