"""The main job in a real browser: find a professional, take a time, both people get the mail."""

import email
import email.policy
import os
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser

from . import live
from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .managing import Managing, enter, shoot, subject_of

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"

START = {"es": "/", "en": "/en/"}
DIRECTORY = {"es": "/profesionales/", "en": "/en/professionals/"}
BOOK = {"es": "/reservar/", "en": "/en/book/"}
DONE = {"es": "/reservar/hecho/", "en": "/en/book/done/"}
# The one button that goes on, on the form and on the check.
NEXT = "main form button.btn.lg"
# Another time on the page of a time that is gone.
OTHER_TIME = "main form button[name=start]"
# How many things the form must know and does not yet; an only species is chosen from the start.
MISSING = """() => {
    const fields = [...document.querySelectorAll("#booking [required]")];
    const open = fields.filter((field) => field.type === "radio"
        ? !document.querySelector(`[name="${field.name}"]:checked`) : !field.value);
    return new Set(open.map((field) => field.name)).size;
}"""
CONFIRMED = {"es": "Cita confirmada", "en": "Appointment confirmed"}

# size, language, scheme, how: with scripts, without them, or with the keyboard alone
JOURNEYS = [("phone", "es", "light", "scripts"), ("desktop", "en", "light", "scripts")]
DARK_JOURNEYS = [("phone", "es", "dark", "scripts"), ("desktop", "en", "dark", "scripts")]
LONG_JOURNEYS = [
    *JOURNEYS,
    *DARK_JOURNEYS,
    ("desktop", "en", "dark", "keyboard"),
    ("desktop", "es", "light", "keyboard"),
    ("desktop", "en", "light", "bare"),
    ("phone", "es", "dark", "bare"),
    ("phone", "en", "dark", "scripts"),
    ("narrow", "es", "light", "scripts"),
    ("tablet", "es", "dark", "scripts"),
    ("desktop", "es", "light", "scripts"),
]


# The pictures of the documentation are of both schemes.
if os.environ.get("PORTAL_SCREENSHOTS"):
    JOURNEYS += DARK_JOURNEYS


@pytest.mark.parametrize(("size", "language", "scheme", "how"), LONG_JOURNEYS if LONG else JOURNEYS)
def test_a_newcomer_books_moves_and_cancels_and_both_people_get_the_mails(
    demo_site: DemoSite,
    chromium_browser: Browser,
    size: str,
    language: str,
    scheme: str,
    how: str,
) -> None:
    """From the home page to the confirmation, and by the link of its mail to another time and out."""
    client = f"{size}.{language}.{scheme}.{how}@example.com"
    with visitor(
        chromium_browser,
        demo_site.base,
        size=size,
        language=language,
        scheme=scheme,
        scripts=how != "bare",
        keys=how == "keyboard",
    ) as who:
        code = book(who, language, size, client, how)
        live.wait_until(lambda: demo_site.mail.got(client) == 1, 30, demo_site.log)
        live.wait_until(lambda: len(with_code(demo_site, code)) == 2, 30, demo_site.log)
        assert_mails(with_code(demo_site, code), client, code, language)
        managing = Managing(who, demo_site, client, language, size, with_axe=how != "bare")
        managing.open(managing.mail(1))
        managing.move()
        managing.open(managing.mail(2))
        managing.cancel()
        managing.mail(3)
        managing.lose()


def book(who: Visitor, language: str, size: str, client: str, how: str) -> str:
    """From the home page to the confirmation in four screens; returns the visit's code."""
    page = who.page
    check = who.check if how != "bare" else (lambda: None)
    who.go(START[language])
    assert page.locator("html").get_attribute("lang") == language
    check()
    shoot(page, "home", size, language)
    who.press(f"main a[href='{DIRECTORY[language]}']")
    check()
    shoot(page, "directory", size, language)
    opener = page.locator("button[popovertarget=filtros]").first
    if opener.is_visible():
        who.open("button[popovertarget=filtros]")
    who.choose("input[name=profession][value=veterinarian]")
    who.sift("#filtros button[type=submit]", "**/?*profession=veterinarian*")
    assert page.locator("article.pro-box").count() >= 2
    who.press("article.pro-box h3 a")
    check()
    shoot(page, "profile", size, language)
    # A week ahead, so that the visit can still be moved and cancelled without a call: on a Friday
    # the last times of this week are too near.
    who.press("#agenda a.btn.line.square")
    times = "#agenda .picker a.slot:visible"
    who.press(times, page.locator(times).count() - 1)
    assert BOOK[language] in page.url
    check()
    shoot(page, "booking-details", size, language)
    refuse_empty(who, check)
    fill(who, client)
    who.press(NEXT)
    check()
    assert client in page.locator("main").inner_text()
    shoot(page, "booking-check", size, language)
    who.press(NEXT)
    assert DONE[language] in page.url
    check()
    shoot(page, "booking-done", size, language)
    assert "Luna" in page.locator("main").inner_text()
    return page.url.rstrip("/").rpartition("/")[2]


def refuse_empty(who: Visitor, check: object) -> None:
    """Sending nothing names every missing thing and loses nothing."""
    missing = who.page.evaluate(MISSING)
    assert missing >= 4
    who.press(NEXT)
    assert who.page.locator("#errores li").count() == missing
    check()  # type: ignore[operator]


def fill(who: Visitor, client: str) -> None:
    who.fill("#id_animal0-label", "Luna")
    if who.page.locator("select#id_animal0-species").count():
        who.select_first("#id_animal0-species")
    elif not who.page.locator("input[name=animal0-species]:checked").count():
        who.choose("#id_animal0-species_0")
    who.fill("#id_animal0-notes", "Come menos desde el domingo.")
    who.fill("#id_full_name", "Elena Rius Łukasz")
    who.fill("#id_phone", "612 34 56 78")
    who.fill("#id_email", client)


def with_code(site: DemoSite, code: str) -> list[EmailMessage]:
    mails = [
        email.message_from_bytes(content, policy=email.policy.default)
        for _to, content in site.mail.accepted
    ]
    return [mail for mail in mails if code in mail.get_body(("plain",)).get_content()]  # type: ignore[union-attr]


def assert_mails(mails: list[EmailMessage], client: str, code: str, language: str) -> None:
    """One to the client in their language, one to the professional in theirs; same time in both."""
    to_client = next(mail for mail in mails if client in mail["To"])
    to_professional = next(mail for mail in mails if client not in mail["To"])
    assert subject_of(to_client).startswith(CONFIRMED[language])
    assert to_client["Content-Language"] == language
    assert to_professional["Content-Language"] == "es"
    for mail in (to_client, to_professional):
        assert mail.get_body(("html",)) is not None
        assert "Come menos" not in mail.as_string()
    assert starts(to_client) == starts(to_professional)


def starts(mail: EmailMessage) -> object:
    attached = [part for part in mail.iter_attachments()]
    assert len(attached) == 1
    assert attached[0].get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(attached[0].get_content())
    event = calendar.walk("VEVENT")[0]
    assert calendar.walk("VTIMEZONE")
    local = event.decoded("dtstart")
    assert event.decoded("dtend") > local
    # The mail's own words name the same hour.
    assert f"{local:%H:%M}" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return local


def test_a_time_somebody_else_took_meanwhile_keeps_what_was_typed(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    """Two windows, one time: the second is told, offered three others, and books one of them."""
    base = demo_site.base
    with (
        visitor(chromium_browser, base, size="phone") as first,
        visitor(chromium_browser, base, size="phone") as second,
    ):
        first.go("/profesionales/guayarmina-sosa/?service=consulta-general")
        link = first.page.locator("#agenda a.slot:visible").last.get_attribute("href")
        assert link
        first.go(link)
        second.go(link)
        fill(first, "first@example.com")
        first.press(NEXT)
        fill(second, "second@example.com")
        second.press(NEXT)
        second.check()
        shoot(second.page, "booking-taken", "phone", "es")
        first.press(NEXT)
        assert "/reservar/hecho/" in first.page.url
        others = second.page.locator(OTHER_TIME)
        assert others.count() == 3
        second.press(OTHER_TIME)
        assert "second@example.com" in second.page.locator("main").inner_text()
        second.press(NEXT)
        assert "/reservar/hecho/" in second.page.url


def test_a_reload_of_the_last_step_books_once(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        page = who.page
        who.go("/profesionales/")
        # Of another professional than the test above: a page may show a taken time for a while.
        who.press("article.pro-box:first-of-type a.slot")
        fill(who, "twice@example.com")
        who.press(NEXT)
        who.press(NEXT)
        first = page.url
        assert "/reservar/hecho/" in first
        page.go_back()
        assert "twice@example.com" in page.locator("main").inner_text()
        who.press(NEXT)
        assert page.url == first


def test_error_pages_and_themes(demo_site: DemoSite, chromium_browser: Browser) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        who.go("/no-existe/")
        who.check()
        assert "404" in who.page.locator("main").inner_text()
        shoot(who.page, "error-404", "phone", "es")
        who.go("/")
        who.page.select_option("select[name=theme]", "dark")
        who.press("form[action='/theme/'] button")
        assert who.page.locator("html").get_attribute("data-theme") == "dark"
        who.check()


def test_what_goes_wrong_is_told_on_whole_pages(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    """A form without its token, and a server that broke: Wagtail has an address that breaks it."""
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        page = who.page
        who.go("/reservar/enlace-perdido/")
        page.fill("#id_email", "somebody@example.com")
        page.context.clear_cookies()
        who.press("main form button[type=submit]")
        who.check()
        shoot(page, "error-403", "phone", "es")
        enter(who, demo_site, "superadministrator")
        who.go("/admin/failwhale/")
        assert any("status of 500" in line for line in who.complaints)
        who.complaints.clear()
        who.check()
        shoot(page, "error-500", "phone", "es")


def test_the_demos_own_pages_are_clean(demo_site: DemoSite, chromium_browser: Browser) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        who.go("/demo/mailbox/")
        who.check()


def test_staff_screens_show_the_appointment(demo_site: DemoSite, chromium_browser: Browser) -> None:
    """One click on the demo page, then the listing, one appointment, and a rule's widget in Spanish."""
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        page = who.page
        who.go("/demo/")
        who.check()
        shoot(page, "demo", "desktop", "es")
        enter(who, demo_site, "administrator")
        who.go("/admin/appointments/")
        shoot(page, "admin-appointments", "desktop", "es")
        who.press("table.listing tbody tr a")
        assert page.locator("dl dt").count() > 5
        shoot(page, "admin-appointment", "desktop", "es")
        who.go("/admin/working-hours/create/")
        page.get_by_text("Añadir regla").click()
        assert page.get_by_text("Semanalmente").count() >= 1 or "Semanal" in page.content()
        shoot(page, "admin-rule", "desktop", "es")
        assert [line for line in who.complaints if "request to" in line] == []
