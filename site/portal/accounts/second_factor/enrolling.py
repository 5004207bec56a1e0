"""Setting up an app, taking one away, and recovery codes."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from portal.accounts.errors import LastAuthenticator, WrongCode
from portal.accounts.mails import tell_owner
from portal.accounts.models import Authenticator, RecoveryCode, RecoveryCodes, User
from portal.audit.actions import record
from portal.core.time import now

from .proving import normal

HOW_MANY = 10
# Without characters that people mix up; 10 of 32 are 50 bits, tried once a second at most.
ALPHABET = "abcdefghjkmnpqrstuvwxyz123456789"
LENGTH, GROUP = 10, 5
MOST_APPS = 5
UNFINISHED = timedelta(hours=1)


def set_up(user: User) -> Authenticator:
    """The app that `user` is setting up: the same one until it is finished, for an hour at most.

    It opens nothing yet. Whoever saw an older picture must not own what is finished later.
    """
    unfinished = Authenticator.objects.filter(user=user, confirmed=False)
    unfinished.filter(created_at__lt=now() - UNFINISHED).delete()
    return Authenticator.objects.get_or_create(
        user=user, confirmed=False, defaults={"seed": Authenticator.new_seed()}
    )[0]


@transaction.atomic
def finish(*, user: User, code: str, name: str = "") -> tuple[Authenticator, list[str]]:
    """Take the app into use by the six figures it shows; raises WrongCode.

    Returns it with new recovery codes, where there were none: they are told now and never again.
    Every other session and token of the login ends (by a trigger of the database), and its owner is
    told by mail.
    """
    # The login first, as everybody who changes it and its devices.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    device = Authenticator.objects.select_for_update().filter(user=user, confirmed=False).first()
    step = device.step_of(normal(code)) if device else None
    if device is None or step is None:
        raise WrongCode()
    device.confirmed, device.last_step = True, step
    device.name = name.strip()[:64] or _("Authenticator app")
    device.save(update_fields=["confirmed", "last_step", "name"])
    has_codes = RecoveryCodes.objects.filter(user=user).exists()
    codes = [] if has_codes else _new_codes(user)
    record("accounts.second_factor_added", user, actor=user)
    tell_owner("second_factor_added", user)
    _refresh(user)
    return device, codes


@transaction.atomic
def remove(*, user: User, pk: UUID) -> None:
    """Take an app out of use; Http404 for another's.

    Raises LastAuthenticator where the role needs one. With the last one the recovery codes go too.
    Every other session and token of the login ends, and its owner is told.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = {device.pk: device for device in Authenticator.objects.filter(user=user, confirmed=True)}
    if pk not in mine:
        raise Http404
    if len(mine) == 1:
        if user.is_staff_role:
            raise LastAuthenticator()
        RecoveryCodes.objects.filter(user=user).delete()
    mine[pk].delete()
    record("accounts.second_factor_removed", user, actor=user)
    tell_owner("second_factor_removed", user)
    _refresh(user)


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Ten new codes, told once; those until now open nothing any more."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    RecoveryCodes.objects.filter(user=user).delete()
    codes = _new_codes(user)
    record("accounts.recovery_codes_renewed", user, actor=user)
    tell_owner("recovery_codes_renewed", user)
    return codes


@transaction.atomic
def forget_devices(*, user: User, by: User | None) -> None:
    """Take every device from somebody who lost theirs: staff log in again by an invitation only."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Authenticator.objects.filter(user=user).delete()
    RecoveryCodes.objects.filter(user=user).delete()
    record("accounts.second_factor_reset", user, actor=by)
    tell_owner("second_factor_reset", user)
    _refresh(user)


def _new_codes(user: User) -> list[str]:
    sheet = RecoveryCodes.objects.create(user=user)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(sheet=sheet, digest=sheet.digest_of(code)) for code in codes
    )
    return [f"{code[:GROUP]}-{code[GROUP:]}" for code in codes]


def _refresh(user: User) -> None:
    """What the database's triggers have written, onto the row at hand."""
    user.refresh_from_db(fields=["stamp", "has_second_factor", "second_factor_changed_at"])
