"""From a lost link to another time and to a cancellation, in a real browser, by what the mails say."""

import email
import email.policy
import re
from email.message import EmailMessage

import psycopg
import pytest
from playwright.sync_api import Browser

from . import live
from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .test_browser_booking import LONG, shoot

pytestmark = pytest.mark.browser
LINK = re.compile(r"https?://[^/\s]+(/(?:reservar/cita|en/book/visit)/[\w-]{22}/)")
LOST = {"es": "/reservar/enlace-perdido/", "en": "/en/book/lost-link/"}
OWN = {"es": "La tuya", "en": "Yours"}
SAID = {
    "moved": {"es": "Tu cita tiene nueva hora", "en": "Your appointment has a new time"},
    "cancelled": {"es": "Esta cita está cancelada", "en": "This appointment is cancelled"},
    "dead": {"es": "Este enlace ya no sirve", "en": "This link no longer works"},
}
SUBJECTS = {
    "es": ["Tu cita: ", "Nueva hora: ", "Cita cancelada: "],
    "en": ["Your appointment: ", "New time: ", "Appointment cancelled: "],
}
JOURNEYS = [("phone", "es", "light", True)]
LONG_JOURNEYS = [
    ("phone", "es", "light", True),
    ("desktop", "es", "dark", True),
    ("narrow", "es", "dark", True),
    ("desktop", "es", "light", False),
]
# Somebody with one visit to come, days ahead, which the demo's own people have not told apart.
SOMEBODY = """
SELECT min(c.value) FROM people_contactpoint c
  JOIN people_person p ON p.id = c.person_id AND p.language = %s
  JOIN booking_visit v ON v.person_id = p.id
  JOIN booking_appointment a ON a.visit_id = v.id
 WHERE c.kind = 'email' AND c.is_primary AND a.status = 'confirmed'
   AND a.starts_at > now() + interval '4 days'
   AND a.starts_at < now() + interval '12 days'
 GROUP BY c.value HAVING count(*) = 1 ORDER BY c.value OFFSET %s LIMIT 1
"""


def somebody(site: DemoSite, language: str, number: int) -> str:
    with psycopg.connect(site.database) as link:
        row = link.execute(SOMEBODY, [language, number]).fetchone()
    assert row, "nobody in the demo has one visit to come"
    return str(row[0])


def mails_to(site: DemoSite, address: str) -> list[EmailMessage]:
    return [
        email.message_from_bytes(content, policy=email.policy.default)
        for to, content in site.mail.accepted
        if to == address
    ]


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found, body.get_content()
    return found[1]


def next_mail(site: DemoSite, address: str, count: int) -> EmailMessage:
    live.wait_until(lambda: site.mail.got(address) >= count, 30, site.log)
    return mails_to(site, address)[-1]


@pytest.mark.parametrize(
    ("size", "language", "scheme", "scripts"), LONG_JOURNEYS if LONG else JOURNEYS
)
def test_a_client_asks_for_a_link_moves_and_cancels(
    demo_site: DemoSite,
    chromium_browser: Browser,
    size: str,
    language: str,
    scheme: str,
    scripts: bool,
) -> None:
    number = LONG_JOURNEYS.index((size, language, scheme, scripts))
    client = somebody(demo_site, language, number)
    before = demo_site.mail.got(client)
    with visitor(
        chromium_browser,
        demo_site.base,
        size=size,
        language=language,
        scheme=scheme,
        scripts=scripts,
    ) as who:
        journey = Journey(who, demo_site, client, language, size, scripts)
        journey.ask(before)
        journey.move(before)
        journey.cancel(before)
        journey.lose()
    subjects = [mail["Subject"] for mail in mails_to(demo_site, client)[before:]]
    starts = SUBJECTS[language]
    assert [s.startswith(b) for s, b in zip(subjects, starts, strict=True)] == [True] * 3


class Journey:
    """One visit from the link to the cancellation, checked and photographed at each step."""

    def __init__(
        self,
        who: Visitor,
        site: DemoSite,
        client: str,
        language: str,
        size: str,
        scripts: bool,
    ) -> None:
        self.who, self.site, self.client = who, site, client
        self.language, self.size, self.scripts = language, size, scripts

    @property
    def words(self) -> str:
        return self.who.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        if self.scripts:
            self.who.check()
        shoot(self.who.page, f"manage-{name}", self.size, self.language)

    def ask(self, before: int) -> None:
        who = self.who
        who.go(LOST[self.language])
        self.look("lost")
        who.page.fill("#id_email", self.client)
        who.press("main form button[type=submit]")
        assert self.client in self.words
        self.look("sent")
        who.go(link_in(next_mail(self.site, self.client, before + 1)))
        assert self.client not in self.words
        self.look("visit")

    def move(self, before: int) -> None:
        who = self.who
        who.press("main a[href*='/cambiar/'], main a[href*='/move/']")
        assert self.words.count(OWN[self.language]) == 1
        self.look("move")
        who.press(".picker a.slot:visible", 1)
        self.look("move-check")
        who.press("main form button[type=submit]")
        assert SAID["moved"][self.language] in self.words
        self.look("moved")
        who.go(link_in(next_mail(self.site, self.client, before + 2)))

    def cancel(self, before: int) -> None:
        who = self.who
        who.press("main a.btn.danger")
        self.look("cancel")
        who.page.select_option("#id_reason", "cannot_come")
        who.press("main form button.btn.danger")
        assert SAID["cancelled"][self.language] in self.words
        self.look("cancelled")
        assert not LINK.search(str(next_mail(self.site, self.client, before + 3).as_string()))

    def lose(self) -> None:
        self.who.go(re.sub(r"[\w-]{22}", "A" * 22, self.who.page.url[len(self.site.base) :]))
        assert SAID["dead"][self.language] in self.words
        self.look("dead")


def test_the_theme_is_switched_on_a_page_without_referrer(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        who.go("/reservar/cita/" + "A" * 22 + "/")
        who.page.select_option("select[name=theme]", "dark")
        who.press("form[action='/theme/'] button")
        assert who.page.locator("html").get_attribute("data-theme") == "dark"
        who.check()
