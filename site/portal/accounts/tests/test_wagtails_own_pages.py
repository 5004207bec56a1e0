"""Wagtail's own pages about logins: users and groups are not there, the account page changes no login."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.accounts.access import sessions_of
from portal.accounts.models import User
from portal.people.models import Person

from .doors import PASSWORD
from .team import ADMIN, CLIENT, EDITOR, SUPER, colleague, entered_as

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"
# What the forms of Wagtail's panels would read, were they there.
PLANTED = {
    "name_email-first_name": "Planted",
    "name_email-last_name": "Planted",
    "name_email-email": "planted@example.com",
    "password-old_password": PASSWORD,
    "password-new_password1": "planted planted planted",
    "password-new_password2": "planted planted planted",
    "first_name": "Planted",
    "email": "planted@example.com",
    "password": "planted planted planted",
    "new_password1": "planted planted planted",
    "role": SUPER,
    "profile-role": SUPER,
    "user": "1",
    "is_superuser": "on",
}


@pytest.mark.parametrize("role", ["nobody", CLIENT, EDITOR, ADMIN, SUPER])
def test_users_and_groups_are_404_for_everybody(client: Client, role: str) -> None:
    user = colleague(EDITOR)
    group = Group.objects.get(name=EDITOR)
    if role != "nobody":
        client = entered_as(colleague(role))
    before = list(User.objects.order_by("pk").values()), Group.objects.count()
    for path in (
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[user.pk]),
        reverse("wagtailusers_users:delete", args=[user.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        reverse("wagtailusers_groups:delete", args=[group.pk]),
        reverse("wagtail_bulk_action", args=["accounts", "user", "delete"]) + f"?id={user.pk}",
        reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"]) + f"?id={user.pk}",
        reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"]) + "?id=all",
    ):
        for ask in (client.get, client.post):
            assert ask(path).status_code == 404, path
    # What makes this a test: another model of the same page of Wagtail's is answered.
    if role == SUPER:
        pages = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        assert client.get(pages + "?id=1&next=/admin/").status_code != 404
    assert (list(User.objects.order_by("pk").values()), Group.objects.count()) == before


@pytest.fixture
def eva() -> User:
    user = colleague(EDITOR, "eva@example.com", name="Eva Soler")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def written(user: User) -> tuple[Any, ...]:
    return (
        User.objects.filter(pk=user.pk).values().get(),
        Person.objects.filter(user=user).values("full_name", "language").get(),
        list(EmailAddress.objects.filter(user=user).values()),
        list(user.groups.values_list("name", flat=True)),
    )


def test_the_account_page_changes_neither_name_nor_email_nor_password(eva: User) -> None:
    browser, before = entered_as(eva), written(eva)
    page = browser.get(ACCOUNT).content.decode()
    for name in ("first_name", "last_name", "email", "old_password", "new_password1"):
        assert f'name="name_email-{name}"' not in page
        assert f'name="password-{name}"' not in page
    answer = browser.post(
        ACCOUNT,
        {"locale-preferred_language": "en", "theme-theme": "dark", "theme-density": "default"}
        | {"theme-contrast": "system", "theme-keyboard_shortcuts": "on"}
        | PLANTED,
    )
    assert answer.status_code == 302
    assert written(eva) == before
    # And it did save what is its own.
    profile = UserProfile.objects.get(user=eva)
    assert (profile.preferred_language, profile.theme) == ("en", "dark")


def test_saving_it_keeps_the_session_on_the_list_of_devices(eva: User) -> None:
    browser = entered_as(eva)
    browser.post(
        ACCOUNT,
        {"locale-preferred_language": "es", "theme-theme": "dark", "theme-density": "default"}
        | {"theme-contrast": "system", "theme-keyboard_shortcuts": "on"},
    )
    assert browser.get("/admin/").status_code == 200
    [mine] = sessions_of(eva)
    assert mine.session_key == browser.session.session_key
    assert UserSession.objects.filter(user=eva).count() == 1
