"""A client's account in a real browser: a visit moved, a message read, data changed, everything deleted."""

import os
import secrets
import zipfile
from dataclasses import dataclass

import psycopg
import pytest
from playwright.sync_api import Browser

from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .managing import shoot

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
ACCOUNT = {"es": "/cuenta/", "en": "/en/account/"}
JOURNEYS = [("phone", "es", "light", True)]
LONG_JOURNEYS = [
    *JOURNEYS,
    ("desktop", "en", "light", True),
    ("narrow", "es", "dark", True),
    ("desktop", "es", "dark", False),
]
# Somebody without a login, with one visit to come that may still be moved.
SOMEBODY = """
SELECT p.id FROM people_person p
  JOIN booking_visit v ON v.person_id = p.id JOIN booking_appointment a ON a.visit_id = v.id
 WHERE p.user_id IS NULL AND p.merged_into_id IS NULL AND p.key_destroyed_at IS NULL
   AND a.status = 'confirmed' AND a.ends_at > now()
   AND NOT EXISTS (SELECT FROM accounts_professional one WHERE one.person_id = p.id)
 GROUP BY p.id HAVING count(*) = 1
   AND min(a.starts_at) BETWEEN now() + interval '4 days' AND now() + interval '12 days'
 ORDER BY p.id OFFSET %s LIMIT 1
"""
STARTS = """
SELECT a.starts_at FROM booking_appointment a JOIN booking_visit v ON v.id = a.visit_id
 WHERE v.person_id = %s AND a.status = 'confirmed' AND a.ends_at > now()
"""
# A login for the person, and a session of it that began just now.
LOG_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from portal.accounts.actions import create_user
from portal.core.time import now
from portal.people.models import Person
user = create_user(email="{key}@example.com", role="client", password="a long password")
Person.objects.filter(pk="{person}").update(user=user)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session["logged_in_at"] = now().isoformat()
session._session_key = "{key}"
session.save(must_create=True)
"""


def log_in(site: DemoSite, who: Visitor, number: int) -> str:
    """The window becomes that of somebody with an account; returns the person's id."""
    with psycopg.connect(site.database) as link:
        row = link.execute(SOMEBODY, [number]).fetchone()
    assert row, "nobody in the demo has one visit to come"
    key = secrets.token_hex(16)
    site.manage("shell", "-c", LOG_IN.format(key=key, person=row[0]))
    who.page.context.add_cookies([{"name": "sessionid", "value": key, "url": site.base}])
    return str(row[0])


@dataclass
class Account:
    """One person's account, walked through from page to page."""

    who: Visitor
    site: DemoSite
    person: str
    language: str
    size: str
    with_axe: bool

    def look(self, name: str) -> None:
        if self.with_axe:
            self.who.check()
        shoot(self.who.page, f"account-{name}", self.size, self.language)

    def stored(self, query: str) -> tuple[object, ...]:
        with psycopg.connect(self.site.database) as link:
            row = link.execute(query, [self.person]).fetchone()
        assert row
        return tuple(row)

    def section(self, number: int) -> None:
        self.who.press("nav.side a", number)

    def move(self) -> None:
        """One tap to the times, one to the new one, one to confirm."""
        self.who.go(ACCOUNT[self.language])
        self.look("overview")
        before = self.stored(STARTS)
        self.who.press(".next-up a.btn:not(.line, .quiet)")
        self.who.press(".picker a.slot")
        self.look("move")
        self.who.press("main form[method=post] button[type=submit]")
        self.look("visit")
        assert self.stored(STARTS) != before

    def read(self) -> None:
        """What was told by mail waits here too."""
        self.who.go(ACCOUNT[self.language])
        self.section(2)
        self.look("notices")
        assert self.who.page.locator(".top .badge").count() == 1
        self.who.press(".notices form button[value=read]")
        assert self.who.page.locator(".top .badge").count() == 0

    def change(self) -> None:
        """An address, and a message less."""
        page = self.who.page
        self.section(3)
        page.fill("#id_street", "Carrer Major, 3")
        self.who.press("main form .btn.lg")
        assert page.locator("#id_street").input_value() == "Carrer Major, 3"
        self.look("details")
        self.section(4)
        free = page.locator("main input[type=checkbox]:not(:disabled)")
        free.first.uncheck()
        self.who.press("main form .btn.lg")
        assert not free.first.is_checked()
        self.look("preferences")

    def take_away(self) -> None:
        """A consent, and everything known as a file."""
        page = self.who.page
        self.section(5)
        self.who.press("main form button[value=give]")
        self.look("privacy")
        with page.expect_download() as taken:
            page.locator(".btn:has(use[href$='#download'])").click()
        with zipfile.ZipFile(taken.value.path()) as zipped:
            assert set(zipped.namelist()) >= {"data.json", "index.html"}

    def leave(self) -> None:
        """Whoever is still expected cancels first."""
        page = self.who.page
        self.who.press("main a.btn.danger")
        assert page.locator("#id_sure").count() == 0
        self.look("not-yet")
        self.who.press(".alert + p a.btn")
        self.look("visits")
        self.who.press(".visits a.btn", 1)
        self.who.press("main form .btn.danger")
        self.who.go(ACCOUNT[self.language])
        self.section(5)
        self.who.press("main a.btn.danger")
        self.look("delete")
        page.locator("#id_sure").check()
        self.who.press("main form .btn.danger")
        self.look("gone")


@pytest.mark.parametrize(
    ("size", "language", "scheme", "scripts"), LONG_JOURNEYS if LONG else JOURNEYS
)
def test_a_client_keeps_house_in_their_account_and_leaves(
    demo_site: DemoSite,
    chromium_browser: Browser,
    size: str,
    language: str,
    scheme: str,
    scripts: bool,
) -> None:
    number = LONG_JOURNEYS.index((size, language, scheme, scripts))
    with visitor(
        chromium_browser,
        demo_site.base,
        size=size,
        language=language,
        scheme=scheme,
        scripts=scripts,
    ) as who:
        person = log_in(demo_site, who, number)
        account = Account(who, demo_site, person, language, size, with_axe=scripts)
        account.move()
        account.read()
        account.change()
        account.take_away()
        account.leave()
        # The session ended with the account.
        who.go(ACCOUNT[language])
        assert "next=" in who.page.url
        assert account.stored("SELECT full_name, data_key FROM people_person WHERE id = %s") == (
            "",
            "",
        )
