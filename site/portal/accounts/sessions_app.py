"""allauth's list of open sessions, written when somebody enters and at no other time."""

from typing import Any

from allauth.usersessions.apps import UserSessionsConfig
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest


class SessionsConfig(UserSessionsConfig):  # type: ignore[misc]
    """Without its clean-up at each login, which opens every session of the login one by one."""

    def ready(self) -> None:
        # Django's own word, so that no way in is left out.
        user_logged_in.connect(note_session, dispatch_uid="portal.accounts.note_session")


def note_session(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """One more device; what has ended is left out of the list and goes with the retention job."""
    from allauth.usersessions.models import UserSession

    # A session that no browser has asked for (a script's) is on no device.
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)
