"""Colleagues for tests: a login of each role, with or without a second factor."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.testing import make_location

from .factors import enrol

SUPER, ADMIN = Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR
EDITOR, PRO, ASSISTANT, CLIENT = Role.EDITOR, Role.PROFESSIONAL, Role.ASSISTANT, Role.CLIENT
LIST = "/admin/staff/"


def colleague(role: str, email: str = "", *, name: str = "", enrolled: bool = True) -> User:
    """A login of that role with a person; `enrolled` says whether their app is in use."""
    number = User.objects.count() + 1
    user = create_user(email=email or f"{role}{number}@example.com", role=role)
    give_person(user=user, full_name=name or f"{Role(role).label} {number}", language="es")
    if role == ASSISTANT:
        user.locations.add(make_location())
    if enrolled and role != CLIENT:
        enrol(user)
    user.refresh_from_db()
    return user


def page_of(user: Any, what: str = "") -> str:
    return f"{LIST}{user.pk}/{what}{'/' if what else ''}"


def entered_as(user: User) -> Client:
    """A browser in which this login is inside, on the list of its open devices."""
    browser = Client()
    browser.force_login(user)
    key = str(browser.session.session_key)
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="Firefox/1")
    return browser
