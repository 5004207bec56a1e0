"""allauth's list of open sessions, written when somebody enters and at no other time."""

from allauth.account.signals import user_logged_in
from allauth.usersessions.apps import UserSessionsConfig


class SessionsConfig(UserSessionsConfig):  # type: ignore[misc]
    """Without its clean-up at each login, which opens every session of the login one by one."""

    def ready(self) -> None:
        user_logged_in.connect(note_session, dispatch_uid="portal.accounts.note_session")


def note_session(sender: object, **kwargs: object) -> None:
    """One more device; what has ended is left out of the list and goes with the retention job."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.create_from_request(kwargs["request"])
