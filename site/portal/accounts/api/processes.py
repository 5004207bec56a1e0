"""What lasts from asking for a code to sending it: allauth's own flow, in a session without a browser.

allauth binds a code to the session that asked for it. A client of the API has no cookies, so it is
handed a sealed name of such a session instead, and sends it back with the code. Attempts, time and
limits are allauth's, as in a browser; whoever has only the code, or only the name, has nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from portal.accounts.errors import ProcessDead
from portal.core.db import lock_names

Session: Any = import_module(settings.SESSION_ENGINE).SessionStore


class _Silent:
    """Messages for the next page: there is none."""

    def add(self, *args: Any, **kwargs: Any) -> None:
        pass


def begin(request: HttpRequest, act: Callable[[], Any]) -> str:
    """Run `act` in a session of its own; returns what its result is asked for by."""
    with _instead(request, Session()) as session:
        act()
        session.set_expiry(settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
        session.save()
    return _signer().sign_object(session.session_key)


def go_on(request: HttpRequest, process: str, act: Callable[[], Exception | None]) -> None:
    """Run `act` in the session that `begin` made, alone: attempts at once are counted too.

    A refusal that `act` returns is raised after what it wrote is kept. Raises ProcessDead for a
    session that is over or never was.
    """
    try:
        key = _signer().unsign_object(process)
    except (signing.BadSignature, ValueError) as error:
        raise ProcessDead() from error
    with transaction.atomic():
        lock_names(f"api-process:{key}")
        session = Session(key)
        if not session.keys():
            raise ProcessDead()
        with _instead(request, session):
            refusal = act()
            session.save()
    if refusal is not None:
        raise refusal


def end(request: HttpRequest) -> None:
    """Let go of everything the process knew."""
    request.session.clear()


def _signer() -> signing.Signer:
    return signing.Signer(salt="portal.api.process")


@contextmanager
def _instead(request: HttpRequest, session: Any) -> Iterator[Any]:
    """The request with that session, and nobody logged in; then as it was."""
    asked: Any = request
    before = asked.session, asked.user, asked._messages
    asked.session, asked.user, asked._messages = session, AnonymousUser(), _Silent()
    try:
        yield session
    finally:
        asked.session, asked.user, asked._messages = before
