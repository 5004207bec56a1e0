"""The second factor in allauth's login: after password or code, before anybody is inside."""

from typing import Any

# allauth 65.21 imports itself in a circle unless this comes first.
import allauth.account.internal  # noqa: F401
from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.accounts.models import User
from portal.accounts.models.second_factor import Throttled


class SecondFactorStage(LoginStage):  # type: ignore[misc]
    """Waits for a code where the login has a device; staff without one do not get in at all."""

    key = "second_factor"
    urlname = "account_second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user: Any = self.login.user
        if user.has_second_factor:
            return redirect("account_second_factor"), True
        if user.needs_second_factor:
            return redirect("account_not_set_up"), False
        return None, True


def waiting(request: HttpRequest) -> User | None:
    """Whoever has shown the first factor in this session, a quarter of an hour ago at most."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    user = stage.login.user if stage else None
    return user if isinstance(user, User) else None


def go_on(request: HttpRequest, device: Throttled) -> HttpResponse:
    """Let them in with what `device` proved; django-otp notes it in the session."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    stage.login.user.otp_device = device
    response: HttpResponse = stage.exit()
    return response
