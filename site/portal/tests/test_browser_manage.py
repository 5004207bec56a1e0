"""From a lost link to another time and to a cancellation, in a real browser, by what the mails say."""

import os

import psycopg
import pytest
from playwright.sync_api import Browser

from .browsing import visitor
from .demo_site import DemoSite
from .managing import LINK, Managing, mails_to, subject_of, words_of

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
LOST = {"es": "/reservar/enlace-perdido/", "en": "/en/book/lost-link/"}
SUBJECTS = {
    "es": ["Tu cita: ", "Nueva hora: ", "Cita cancelada: "],
    "en": ["Your appointment: ", "New time: ", "Appointment cancelled: "],
}
JOURNEYS = [("phone", "es", "light", True)]
LONG_JOURNEYS = [
    *JOURNEYS,
    ("desktop", "es", "dark", True),
    ("narrow", "es", "dark", True),
    ("desktop", "es", "light", False),
]
# Somebody with just one visit to come, days ahead: their mail holds one link, and it may be moved.
# Not with the suspended colleague, who has no times to choose from.
SOMEBODY = """
SELECT min(c.value) FROM people_contactpoint c
  JOIN people_person p ON p.id = c.person_id AND p.language = %s
  JOIN booking_visit v ON v.person_id = p.id
  JOIN booking_appointment a ON a.visit_id = v.id
  JOIN accounts_professional o ON o.id = a.professional_id AND o.suspended_at IS NULL
 WHERE c.kind = 'email' AND c.is_primary AND a.status = 'confirmed'
   AND a.ends_at > now()
 GROUP BY c.value HAVING count(*) = 1
   AND min(a.starts_at) BETWEEN now() + interval '4 days' AND now() + interval '12 days'
 ORDER BY c.value OFFSET %s LIMIT 1
"""


def somebody(site: DemoSite, language: str, number: int) -> str:
    with psycopg.connect(site.database) as link:
        row = link.execute(SOMEBODY, [language, number]).fetchone()
    assert row, "nobody in the demo has one visit to come"
    return str(row[0])


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
        managing = Managing(who, demo_site, client, language, size, with_axe=scripts)
        who.go(LOST[language])
        managing.look("lost")
        who.page.fill("#id_email", client)
        who.press("main form button[type=submit]")
        assert client in managing.words
        managing.look("sent")
        managing.open(managing.mail(before + 1))
        managing.move()
        managing.open(managing.mail(before + 2))
        managing.cancel()
        # The mail of a cancellation leads nowhere any more.
        assert not LINK.search(words_of(managing.mail(before + 3)))
        managing.lose()
    subjects = [subject_of(mail) for mail in mails_to(demo_site, client)[before:]]
    begins = zip(subjects, SUBJECTS[language], strict=True)
    assert [subject for subject, begin in begins if not subject.startswith(begin)] == []


def test_the_theme_is_switched_on_a_page_without_referrer(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        who.go("/reservar/cita/" + "A" * 22 + "/")
        who.page.select_option("select[name=theme]", "dark")
        who.press("form[action='/theme/'] button")
        assert who.page.locator("html").get_attribute("data-theme") == "dark"
        who.check()
