"""From an application to the first appointment in a real browser, and the clinic of one person."""

import os
import re
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from portal.demo.certificates import certificate

from . import live
from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .managing import enter, mails_to, shoot, words_of
from .test_browser_booking import fill
from .test_browser_doors import code_in_mail, connect

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
PICTURES = bool(os.environ.get("PORTAL_SCREENSHOTS"))
PASSWORD = "una frase bien larga"
ASKED = "El certificado del colegio tiene más de tres meses. Súbelo otra vez, por favor."
TEXT = "Trece años con gatos que no quieren salir del transportín. Primero se les escucha."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>'
EDITOR = "marketing@clinicaazahar.example"
# The one button of a page of ours that goes on.
NEXT = "main form button.btn.lg"


@dataclass
class Way:
    """Somebody new who applies: on which device, in which language, with a number of their own."""

    site: DemoSite
    size: str
    language: str
    name: str
    number: str

    @property
    def address(self) -> str:
        return f"{self.name.split()[0].lower()}@example.com"

    def at(self, es: str, en: str) -> str:
        return es if self.language == "es" else en

    def look(self, who: Visitor, name: str) -> None:
        """A page of the site: checked, and pictured."""
        who.check()
        shoot(who.page, f"pro-{name}", self.size, self.language)

    def screen(self, who: Visitor, name: str) -> None:
        """A page of Wagtail's: what is ours on it is checked."""
        who.check_main()
        shoot(who.page, f"pro-{name}", self.size, "es")

    def mail(self, address: str, pattern: str, count: int) -> str:
        """What the pattern finds in that person's mails: the one of this number, 0 for the last."""

        def found() -> list[str]:
            return re.findall(pattern, "\n".join(map(words_of, mails_to(self.site, address))))

        live.wait_until(lambda: len(found()) >= max(count, 1), 30, self.site.log)
        return found()[count - 1]


WAYS = [("phone", "es", "Aitana Bellver Sanz", "2718")]
if LONG or PICTURES:
    WAYS += [("desktop", "en", "Claire Harding", "2719")]


@pytest.mark.parametrize(("size", "language", "name", "number"), WAYS)
def test_from_an_application_to_the_first_appointment(
    demo_site: DemoSite,
    chromium_browser: Browser,
    size: str,
    language: str,
    name: str,
    number: str,
) -> None:
    way = Way(demo_site, size, language, name, number)
    base = demo_site.base
    with (
        visitor(chromium_browser, base, size=size, language=language) as pro,
        visitor(chromium_browser, base, size=size) as admin,
        visitor(chromium_browser, base, size=size) as marketing,
        visitor(chromium_browser, base, size=size, language=language) as client,
    ):
        sign_up(way, pro)
        apply(way, pro)
        ask_for_more(way, admin)
        answer(way, pro)
        approve(way, admin)
        enter_for_the_first_time(way, pro)
        complete(way, pro)
        read_and_approve(way, marketing)
        book(way, client)
        see_the_appointment(way, pro)


def sign_up(way: Way, who: Visitor) -> None:
    """From the page that explains to an account with a proven address, and back to that page."""
    page = who.page
    who.go(way.at("/solicitud/", "/en/apply/"))
    way.look(who, "start")
    who.press("main a.btn.lg")
    page.fill("#id_full_name", way.name)
    page.fill("#id_email", way.address)
    page.fill("#id_password1", PASSWORD)
    page.check("#id_privacy")
    who.press("main form:has(#id_email) button[type=submit]")
    page.fill("#id_code", code_in_mail(way.site, way.address))
    who.press("main form:has(#id_code) button[type=submit]")
    who.press("main form[action*='/empezar/'] button, main form[action*='/begin/'] button")


def apply(way: Way, who: Visitor) -> None:
    """Page by page, with what is refused on the way, until it is sent."""
    page = who.page
    page.fill("#id_phone", "612 34 56 78")
    page.select_option("#id_profession", label=way.at("Veterinario/a", "Veterinary surgeon"))
    page.locator("#id_languages input").first.check()
    way.look(who, "apply-about")
    who.press(NEXT)
    page.select_option("#id_college", label=way.at(*COLLEGE))
    page.fill("#id_licence_number", "46-ABC")
    page.fill("#id_headline", way.at("Medicina felina, con calma", "Feline medicine, calmly"))
    page.locator("#id_species input").first.check()
    who.press(NEXT)
    assert page.locator("#id_licence_number_error").count() == 1
    way.look(who, "apply-licence-refused")
    page.fill("#id_licence_number", f"V-{way.number}")
    who.press(NEXT)
    send_papers(way, who)
    page.locator("#id_services input").first.check()
    page.locator("#id_locations input").first.check()
    way.look(who, "apply-services")
    who.press(NEXT)
    way.look(who, "apply-check")
    who.press(NEXT)
    assert page.locator("#errores li").count() == 2
    way.look(who, "apply-declarations")
    page.check("#id_is_true")
    page.check("#id_terms")
    who.press(NEXT)
    assert page.url.endswith("?sent")
    way.look(who, "application-sent")


COLLEGE = (
    "Colegio Oficial de Veterinarios, Valencia / València",
    "College of veterinary surgeons, Valencia",
)


def upload(who: Visitor, kind: str, name: str, content: bytes) -> None:
    """Hand a file in as a paper of that kind; the browser says of each that it is a JPEG."""
    shelf = f".shelf:has(#{kind}-title)"
    who.page.set_input_files(
        f"{shelf} input[type=file]", {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )
    who.press(f"{shelf} form[enctype] button")


def send_papers(way: Way, who: Visitor) -> None:
    """A drawing with a script in it is no paper, whatever it is called; pictures of papers are."""
    page = who.page
    way.look(who, "apply-papers")
    for name in ("titulo.svg", "titulo.jpg"):
        upload(who, "degree", name, SVG)
        assert page.locator(".shelf .error").count() == 1
        assert page.locator(".shelf li").count() == 0
    way.look(who, "apply-papers-refused")
    for kind in ("degree", "licence"):
        upload(who, kind, f"{kind}.jpg", certificate(kind, way.name, f"46{way.number:0>5}"))
    assert page.locator(".shelf li").count() == 2
    way.look(who, "apply-papers-there")
    who.press("main a.btn.lg")


def ask_for_more(way: Way, who: Visitor) -> None:
    """An administrator finds it in the queue; a question without words is no question."""
    page = who.page
    enter(who, way.site, "administrator")
    who.go("/admin/applications/")
    way.screen(who, "queue")
    who.press(f"main a:has-text('{way.name}')", -1)
    way.screen(who, "review")
    who.open("details.review-act summary")
    question = "form[action*='/ask/']"
    who.press(f"{question} button")
    assert page.locator(f"{question} .error-message").count() == 1
    way.screen(who, "review-refused")
    page.fill("#id_ask-text", ASKED)
    who.press(f"{question} button")
    assert page.locator("[data-state=info_needed]").count() == 1


def answer(way: Way, who: Visitor) -> None:
    """The applicant hears of it, reads the question in the account and sends what was asked for."""
    way.mail(way.address, way.at(r"/cuenta/solicitud/", r"/en/account/application/"), 1)
    who.go(way.at("/cuenta/solicitud/", "/en/account/application/"))
    assert ASKED in who.page.locator("main").inner_text()
    way.look(who, "application-asked")
    who.go(way.at("/solicitud/documentos/", "/en/apply/papers/"))
    upload(
        who, "licence", "certificado.jpg", certificate("licence", way.name, f"46{way.number:0>5}")
    )
    who.go(way.at("/solicitud/enviar/", "/en/apply/send/"))
    who.page.check("#id_is_true")
    who.page.check("#id_terms")
    who.press(NEXT)
    assert who.page.url.endswith("?sent")


def approve(way: Way, who: Visitor) -> None:
    """A day that is over is refused; then the applicant is a professional."""
    page = who.page
    who.press("main p.back a")
    who.press(f"main a:has-text('{way.name}')", -1)
    page.fill("#id_valid_until", "2020-01-31")
    who.press("form[action*='/approve/'] button")
    assert page.locator("form[action*='/approve/'] .error-message").count() == 1
    page.fill("#id_valid_until", f"{date.today() + timedelta(days=365)}")
    who.press("form[action*='/approve/'] button")
    assert page.locator("[data-state=approved]").count() == 1
    way.screen(who, "review-approved")


def enter_for_the_first_time(way: Way, who: Visitor) -> None:
    """Until the link of the mail was used, the role opens nothing; then it opens the agenda."""
    page = who.page
    link = way.mail(way.address, r"https?://[^/\s]+(/\S*/[\w-]{22}/)", 1)
    agenda = way.at("/agenda/", "/en/agenda/")
    who.go(agenda)
    assert page.locator("#id_login").count() == 1
    page.fill("#id_login", way.address)
    page.fill("#id_password", PASSWORD)
    who.press("main form:has(#id_password) button[type=submit]")
    way.look(who, "not-set-up")
    who.go(agenda)
    assert page.locator("#id_login").count() == 1
    who.go(link)
    page.fill("#id_password", PASSWORD)
    who.press("main form:has(#id_password) button[type=submit]")
    way.look(who, "second-factor")
    assert len(connect(who, way.at("Mi móvil", "My phone"))) == 10
    who.press("main a.btn.wide")
    assert page.url.endswith(agenda)
    way.look(who, "today-empty")


def complete(way: Way, who: Visitor) -> None:
    """By the gauge alone: hours, prices, and the texts in the editor, until it says they wait."""
    page = who.page
    who.press("nav.tabs a[href*='pagina'], nav.tabs a[href$='/page/']")
    missing = page.locator("[data-item]").evaluate_all("all => all.map(e => e.dataset.item)")
    assert {"hours", "specialities", "portrait", "body_es", "body_en"} <= set(missing)
    assert "services" not in missing
    way.look(who, "page-missing")
    mine = page.url
    who.press("[data-item=hours] a")
    keep_hours(way, who)
    keep_prices(way, who)
    page.goto(mine)
    who.press("[data-item=body_es] a")
    before = way.site.mail.got(EDITOR)
    write_text(way, who)
    assert page.url == mine
    live.wait_until(lambda: way.site.mail.got(EDITOR) > before, 30, way.site.log)
    # What waits is the text, not a copy of it without its last words.
    assert page.locator("[data-item^=body]").count() == 0
    assert page.locator("form[action$='/retirar/'], form[action$='/withdraw/']").count() == 1
    way.look(who, "page-waiting")


def keep_hours(way: Way, who: Visitor) -> None:
    """Mornings on three days and one split; what cannot be is refused, and nothing of it is lost."""
    page = who.page
    for day in (0, 2, 2, 4):
        who.press(f"#horario button[name=add][value='{day}']")
    for row, (opens, closes) in enumerate(HOURS):
        page.fill(f"#id_s{row}-opens", opens)
        page.fill(f"#id_s{row}-closes", closes)
    page.fill("#id_s0-closes", "08:00")
    who.press(".save button[value=save]")
    assert page.locator("#errores li").count() == 1
    way.look(who, "hours-refused")
    page.fill("#id_s0-closes", HOURS[0][1])
    who.press("#horario button[value=preview]", 1)
    way.look(who, "hours-preview")
    who.press(".save button[value=save]")
    assert page.locator("#horario .times").count() == len(HOURS)
    assert page.locator(".alert[role=status]").count() == 1


HOURS = [("09:00", "14:00"), ("09:00", "13:00"), ("16:00", "19:30"), ("09:00", "14:00")]


def keep_prices(way: Way, who: Visitor) -> None:
    """What was wished for is offered at the clinic's price, and is changed here."""
    who.press("nav.tabs a[href*='servicios'], nav.tabs a[href$='/services/']")
    mine = "tr:has(input[type=checkbox]:checked)"
    assert who.page.locator(mine).count() == 1
    who.page.fill(f"{mine} input[name$=price]", way.at("38,50", "38.50"))
    who.press("main form.card button[type=submit]")
    assert "38" in who.page.locator(f"{mine} input[name$=price]").input_value()
    way.look(who, "services")


def write_text(way: Way, who: Visitor) -> None:
    """In Wagtail's editor, on the keyboard; sent to whoever approves."""
    page = who.page
    write(page, "body_es", TEXT)
    write(page, "body_en", "Thirteen years with cats that refuse to leave the carrier.")
    shoot(page, "pro-editor-new", way.size, way.language)
    submit(who)


def write(page: Page, field: str, text: str) -> None:
    """Type into one of the editor's rich texts."""
    page.locator(f"[data-contentpath={field}] [contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    # The editor puts what was typed into the form a moment later.
    expect(page.locator(f"[name={field}]")).to_have_value(re.compile(re.escape(text)))


def submit(who: Visitor) -> None:
    """Send the text to whoever approves it."""
    who.page.locator("footer [data-w-dropdown-target=toggle]").click()
    assert who.complaints == []
    who.press("footer button[name=action-submit]")
    # A ping of Wagtail's that is cut off by leaving complains; that is no fault of the next page.
    who.complaints.clear()


def read_and_approve(way: Way, who: Visitor) -> None:
    """Somebody of marketing opens it from the mail, and publishes it."""
    enter(who, way.site, "editor")
    link = way.mail(EDITOR, r"https?://[^/\s]+(/admin/pages/\d+/edit/)", 0)
    who.go(link)
    assert TEXT in who.page.locator("[data-contentpath=body_es]").inner_text()
    shoot(who.page, "pro-editor-approves", way.size, "es")
    with who.page.expect_event("load"):
        choose(who.page, "approve", way.size)


# What unfolds has unfolded; whatever goes round for ever is not waited for.
UNFOLDED = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished))"""


def choose(page: Page, action: str, size: str = "desktop") -> None:
    """Press one of what an approver may do, above the button that saves."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.evaluate(UNFOLDED)
    shoot(page, f"pro-editor-{action}", size, "es")
    page.locator(f"[data-workflow-action-name={action}]").click()


def book(way: Way, who: Visitor) -> None:
    """A client finds the new page in the directory, and takes a time of next week."""
    page = who.page
    who.go(way.at("/profesionales/", "/en/professionals/"))
    who.press(f"article.pro-box:has-text('{way.name}') h3 a")
    assert page.locator(".profile svg use[href$='badge-check']").count() == 1
    way.look(who, "public")
    who.press("#agenda a.btn.line.square")
    who.press("#agenda .picker a.slot:visible")
    fill(who, f"client-of-{way.address}")
    # A number of their own: guests are limited to some open bookings by phone as well.
    page.fill("#id_phone", f"+3461300{way.number}")
    who.press(NEXT)
    who.press(NEXT)
    booked = way.at("/reservar/hecho/", "/en/book/done/")
    assert booked in page.url, page.locator("main").inner_text()


def see_the_appointment(way: Way, who: Visitor) -> None:
    """It stands in the professional's days to come, and the page is told as published."""
    who.go(way.at("/agenda/proximas/", "/en/agenda/upcoming/"))
    assert "Luna" in who.page.locator("main").inner_text()
    way.look(who, "upcoming")
    who.go(way.at("/agenda/mi-pagina/", "/en/agenda/page/"))
    assert who.page.locator(".flow [aria-current=step]").inner_text() in ("Publicada", "Published")
    way.look(who, "page-published")


# In the long tests, and wherever pictures are taken.
AT_LENGTH = () if PICTURES else pytest.mark.long
FULL_AGENDA = [pytest.param(size, marks=AT_LENGTH) for size in ("phone", "desktop")]


@pytest.mark.parametrize("size", FULL_AGENDA)
def test_the_pages_of_a_full_agenda(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    """Somebody with many appointments: the day, what is to come, hours that would clash, own facts."""
    way = Way(demo_site, size, "es", "Marta Ferrer Soler", "")
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "professional")
        who.go(busy_day(demo_site))
        assert page.locator(".timeline > li[data-status]").count() >= 3
        way.look(who, "today")
        who.press(".timeline a[href*='/cancelar/']")
        page.locator("#id_reason").select_option(index=1)
        who.press("main form button[value=look]")
        assert page.locator(".mail-words").count() == 1
        way.look(who, "cancel")
        for name, path in (
            ("upcoming-full", "/agenda/proximas/"),
            ("facts", "/agenda/ficha/"),
            ("hours", "/agenda/disponibilidad/"),
        ):
            who.go(path)
            way.look(who, name)
        assert page.locator("#horario .times").count() >= 1
        while page.locator("#horario button[name=remove]").count():
            who.press("#horario button[name=remove]")
        who.press(".save button[value=save]")
        # Nothing is saved over appointments that were not named before.
        assert page.locator("#choques li").count() >= 3
        way.look(who, "hours-clash")
        who.go("/agenda/disponibilidad/")
        assert page.locator("#horario .times").count() >= 1
        who.go("/agenda/mi-pagina/")
        way.look(who, "page-full")
        who.press("main a[href^='/admin/']")
        assert page.locator("[data-contentpath=body_es]").is_visible()
        shoot(page, "pro-editor", size, "es")


def busy_day(site: DemoSite) -> str:
    """Marta's next day with several appointments that stand; today may be a day off."""
    with psycopg.connect(site.database) as link:
        row = link.execute(BUSY).fetchone()
    assert row, "Marta has no full day ahead"
    return f"/agenda/?day={row[0]}"


BUSY = """
SELECT (a.starts_at AT TIME ZONE 'Europe/Madrid')::date AS day FROM booking_appointment a
  JOIN booking_claim c ON c.appointment_id = a.id
  JOIN booking_resource r ON r.id = c.resource_id
  JOIN accounts_professional p ON p.id = r.professional_id AND p.slug = 'marta-ferrer'
 WHERE a.status = 'confirmed' AND a.starts_at > now()
 GROUP BY day HAVING count(DISTINCT a.id) >= 3 ORDER BY day LIMIT 1
"""


def test_a_clinic_of_one_person_approves_its_own_text_with_a_reason(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    """The only approver writes, sends, and says why nobody else has read it; then it is public."""
    said = "Ahora también los sábados por la mañana."
    with (
        psycopg.connect(demo_site.database, autocommit=True) as link,
        visitor(chromium_browser, demo_site.base, size="desktop") as who,
    ):
        row = link.execute(PUBLIC).fetchone()
        assert row
        page, edit = who.page, f"/admin/pages/{row[0]}/edit/"
        enter(who, demo_site, "superadministrator")
        others = [pk for (pk,) in link.execute(OTHERS, [SUPER]).fetchall()]
        link.execute("UPDATE accounts_user SET is_active = false WHERE id = ANY(%s)", [others])
        try:
            who.go(edit)
            write(page, "body_es", said)
            submit(who)
            who.go(edit)
            choose(page, "approve_own")
            page.locator(".modal-dialog button[type=submit]").click()
            expect(page.locator(".modal-dialog .error-message")).to_have_count(1)
            page.locator(".modal-dialog textarea").fill("Trabajo sola en la clínica.")
            shoot(page, "pro-own-text", "desktop", "es")
            who.press(".modal-dialog button[type=submit]")
        finally:
            link.execute("UPDATE accounts_user SET is_active = true WHERE id = ANY(%s)", [others])
    with visitor(chromium_browser, demo_site.base, size="phone") as client:
        client.go(f"/profesionales/{row[1]}/")
        assert said in client.page.locator("main").inner_text()


SUPER = "superadmin@clinicaazahar.example"
PUBLIC = """
SELECT page.page_ptr_id, p.slug FROM home_profilepage page
  JOIN accounts_professional p ON p.id = page.professional_id
 WHERE p.slug <> 'marta-ferrer' AND p.is_listed AND p.suspended_at IS NULL
 ORDER BY p.slug LIMIT 1
"""
OTHERS = """
SELECT id FROM accounts_user
 WHERE is_active AND role IN ('superadministrator', 'administrator', 'editor') AND email <> %s
"""
