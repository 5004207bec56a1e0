"""After a change of devices: this browser stays inside, every other one is out."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY

from portal.accounts.expiring import close_sessions
from portal.accounts.models import Authenticator, User


def keep_this_session(request: HttpRequest, user: User) -> None:
    """Bind the session to the new stamp, with what it has proven, and take the others off the list."""
    update_session_auth_hash(request, user)
    device = Authenticator.objects.filter(user=user, confirmed=True).first()
    if device is not None:
        request.session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    else:
        request.session.pop(DEVICE_ID_SESSION_KEY, None)
    request.session.save()
    close_sessions([user.pk], but=str(request.session.session_key))
    UserSession.objects.create_from_request(request)
