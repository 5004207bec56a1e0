"""Who looks after the team's logins, and after which."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from portal.accounts.models import Professional, User
from portal.accounts.roles import MANAGES, Role
from portal.core.text_search import Folded


def manages_staff(user: Any) -> bool:
    """Whether this login looks after others: administrators and superadministrators do."""
    return bool(user.is_active and getattr(user, "role", "") in MANAGES)


def check_manages_staff(user: Any) -> None:
    """Http404 for everybody who does not."""
    if not manages_staff(user):
        raise Http404


def roles_given_by(user: Any) -> frozenset[str]:
    """The roles that this login may give to others."""
    return MANAGES[user.role] if manages_staff(user) else frozenset()


def may_manage(by: Any, user: User) -> bool:
    """Whether `by` looks after the login `user`: never their own, never one above them."""
    return bool(by.pk != user.pk and user.role in roles_given_by(by))


def staff_visible_to(user: Any) -> QuerySet[User]:
    """The logins of the whole team, for whoever looks after some of them; none for anybody else."""
    return logins_visible_to(user).exclude(role=Role.CLIENT)


def logins_visible_to(user: Any) -> QuerySet[User]:
    """Every login, clients' too, which are found by their address."""
    return User.objects.all() if manages_staff(user) else User.objects.none()


def managed_login(by: Any, pk: int) -> User:
    """The login of that number if `by` looks after it; Http404 otherwise."""
    user = logins_visible_to(by).select_related("person").filter(pk=pk).first()
    if user is None or not may_manage(by, user):
        raise Http404
    return user


def professionals_without_login(user: Any) -> QuerySet[Professional]:
    """Whom an invitation may give a login: professionals who have none and were not erased."""
    if not manages_staff(user):
        return Professional.objects.none()
    found = Professional.objects.filter(
        person__user=None, person__merged_into=None, person__key_destroyed_at=None
    )
    return found.select_related("person").order_by(Folded("person__full_name"), "pk")
