"""Messages in somebody's account: written, read, unread, removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.core.fields import Sealed
from portal.core.time import now
from portal.people.models import Person

from .account_models import InboxMessage
from .kinds import Kind
from .kinds import kind as declared


@dataclass(frozen=True)
class Notice:
    """One message as a page shows it, in the page's language."""

    message: InboxMessage
    kind: Kind
    title: str
    text: str

    @property
    def is_read(self) -> bool:
        return self.message.read_at is not None

    @property
    def at(self) -> datetime:
        return self.message.created_at

    @property
    def facts(self) -> dict[str, Any]:
        facts: Any = self.message.facts
        return dict(facts)


def leave_in_inbox(*, person: Person, kind: str, facts: dict[str, Any], dedupe_key: str) -> None:
    """Write a message into the account, in the caller's transaction; one per `dedupe_key` at most."""
    sealed: Any = facts
    message = InboxMessage(person=person, kind=kind, facts=sealed, dedupe_key=dedupe_key)
    InboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def inbox_of(person: Person) -> "QuerySet[InboxMessage]":
    """What is there, the newest first."""
    found = InboxMessage.objects.filter(person=person, removed_at__isnull=True)
    return found.select_related("person").order_by("-created_at", "pk")


def count_unread(person: Person) -> int:
    return inbox_of(person).filter(read_at__isnull=True).count()


def notice_of(message: InboxMessage) -> Notice:
    """The message in words: its mail's subject, and what its kind says in a few lines."""
    kind = declared(message.kind)
    facts: Any = message.facts
    view = kind.view(dict(facts))
    context = {"m": view, "language": (get_language() or "es")[:2]}
    title = " ".join(render_to_string(f"{kind.template}.subject.txt", context).split())
    text = kind.preference.text(view) if kind.preference else ""
    return Notice(message, kind, title, text)


def mark(*, person: Person, pk: UUID, is_read: bool) -> bool:
    """Say that a message was read, or that it was not; False when it is not theirs, or not there."""
    return bool(inbox_of(person).filter(pk=pk).update(read_at=now() if is_read else None))


def mark_all_read(*, person: Person) -> int:
    """Everything there is so far; what comes meanwhile stays unread."""
    return (
        inbox_of(person).filter(read_at__isnull=True, created_at__lte=now()).update(read_at=now())
    )


def remove(*, person: Person, pk: UUID) -> bool:
    """Destroy the content and hide the message; of two at once one does it, both are told True."""
    found = InboxMessage.objects.filter(person=person, pk=pk)
    if not found.filter(removed_at__isnull=True).update(removed_at=now(), facts=Sealed("")):
        return found.exists()
    return True
