"""Whoever needs a second factor and has not shown it in this session is nobody, on every address.

No list of exceptions: a session that came about without the second factor, by whatever way, opens
nothing anywhere. What a session is bound to besides (role, password, devices) is `User.stamp`.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.middleware import OTPMiddleware


class SecondFactorMiddleware(OTPMiddleware):  # type: ignore[misc]
    """django-otp's, without asking the database for the device on each request.

    Removing one changes the stamp, which ends every session that was proven by it.
    """

    def _verify_user_sync(self, request: HttpRequest, user: Any) -> Any:
        return self._judged(request, user)

    async def _verify_user_async_via_auser(self, request: HttpRequest, auser: Any) -> Any:
        return self._judged(request, await auser())

    def _judged(self, request: HttpRequest, user: Any) -> Any:
        proven = user.is_authenticated and bool(request.session.get(DEVICE_ID_SESSION_KEY))
        if user.is_authenticated and user.needs_second_factor and not proven:
            user = AnonymousUser()
        user.otp_device = None
        user.is_verified = lambda: proven
        return user
