"""Writing logins and roles."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import Http404
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from portal.audit.actions import record
from portal.people.actions import add_person
from portal.people.models import Person

from .expiring import close_sessions
from .models import User
from .roles import RIGHTS, Rights, Role
from .signals import role_assigned


@transaction.atomic
def create_user(
    *, email: str, role: str, password: str | None = None, by: User | None = None
) -> User:
    """A login with a role and a proven address; without a password nobody can enter by it yet."""
    user = User.objects.create_user(email, password, role=Role(role))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("accounts.user_created", user, actor=by)
    assign_role(user=user, role=role, by=by)
    return user


@transaction.atomic
def give_person(*, user: User, full_name: str, language: str) -> Person:
    """The Person behind a new login, reached by its address; nobody known before is looked up."""
    person = add_person(full_name=full_name, email=user.email, phone="", language=language)
    person.user = user
    person.save(update_fields=["user"])
    return person


@transaction.atomic
def assign_role(*, user: User, role: str, by: User | None = None) -> None:
    """Give `user` the role and its group, and take every other role's group away."""
    user.role = Role(role)
    user.save(update_fields=["role"])
    # Another role ends every session and token: the database has written another stamp.
    user.refresh_from_db(fields=["stamp"])
    user.groups.remove(*Group.objects.filter(name__in=Role.values))
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    record("accounts.role_assigned", user, actor=by, role=role)
    role_assigned.send(sender=User, user=user)


@transaction.atomic
def apply_roles() -> None:
    """Make every role's group hold exactly what `roles.RIGHTS` says. Safe to run again."""
    root_page, root_collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for role, rights in RIGHTS.items():
        group = Group.objects.get_or_create(name=role)[0]
        group.permissions.set(_permissions(rights))
        _page_rights(group, rights, root_page)
        _collection_rights(group, rights, root_collection)
    # Wagtail's own two groups would be a second, undeclared way to rights.
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()


def _lookup(names: frozenset[str]) -> list[Permission]:
    """The permissions named "app.codename"; KeyError tells which one does not exist."""
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    return [found[name] for name in sorted(names)]


def _permissions(rights: Rights) -> list[Permission]:
    return _lookup(rights.permissions)


def _page_rights(group: Group, rights: Rights, root: Page) -> None:
    GroupPagePermission.objects.filter(group=group).delete()
    for permission in _lookup(frozenset(f"wagtailcore.{code}" for code in rights.pages)):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)


def _collection_rights(group: Group, rights: Rights, root: Collection) -> None:
    GroupCollectionPermission.objects.filter(group=group).delete()
    for permission in _lookup(rights.collections):
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=permission
        )


@transaction.atomic
def close_session(*, user: User, pk: int, but: str) -> None:
    """End one session of this login, unless it is the one of key `but`; Http404 for another's."""
    found = UserSession.objects.filter(user=user, pk=pk).exclude(session_key=but).first()
    if found is None:
        raise Http404
    Session.objects.filter(pk=found.session_key).delete()
    found.delete()
    record("accounts.sessions_closed", user, actor=user, count=1)


@transaction.atomic
def close_other_sessions(*, user: User, but: str) -> int:
    """End every session of this login but the one of key `but`; returns how many."""
    count = close_sessions([user.pk], but=but)
    record("accounts.sessions_closed", user, actor=user, count=count)
    return count
