"""The way to one's account on every page of the site, with how much is unread."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.notifications.inbox import count_unread
from portal.people.access import own_person


@dataclass(frozen=True)
class AccountLink:
    """`name` is the person's first name, `unread` how many messages wait in the inbox.

    `agenda_url` is the way to a professional's own day; empty for everybody else.
    """

    name: str
    url: str
    unread: int
    agenda_url: str = ""


def account_link(request: HttpRequest) -> AccountLink | None:
    """None without a login, and for a login that is nobody's.

    A browser without a session is asked nothing: its pages are kept for everybody.
    """
    user = getattr(request, "user", None)
    if user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = own_person(user)
    if person is None:
        return None
    agenda = reverse("own:today") if user.role == Role.PROFESSIONAL else ""
    return AccountLink(person.called, reverse("account:overview"), count_unread(person), agenda)
