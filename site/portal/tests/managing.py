"""What a client does with the link of a mail, in a real browser: look, move, cancel."""

import email
import email.policy
import os
import re
from email.message import EmailMessage
from pathlib import Path

import psycopg
from playwright.sync_api import Page

from . import live
from .browsing import Visitor
from .demo_site import DemoSite

LINK = re.compile(r"https?://[^/\s]+(/(?:reservar/cita|en/book/visit)/[\w-]{22}/)")
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
OWN = {"es": "La tuya", "en": "Yours"}
SAID = {
    "moved": {"es": "Tu cita tiene nueva hora", "en": "Your appointment has a new time"},
    "cancelled": {"es": "Esta cita está cancelada", "en": "This appointment is cancelled"},
    "dead": {"es": "Este enlace ya no sirve", "en": "This link no longer works"},
}


def enter(who: Visitor, site: DemoSite, role: str) -> None:
    """Log in from the demo's page: one click, and for staff the figures that the page shows.

    What the phones showed before counts as long ago, as tests follow each other within seconds.
    """
    with psycopg.connect(site.database, autocommit=True) as link:
        link.execute("UPDATE accounts_authenticator SET last_step = -1")
    who.go("/demo/")
    who.press(f"form[action*='/demo/login/{role}'] button")
    if role != "client":
        said = re.search(r"\d{3} \d{3}", who.page.locator(".alert").first.inner_text())
        assert said, who.page.url
        who.page.fill("#id_code", said[0])
        who.press("form[action*='segundo-factor'] button")


def shoot(page: Page, name: str, size: str, language: str) -> None:
    """Keep a picture for docs/screenshots/ when asked to (make screenshots)."""
    if folder := os.environ.get("PORTAL_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        # Pictures further down are fetched only when somebody scrolls there.
        page.evaluate("document.querySelectorAll('img').forEach(img => { img.loading = 'eager' })")
        page.wait_for_load_state("networkidle")
        # Hiding the caret would put a style into the page, which the policy rightly refuses.
        dark = "-dark" if page.evaluate(IS_DARK) else ""
        path = f"{folder}/{name}-{size}-{language}{dark}.png"
        page.screenshot(path=path, full_page=True, caret="initial")


def mails_to(site: DemoSite, address: str) -> list[EmailMessage]:
    """What that address got, in order."""
    return [
        email.message_from_bytes(content, policy=email.policy.default)
        for to, content in site.mail.accepted
        if to == address
    ]


def subject_of(mail: EmailMessage) -> str:
    """The subject; a long one with accents begins on a line of its own, which leaves a space."""
    return str(mail["Subject"]).strip()


def words_of(mail: EmailMessage) -> str:
    """The mail as text."""
    body = mail.get_body(("plain",))
    assert body is not None
    words: str = body.get_content()
    return words


def link_in(mail: EmailMessage) -> str:
    """The path of the one link to manage the visit."""
    found = LINK.search(words_of(mail))
    assert found, words_of(mail)
    return found[1]


class Managing:
    """One visit from the link to the cancellation, checked and photographed at each step."""

    def __init__(
        self,
        who: Visitor,
        site: DemoSite,
        client: str,
        language: str,
        size: str,
        *,
        with_axe: bool,
    ) -> None:
        self.who, self.site, self.client = who, site, client
        self.language, self.size, self.with_axe = language, size, with_axe

    @property
    def words(self) -> str:
        return self.who.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        if self.with_axe:
            self.who.check()
        shoot(self.who.page, f"manage-{name}", self.size, self.language)

    def mail(self, count: int) -> EmailMessage:
        """The client's mail of that number, once it is there."""
        live.wait_until(lambda: self.site.mail.got(self.client) >= count, 30, self.site.log)
        return mails_to(self.site, self.client)[count - 1]

    def open(self, mail: EmailMessage) -> None:
        """The visit's page, which does not show whose it is."""
        self.who.go(link_in(mail))
        assert self.client not in self.words
        self.look("visit")

    def move(self) -> None:
        who = self.who
        who.press("main a[href*='/cambiar/'], main a[href*='/move/']")
        self.look("move")
        assert self.words.count(OWN[self.language]) == 1, self.words
        # The last one shown: the first may be too near to be cancelled without a call.
        times = ".picker a.slot:visible"
        who.press(times, who.page.locator(times).count() - 1)
        self.look("move-check")
        who.press("main form button[type=submit]")
        assert SAID["moved"][self.language] in self.words
        self.look("moved")

    def cancel(self) -> None:
        who = self.who
        who.press("main a.btn.danger")
        self.look("cancel")
        who.page.select_option("#id_reason", "cannot_come")
        who.press("main form button.btn.danger")
        assert SAID["cancelled"][self.language] in self.words
        self.look("cancelled")

    def lose(self) -> None:
        """A link that nobody was given is told as one that has died."""
        self.who.go(re.sub(r"[\w-]{22}", "A" * 22, self.who.page.url[len(self.site.base) :]))
        assert SAID["dead"][self.language] in self.words
        self.look("dead")
