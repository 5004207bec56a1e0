"""Looking after the team's logins: invite, give a role, deactivate, take back a device.

Each step locks the login that acts and the one it is about, and asks then whether it may: of two
superadministrators who demote each other one is none any more when their turn comes. As nobody changes
their own login, and superadministrators are changed by superadministrators only, one always stays.
"""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import Http404

from portal.accounts.actions import assign_role, create_user, give_person
from portal.accounts.expiring import close_sessions
from portal.accounts.inviting import invite, send_invitation, withdraw
from portal.accounts.mails import tell_owner
from portal.accounts.models import Professional, User
from portal.accounts.roles import Role
from portal.accounts.second_factor.enrolling import forget_devices
from portal.accounts.signals import role_assigned
from portal.audit.actions import record
from portal.core.db import lock_in_order, refusing
from portal.people.errors import PersonErased
from portal.people.models import Person
from portal.places.models import Location

from . import access, errors

# The names that the database gave these promises.
TAKEN = {
    "accounts_user_email_key": errors.AddressTaken,
    "unique_verified_email": errors.AddressTaken,
}


@transaction.atomic
def invite_colleague(
    *,
    by: User,
    email: str,
    full_name: str,
    language: str,
    role: str,
    locations: Collection[Location] = (),
    professional: Professional | None = None,
) -> User:
    """A login of the team without a password, and the mail with the link to set it up.

    With `professional` it is theirs: their person gets the login, and the name is not asked. Raises
    RoleNotYoursToGive, PlacesNeeded, AddressTaken (with the login that has it) and ProfessionalTaken.
    """
    actor = _actor(_locked([by]), by)
    places = _checked(actor, role, locations)
    if role == Role.CLIENT:
        raise errors.RoleNotYoursToGive()
    if known := User.objects.filter(email=email.lower()).first():
        raise errors.AddressTaken(known)
    with refusing(TAKEN):
        user = create_user(email=email, role=role, by=actor)
    if professional is None:
        give_person(user=user, full_name=full_name, language=language)
    else:
        _join(user, professional)
    _assign_places(user, places, actor)
    _invite(user, actor)
    return user


@transaction.atomic
def change_role(*, user: User, role: str, locations: Collection[Location] = (), by: User) -> None:
    """Give a login another role, or an assistant other places; a client's joins the team by it.

    Another role ends every session, and its owner is told: by the invitation where they have to set
    up a second factor, else by a mail of its own. Raises OwnLogin, NotYoursToManage,
    RoleNotYoursToGive, PlacesNeeded, LoginDeactivated.
    """
    login, actor = _pair(user, by)
    places = _checked(actor, role, locations)
    if not login.is_active:
        raise errors.LoginDeactivated()
    if role != login.role:
        joins = not login.is_staff_role
        assign_role(user=login, role=role, by=actor)
        close_sessions([login.pk])
        withdraw(login)
        if joins:
            _count_as_proven(login)
        if login.is_staff_role and not login.has_second_factor:
            _invite(login, actor)
        else:
            tell_owner("role_changed", login, role=role)
    _assign_places(login, places, actor)


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Close a login: every session and token ends now, and nobody enters by it; its owner is told.

    Raises OwnLogin, NotYoursToManage, LoginDeactivated.
    """
    login, actor = _pair(user, by)
    if not login.is_active:
        raise errors.LoginDeactivated()
    login.is_active = False
    login.save(update_fields=["is_active"])
    withdraw(login)
    close_sessions([login.pk])
    record("accounts.login_deactivated", login, actor=actor, role=login.role)
    tell_owner("login_deactivated", login)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """Open a login again, with the role it had; whoever of the team has no device is invited anew.

    Raises OwnLogin, NotYoursToManage, LoginActive, PersonErased.
    """
    login, actor = _pair(user, by)
    if login.is_active:
        raise errors.LoginActive()
    if Person.objects.filter(user=login, key_destroyed_at__isnull=False).exists():
        raise PersonErased()
    login.is_active = True
    login.save(update_fields=["is_active"])
    record("accounts.login_reactivated", login, actor=actor, role=login.role)
    if login.is_staff_role and not login.has_second_factor:
        _invite(login, actor)
    else:
        tell_owner("login_reactivated", login)


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Take back every device of somebody who lost theirs; its owner is told.

    Whoever is of the team is invited to set up another one, a client logs in without. Raises OwnLogin,
    NotYoursToManage, LoginDeactivated, NoSecondFactor.
    """
    login, actor = _pair(user, by)
    if not login.is_active:
        raise errors.LoginDeactivated()
    if not login.has_second_factor:
        raise errors.NoSecondFactor()
    forget_devices(user=login, by=actor)
    close_sessions([login.pk])
    if login.is_staff_role:
        _invite(login, actor)


@transaction.atomic
def invite_again(*, user: User, by: User) -> None:
    """Another link for somebody who has not set up their login yet; the one before counts no more.

    Raises OwnLogin, NotYoursToManage, LoginDeactivated, NotInTheTeam, HasSecondFactor.
    """
    login, actor = _pair(user, by)
    if not login.is_active:
        raise errors.LoginDeactivated()
    if not login.is_staff_role:
        raise errors.NotInTheTeam()
    if login.has_second_factor:
        raise errors.HasSecondFactor()
    _invite(login, actor)


def _locked(users: Collection[User]) -> dict[int, User]:
    """The logins as they are now, by number; nobody else changes them until the end."""
    rows = User.objects.filter(pk__in=[user.pk for user in users])
    return {row.pk: row for row in lock_in_order(rows)}


def _pair(user: User, by: User) -> tuple[User, User]:
    """Both as they are now, if the second one looks after the first."""
    rows = _locked([user, by])
    if user.pk not in rows:
        raise Http404
    if user.pk == by.pk:
        raise errors.OwnLogin()
    login, actor = rows[user.pk], _actor(rows, by)
    if not access.may_manage(actor, login):
        raise errors.NotYoursToManage()
    return login, actor


def _actor(rows: dict[int, User], by: User) -> User:
    """Whoever acts, as long as they look after anybody."""
    actor = rows.get(by.pk)
    if actor is None or not access.manages_staff(actor):
        raise errors.NotYoursToManage()
    return actor


def _checked(actor: User, role: str, places: Collection[Location]) -> list[Location]:
    """The places that count with the role, if `actor` gives it."""
    if role not in access.roles_given_by(actor):
        raise errors.RoleNotYoursToGive()
    if role != Role.ASSISTANT:
        return []
    if not places:
        raise errors.PlacesNeeded()
    return list(places)


def _assign_places(user: User, places: Collection[Location], by: User) -> None:
    """Only an assistant's work is bound to places: with another role there are none."""
    if {place.pk for place in places} != set(user.locations.values_list("pk", flat=True)):
        user.locations.set(places)
        record("accounts.places_assigned", user, actor=by, count=len(places))


def _join(user: User, professional: Professional) -> None:
    """Make the login that of the professional's person, who has none yet."""
    theirs = Person.objects.filter(
        pk=professional.person_id, user=None, merged_into=None, key_destroyed_at=None
    )
    if not theirs.update(user=user):
        raise errors.ProfessionalTaken()
    role_assigned.send(sender=User, user=user)


def _count_as_proven(user: User) -> None:
    """The invitation goes to the login's address, and proves it, as for somebody new.

    Whoever signed up with an address without ever showing that it is theirs has chosen the password:
    that one opens nothing any more.
    """
    proven = EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    if not proven:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        with refusing(TAKEN):
            EmailAddress.objects.update_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )


def _invite(user: User, by: User) -> None:
    if not Person.objects.filter(user=user).exists():
        raise errors.LoginOfNobody()
    send_invitation(invite(user=user, by=by))


__all__ = [
    "change_role",
    "deactivate",
    "invite_again",
    "invite_colleague",
    "reactivate",
    "reset_second_factor",
]
