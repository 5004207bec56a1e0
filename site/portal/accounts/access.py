"""Whose doors: what somebody may see and close of their own login."""

from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import Http404

from portal.core.time import now

from .models import Authenticator, User


def own_login(user: Any) -> User:
    """The login that asks; Http404 for nobody."""
    if not isinstance(user, User) or not user.is_active:
        raise Http404
    return user


def sessions_of(user: User) -> QuerySet[UserSession]:
    """The open sessions of this login and of no other, the latest first."""
    open_ones = Session.objects.filter(expire_date__gt=now()).values("session_key")
    mine = UserSession.objects.filter(user=user, session_key__in=open_ones)
    return mine.order_by("-created_at", "-pk")


def apps_of(user: User) -> QuerySet[Authenticator]:
    """The authenticator apps in use of this login and of no other."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, confirmed=True)
    return found


def own_authenticator(user: User, pk: UUID) -> Authenticator:
    """One of them; Http404 for another's."""
    device = apps_of(user).filter(pk=pk).first()
    if device is None:
        raise Http404
    return device
