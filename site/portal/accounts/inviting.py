"""Invitations: a link by which somebody sets up their second factor for the first time."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from portal.audit.actions import record
from portal.core.digests import digest
from portal.core.time import now
from portal.notifications.actions import notify

from .errors import InvitationDead
from .models import Authenticator, Invitation, User
from .second_factor import enrolling
from .wagtail_account import settle_in

TOKEN_BYTES = 16  # 128 random bits
FOR_STAFF = timedelta(days=7)
FOR_SUPERADMINISTRATOR = timedelta(hours=1)


@transaction.atomic
def invite(*, user: User, by: User | None, valid: timedelta = FOR_STAFF) -> Invitation:
    """An open invitation for `user`; one that was open before counts no more.

    Whoever has a second factor is not invited: ValueError. The link comes with `mint`.
    """
    # The login first: two invitations at once are one after the other.
    if User.objects.select_for_update(no_key=True).get(pk=user.pk).has_second_factor:
        raise ValueError("this login has a second factor")
    withdraw(user)
    invitation = Invitation.objects.create(user=user, created_by=by, expires_at=now() + valid)
    record("accounts.invited", user, actor=by, role=user.role)
    return invitation


def send_invitation(invitation: Invitation) -> None:
    """Mail the link to whoever is invited, once; the login has to have a Person."""
    user = invitation.user
    person = user.person
    notify(
        person=person,
        kind="accounts.invitation",
        facts={"invitation": str(invitation.pk), "called": person.called, "role": user.role},
        recipient=user.email,
        language=person.language[:2],
        dedupe_key=f"accounts.invitation:{invitation.pk}",
    )


def withdraw(user: User) -> None:
    """What was open for `user` counts no more."""
    open_ones = Invitation.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True)
    open_ones.update(revoked_at=now())


def mint(invitation: Invitation) -> str:
    """A new link's token; an older one of this invitation counts no more. Only its digest is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.digest = digest("invitation", token)
    invitation.save(update_fields=["digest"])
    return token


def address_of(token: str) -> str:
    """Where the link leads, on this site."""
    return reverse("accounts:invitation-open", args=[token])


def find(token: str) -> Invitation:
    """The open invitation of a link; raises InvitationDead."""
    found = Invitation.objects.filter(digest=digest("invitation", token)).select_related("user")
    return _alive(found.first())


def still_open(pk: str) -> Invitation:
    """The invitation of that id, as long as it is open; raises InvitationDead."""
    return _alive(Invitation.objects.filter(pk=pk).select_related("user").first())


def _alive(invitation: Invitation | None) -> Invitation:
    """Open, and of a login that is active and has no second factor yet."""
    if invitation is None or not invitation.is_open:
        raise InvitationDead()
    if not invitation.user.is_active or invitation.user.has_second_factor:
        raise InvitationDead()
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, code: str, name: str = "") -> tuple[Authenticator, list[str]]:
    """Use the invitation up and take the app into use; of two at once one does.

    Raises WrongCode, InvitationDead. Returns the device and the recovery codes.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=invitation.user_id)
    fresh: Any = Invitation.objects.select_for_update().select_related("user").get(pk=invitation.pk)
    _alive(fresh)
    device, codes = enrolling.finish(user=user, code=code, name=name)
    fresh.used_at = now()
    fresh.save(update_fields=["used_at"])
    record("accounts.invitation_used", user, actor=user)
    settle_in(user)
    device.user = user
    return device, codes
