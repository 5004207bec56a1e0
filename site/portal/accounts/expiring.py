"""What logins and professionals have to say when a person is erased, and when sessions end."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from portal.core.registries import Ids

from .models import (
    Authenticator,
    Invitation,
    Professional,
    RecoveryCodes,
    TokenFamily,
    User,
)
from .roles import Role
from .tokens.families import end_families, remove_families

BATCH = 2000


def obstacle(ids: Ids) -> str:
    """Professionals and staff are not erased by the way: their work ends first."""
    if Professional.objects.filter(person__in=ids).exists():
        return _("This is a professional of the clinic: end that first.")
    if User.objects.filter(person__in=ids, is_active=True).exclude(role=Role.CLIENT).exists():
        return _("This person has a login of the staff: deactivate it first.")
    return ""


def close_logins(ids: Ids) -> None:
    """Nobody logs in by an erased person's login any more; open sessions end with its password."""
    users = list(User.objects.filter(person__in=ids).values_list("pk", flat=True))
    User.objects.filter(pk__in=users).update(is_active=False, password=make_password(None))
    EmailAddress.objects.filter(user__in=users).delete()
    for model in (Authenticator, RecoveryCodes, Invitation, TokenFamily):
        model._default_manager.filter(user__in=users).delete()
    close_sessions(users)


def close_sessions(users: Sequence[int], *, but: str = "") -> int:
    """End every session of these logins but the one of this key, and every login through the API.

    Returns how many there were.
    """
    found = UserSession.objects.filter(user__in=users).exclude(session_key=but)
    Session.objects.filter(pk__in=found.values("session_key")).delete()
    return int(found.delete()[0]) + end_families(users)


def remove_sessions(limit: datetime) -> int:
    """Delete sessions and logins through the API that ended before the limit (sessions_and_devices)."""
    old = list(Session.objects.filter(expire_date__lt=limit).values_list("pk", flat=True)[:BATCH])
    UserSession.objects.filter(session_key__in=old).delete()
    return Session.objects.filter(pk__in=old).delete()[0] + remove_families(limit)
