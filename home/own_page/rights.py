"""The right to edit one's own page: a group for each page, whose one member is its professional."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from home.models import ProfilePage
from portal.accounts.models import User
from portal.accounts.roles import Role

PREFIX = "page-of-professional:"
PICTURES = ("add_image", "change_image", "choose_image")


def group_name(page: ProfilePage) -> str:
    return f"{PREFIX}{page.professional_id}"


def open_group(page: ProfilePage, collection: Collection) -> Group:
    """The group that edits this page alone, and uses the pictures of its collection; safe to repeat.

    `add` on the directory would show every draft below it: there is a right on this one page only.
    """
    group, _is_new = Group.objects.get_or_create(name=group_name(page))
    GroupPagePermission.objects.get_or_create(
        group=group, page=page, permission=_permission("wagtailcore", "change_page")
    )
    for code in PICTURES:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission("wagtailimages", code)
        )
    return group


def follow_role(user: User) -> None:
    """A professional is in the group of their own page; with any other role in none of them."""
    user.groups.remove(*user.groups.filter(name__startswith=PREFIX))
    if user.role != Role.PROFESSIONAL:
        return
    page = ProfilePage.objects.filter(professional__person__user=user).first()
    group = Group.objects.filter(name=group_name(page)).first() if page else None
    if group:
        user.groups.add(group)


def _permission(app: str, code: str) -> Any:
    return Permission.objects.get(content_type__app_label=app, codename=code)
