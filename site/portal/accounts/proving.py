"""Whoever sits at a session shows again who they are, before something that cannot be undone."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.audit.models import AuditEvent
from portal.core.db import lock_names
from portal.core.time import now

from .errors import TooManyTries, WrongPassword

MOST_TRIES = 5
WITHIN = timedelta(minutes=15)


def prove_password(*, user: Any, password: str) -> None:
    """Returns when it is the user's password; raises WrongPassword, or TooManyTries after five of them.

    Wrong ones are counted from the audit trail, under a lock, so that many at once are counted too.
    """
    with transaction.atomic():
        lock_names(f"password-again:{user.pk}")
        refusal = _refusal(user, password)
    # Outside: what was written about the wrong one stays.
    if refusal is not None:
        raise refusal


def _refusal(user: Any, password: str) -> WrongPassword | TooManyTries | None:
    wrong = AuditEvent.objects.filter(
        action="accounts.password_refused",
        target_type=user._meta.label_lower,
        target_id=str(user.pk),
        at__gt=now() - WITHIN,
    )
    if wrong.count() >= MOST_TRIES:
        return TooManyTries()
    if user.check_password(password):
        return None
    record("accounts.password_refused", user, actor=user)
    return WrongPassword()
