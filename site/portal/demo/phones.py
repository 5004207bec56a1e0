"""The phones of the demo's staff: apps in use, and what they show, as nobody has them at hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Authenticator, User
from portal.accounts.models.second_factor import STEP_SECONDS, STEPS
from portal.core.time import now

from . import access
from .content.logins import LOGINS

NAME = "Teléfono de la demo"


@transaction.atomic
def give_phones() -> None:
    """An app in use for each of the demo's staff who has none; safe to run again."""
    emails = [facts.email for facts in LOGINS]
    for user in User.objects.filter(email__in=emails, has_second_factor=False):
        if user.is_staff_role:
            Authenticator.objects.create(
                user=user, name=NAME, confirmed=True, seed=Authenticator.new_seed()
            )


def key_of(user: User) -> str:
    """What to type into an authenticator app to have this login's phone; "" without one."""
    device = _phone(user)
    return str(device.seed) if device else ""


def what_it_shows(user: User) -> str:
    """The figures that count now, in words; nothing where others than this machine reach the demo."""
    if not access.one_click() or user.email not in {facts.email for facts in LOGINS}:
        return ""
    # Whoever is setting up an app has no phone for it either.
    device = user.authenticators.filter(confirmed=False).first() or _phone(user)
    if device is None:
        return ""
    here = int(now().timestamp()) // STEP_SECONDS
    # The present one first: an older one ends before it is typed.
    steps = (here + away for away in sorted(STEPS, key=lambda away: (away < 0, away)))
    step = next((step for step in steps if step > device.last_step), None)
    if step is None:
        return _("In this demo the phone has shown its code already. Load the page again shortly.")
    code = device.code_of(step)
    return _("In this demo the phone shows: %(code)s") % {"code": f"{code[:3]} {code[3:]}"}


def _phone(user: User) -> Authenticator | None:
    found: Authenticator | None = user.authenticators.filter(confirmed=True, name=NAME).first()
    return found
