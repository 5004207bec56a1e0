"""How long ago somebody has shown who they are in this session."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from portal.core.time import now

KEY = "logged_in_at"
FRESH = timedelta(minutes=5)


def note_login(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`: from when this session counts."""
    note(request)


def note(request: HttpRequest) -> None:
    """Whoever sits here has just shown who they are."""
    request.session[KEY] = now().isoformat()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the login of this very session is younger than five minutes."""
    text: str = request.session.get(KEY) or ""
    return bool(text) and now() - datetime.fromisoformat(text) < FRESH
