"""Families of tokens: opened by a login, kept by refreshing, ended at once.

The number of a token's successor is computed from its own, with the installation's secret. So a
token that comes back within API_REFRESH_GRACE_SECONDS (two tabs, a lost answer) is answered with the
very same successor, and the family stays one line without that a token is kept anywhere.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.accounts.errors import TokenDead
from portal.accounts.mails import tell_owner
from portal.accounts.models import RefreshToken, TokenFamily, User
from portal.audit.actions import record
from portal.core.db import lock_in_order
from portal.core.digests import digest
from portal.core.time import now

from . import signing

Reason = TokenFamily.Reason
# How long used tokens are kept; an older one is known as used by its not being there.
REMEMBERED = timedelta(hours=1)


@dataclass(frozen=True)
class Pair:
    """What a client gets: `expires_in` in seconds, `refresh_expires_at` in UTC."""

    access: str
    refresh: str
    expires_in: int
    refresh_expires_at: datetime


@transaction.atomic
def open_family(*, user: User, has_shown_second_factor: bool) -> Pair:
    """The first pair of a login that has shown what it needs; audited."""
    moment = now()
    family = TokenFamily.objects.create(
        user=user,
        has_shown_second_factor=has_shown_second_factor,
        expires_at=moment + timedelta(days=settings.API_FAMILY_DAYS),
    )
    number = secrets.token_hex(16)
    RefreshToken.objects.create(family=family, digest=_digest(number), issued_at=moment)
    User.objects.filter(pk=user.pk).update(last_login=moment)
    record("accounts.logged_in", user, actor=user, role=user.role, kind="api")
    return _pair(family, user, number, moment)


def refresh(text: str) -> Pair:
    """The next pair for a refresh token, which counts for nothing afterwards.

    Raises TokenDead for one that is not ours, over, of an ended family or bound to what has changed
    since; and for a used one, which ends the family and is told to its owner, unless it was used a
    few seconds ago: then its successor is given once more.
    """
    payload = signing.read(signing.Refresh, text)
    if payload is None:
        raise TokenDead()
    with transaction.atomic():
        answer = _next(payload)
    # Outside: what was written about a reused token stays.
    if answer is None:
        raise TokenDead()
    return answer


def _next(payload: dict[str, Any]) -> Pair | None:
    """The answer under the family's lock."""
    found = lock_in_order(TokenFamily.objects.filter(pk=payload["family"], user=payload["user"]))
    family = found[0] if found else None
    if family is None or not family.is_open:
        return None
    user = User.objects.get(pk=family.user_id)
    if not is_still_meant(user, family, payload):
        return None
    number = payload["jti"]
    token = RefreshToken.objects.filter(family=family, digest=_digest(number)).first()
    if token is None or _is_reused(token):
        _end_reused(family, user)
        return None
    return _successor(family, user, token, number)


def is_still_meant(user: User, family: TokenFamily, payload: dict[str, Any]) -> bool:
    """Whether nothing has happened to the login since: password, role, state and devices are the same."""
    if not user.is_active or payload.get("bound") != signing.bound_to(user):
        return False
    return family.has_shown_second_factor or not user.needs_second_factor


def _is_reused(token: RefreshToken) -> bool:
    grace = timedelta(seconds=settings.API_REFRESH_GRACE_SECONDS)
    return token.used_at is not None and now() - token.used_at > grace


def _successor(family: TokenFamily, user: User, token: RefreshToken, number: str) -> Pair:
    """The pair that follows `token`: made if this is its first use, else the same as then."""
    following = digest("api.refresh.next", number)[:32]
    if token.used_at is not None:
        known = RefreshToken.objects.get(family=family, digest=_digest(following))
        return _pair(family, user, following, known.issued_at)
    moment = now()
    RefreshToken.objects.filter(pk=token.pk).update(used_at=moment)
    RefreshToken.objects.create(family=family, digest=_digest(following), issued_at=moment)
    RefreshToken.objects.filter(family=family, used_at__lt=moment - REMEMBERED).delete()
    return _pair(family, user, following, moment)


def _end_reused(family: TokenFamily, user: User) -> None:
    """Somebody else may have had it: whoever holds a token of this family holds nothing now."""
    _end(TokenFamily.objects.filter(pk=family.pk), Reason.REUSED)
    record("accounts.token_reused", user, actor=None)
    tell_owner("token_reused", user)


def _pair(family: TokenFamily, user: User, number: str, issued_at: datetime) -> Pair:
    return Pair(
        access=signing.access_token(family, user),
        refresh=signing.refresh_token(family, user, number, issued_at),
        expires_in=settings.API_ACCESS_SECONDS,
        refresh_expires_at=family.expires_at,
    )


def _digest(number: str) -> str:
    return digest("api.refresh", number)


def _end(families: Any, reason: str) -> int:
    living = families.filter(revoked_at__isnull=True, expires_at__gt=now())
    return int(living.update(revoked_at=now(), reason=reason))


def open_families(user: User) -> int:
    """How many logins through the API are open."""
    mine = TokenFamily.objects.filter(user=user, revoked_at__isnull=True)
    return mine.filter(expires_at__gt=now()).count()


def end_families(users: Sequence[int], reason: str = Reason.CLOSED) -> int:
    """End every login through the API of these logins; returns how many were open."""
    return _end(TokenFamily.objects.filter(user__in=users), reason)


@transaction.atomic
def log_out(text: str) -> None:
    """End the family of a refresh token; one that is no token of ours, or over, ends nothing."""
    payload = signing.read(signing.Refresh, text)
    if payload is None:
        return
    mine = TokenFamily.objects.filter(pk=payload["family"], user=payload["user"])
    if _end(mine, Reason.LOGGED_OUT):
        user = User.objects.get(pk=payload["user"])
        record("accounts.logged_out", user, actor=user, kind="api")


def remove_families(limit: datetime) -> int:
    """Delete logins through the API that were over before the limit (sessions_and_devices)."""
    over = TokenFamily.objects.filter(expires_at__lt=limit).values_list("pk", flat=True)[:1000]
    rows = TokenFamily.objects.filter(pk__in=list(over))
    count = rows.count()
    rows.delete()
    return count
