"""Whose page, and who approves its text."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from home.models import ProfilePage
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.people.access import own_person

# Who may say that a text goes out; never whoever wrote it last, while there is somebody else.
APPROVERS = frozenset({Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR, Role.EDITOR})


def page_of(user: Any) -> ProfilePage | None:
    """The page of the professional whose login this is; None for everybody else."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff_role:
        return None
    person = own_person(user)
    if person is None:
        return None
    return ProfilePage.objects.filter(professional__person=person).first()


def own_page(user: Any) -> ProfilePage:
    """As `page_of`; Http404 where there is none."""
    page = page_of(user)
    if page is None:
        raise Http404
    return page


def approvers() -> QuerySet[User]:
    """Every active login that may approve a text; without a second factor nobody is inside."""
    return User.objects.filter(role__in=APPROVERS, is_active=True, has_second_factor=True)


def approves(user: Any) -> bool:
    """Whether this login approves texts at all."""
    return isinstance(user, User) and user.is_active and user.role in APPROVERS


def is_only_approver(user: User) -> bool:
    """Whether nobody else could approve: then whoever wrote a text may, with a written reason."""
    return not approvers().exclude(pk=user.pk).exists()
