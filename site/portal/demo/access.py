"""Who may use the demo's doors."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from portal.accounts.models import User
from portal.accounts.roles import Role

from .content.logins import LOGINS
from .models import MailboxMessage

MAILBOX_ROLES = frozenset({Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR})


def one_click() -> bool:
    """Whether this demo logs in with one click: only where nobody but this machine reaches it."""
    return bool(getattr(settings, "DEMO_ONE_CLICK", False))


def login_for(slug: str) -> User:
    """The active demo login of this slug; Http404 without one, or where one click is off."""
    email = next((facts.email for facts in LOGINS if facts.slug == slug), None)
    user = User.objects.filter(email=email, is_active=True).first() if email else None
    if user is None or not one_click():
        raise Http404
    return user


def may_read_mailbox(user: Any) -> bool:
    """Everybody where one click is on; elsewhere administrators, as anybody may have written."""
    return one_click() or (user.is_authenticated and user.role in MAILBOX_ROLES)


def mailbox_of(user: Any) -> QuerySet[MailboxMessage]:
    """All mails, newest first; Http404 for whoever may not read them."""
    if not may_read_mailbox(user):
        raise Http404
    return MailboxMessage.objects.order_by("-received_at", "-pk")


def mail_of(user: Any, pk: UUID) -> MailboxMessage:
    """One mail; Http404 like `mailbox_of`, and where there is none."""
    found = mailbox_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
