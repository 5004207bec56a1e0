"""Making and reading tokens: simplejwt's, signed with a key of their own.

The key is derived from SECRET_KEY for this purpose alone, so nothing else that SECRET_KEY signs is a
token, and no token is anything else. A token names its login, its family, what was shown, and a
digest of what sessions are bound to (password, role, state, devices).
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from portal.accounts.models import TokenFamily, User
from portal.core.digests import digest
from portal.core.time import now

ALGORITHM = "HS256"
BOUND_DIGITS = 16


@lru_cache(maxsize=2)
def _backend(secret: str) -> TokenBackend:
    key = salted_hmac("portal.api.tokens.key", "1", secret, algorithm="sha256").hexdigest()
    return TokenBackend(ALGORITHM, key)


class _Ours(Token):  # type: ignore[misc]
    # How long each is valid is said as it is made.
    lifetime = timedelta()

    def get_token_backend(self) -> TokenBackend:
        return _backend(settings.SECRET_KEY)


class Access(_Ours):
    """Opens the API for some minutes."""

    token_type = "access"


class Refresh(_Ours):
    """Opens nothing; gets the next pair, once."""

    token_type = "refresh"


def bound_to(user: User) -> str:
    """What the tokens of this login are bound to: another password, role, state or device, another text."""
    return digest("api.bound", user.get_session_auth_hash())[:BOUND_DIGITS]


def access_token(family: TokenFamily, user: User) -> str:
    """A token that opens the API for API_ACCESS_SECONDS."""
    moment = now()
    ends = min(moment + timedelta(seconds=settings.API_ACCESS_SECONDS), family.expires_at)
    return _signed(Access(), family, user, moment, ends)


def refresh_token(family: TokenFamily, user: User, number: str, issued_at: datetime) -> str:
    """The refresh token of that number: the same one however often it is asked for."""
    token = Refresh()
    token["jti"] = number
    return _signed(token, family, user, issued_at, family.expires_at)


def _signed(token: Token, family: TokenFamily, user: User, start: datetime, end: datetime) -> str:
    token.set_iat(at_time=start)
    token.set_exp(from_time=start, lifetime=end - start)
    token["user"] = user.pk
    token["family"] = str(family.pk)
    token["amr"] = family.amr
    token["bound"] = bound_to(user)
    return str(token)


def read(kind: type[_Ours], text: str | bytes) -> dict[str, Any] | None:
    """What a token of that kind says; None for one that is not ours, or over."""
    try:
        payload: dict[str, Any] = kind(text).payload
    except TokenError:
        return None
    return payload
