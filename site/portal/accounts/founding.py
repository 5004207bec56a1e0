"""The first superadministrator, and the last one who lost their app: invited on the server itself."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actions import record
from portal.core.db import lock_names
from portal.core.errors import DomainError
from portal.core.time import now
from portal.notifications.actions import notify

from .actions import create_user, give_person
from .inviting import FOR_SUPERADMINISTRATOR, address_of, invite, mint
from .models import Invitation, User
from .queries import superadministrators
from .roles import Role
from .second_factor.enrolling import forget_devices


class NotFromHere(DomainError):
    """Somebody else can do it at the screen, or the login is another's."""

    code = "not_from_here"


@dataclass(frozen=True)
class Founding:
    """The invitation, and its link, which is told now and kept nowhere."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite_superadministrator(*, email: str, full_name: str = "", lost: bool = False) -> Founding:
    """A link for `email`, good once and for an hour; every superadministrator is told.

    Only while no other superadministrator can do it at the screen. `full_name` is for a new login;
    `lost` takes the devices of a login away that has some. Raises NotFromHere.
    """
    # Two at once would both be the first one.
    lock_names("first-superadministrator")
    email = email.strip().lower()
    others = User.objects.filter(role=Role.SUPERADMINISTRATOR, is_active=True).exclude(email=email)
    if others.filter(has_second_factor=True).exists():
        raise NotFromHere(_("Another superadministrator can do this in the admin, under «Team»."))
    user = _login_of(email, full_name)
    if user.has_second_factor:
        if not lost:
            raise NotFromHere(
                _("This login has a second factor. Is the device lost? Add --lost-device.")
            )
        forget_devices(user=user, by=None)
    invitation = invite(user=user, by=None, valid=FOR_SUPERADMINISTRATOR)
    record("accounts.invited_on_server", user, role=user.role)
    _tell_all(user)
    return Founding(invitation, settings.SITE_URL + address_of(mint(invitation)))


def _login_of(email: str, full_name: str) -> User:
    """The active superadministrator of this address, made where there is none."""
    user = User.objects.filter(email=email).first()
    if user is None:
        if not full_name.strip():
            raise NotFromHere(_("There is no login of this address: say whose it will be, --name."))
        user = create_user(email=email, role=Role.SUPERADMINISTRATOR)
        give_person(user=user, full_name=full_name.strip(), language=settings.LANGUAGE_CODE)
    if user.role != Role.SUPERADMINISTRATOR or not user.is_active:
        raise NotFromHere(_("This address belongs to another login. Use one of its own."))
    return user


def _tell_all(user: User) -> None:
    """All of them, whoever is invited too: nobody becomes one unseen."""
    for person in superadministrators():
        notify(
            person=person,
            kind="accounts.superadministrator_invited",
            facts={"at": now().isoformat(), "called": person.called, "email": user.email},
            recipient=person.email,
            language=person.language[:2],
            dedupe_key=f"accounts.superadministrator_invited:{uuid.uuid4()}",
        )
