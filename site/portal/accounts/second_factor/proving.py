"""Whether a code is right: under a lock, each once, slower after each wrong one."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.errors import SlowDown, WrongCode
from portal.accounts.models import Authenticator, RecoveryCodes, User
from portal.accounts.models.second_factor import DIGITS, Throttled
from portal.audit.actions import record


def normal(code: str) -> str:
    """What was typed, without the spaces and dashes that people copy or add."""
    return re.sub(r"[\s-]+", "", code).lower()


def prove(*, user: User, code: str) -> Throttled:
    """The device of `user` that the code proves; it counts for nothing afterwards.

    Six figures are an app's, anything else a recovery code. Raises WrongCode, and SlowDown while the
    device still waits after wrong ones, however many processes are asked at once.
    """
    with transaction.atomic():
        proven = _proven(user, normal(code))
    # Outside: what was written about a wrong one stays.
    if isinstance(proven, Throttled):
        return proven
    raise proven


def _proven(user: User, code: str) -> Throttled | WrongCode | SlowDown:
    devices = _devices(user, code)
    allowed = [device for device in devices if device.verify_is_allowed()[0]]
    if devices and not allowed:
        return SlowDown(until=min(_locked_until(device) for device in devices))
    matching = [device for device in allowed if _shows(device, code)]
    for device in matching or allowed:
        if device.verify_token(code):
            if isinstance(device, RecoveryCodes):
                record("accounts.recovery_code_used", user, actor=user)
            return device
    record("accounts.second_factor_refused", user, actor=user)
    return WrongCode()


def _shows(device: Throttled, code: str) -> bool:
    """Whether this app shows the code: a wrong guess at one is none at the others."""
    return not isinstance(device, Authenticator) or device.step_of(code) is not None


def _devices(user: User, code: str) -> list[Throttled]:
    """The devices such a code may be of, locked."""
    found: Any = RecoveryCodes.objects.filter(user=user)
    if re.fullmatch(rf"\d{{{DIGITS}}}", code, re.ASCII):
        found = Authenticator.objects.filter(user=user, confirmed=True).order_by("pk")
    return list(found.select_for_update())


def _locked_until(device: Throttled) -> datetime:
    moment: datetime = device.verify_is_allowed()[1]["locked_until"]
    return moment
