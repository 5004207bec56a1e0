"""Devices for tests: an app in use, the figures it shows, and the sheet of codes."""

from typing import Any

from portal.accounts.models import Authenticator
from portal.accounts.models.second_factor import STEP_SECONDS
from portal.accounts.second_factor import enrolling
from portal.core.time import now


def shown(device: Authenticator, away: int = 0) -> str:
    """The six figures the app shows `away` steps from now."""
    return device.code_of(int(now().timestamp()) // STEP_SECONDS + away)


def enrol(user: Any) -> tuple[Authenticator, list[str]]:
    """An app in use, with recovery codes; as if its first code were long ago."""
    waiting = enrolling.set_up(user)
    device, codes = enrolling.finish(user=user, code=shown(waiting))
    Authenticator.objects.filter(pk=device.pk).update(last_step=-1)
    device.refresh_from_db()
    return device, codes
