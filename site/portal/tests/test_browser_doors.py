"""The doors in a real browser: signing up and booking, the second factor, one's own apps."""

import base64
import os
import re

import pytest
from django_otp.oath import totp
from playwright.sync_api import Browser

from . import live
from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .managing import enter, mails_to, shoot, words_of

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
PICTURES = bool(os.environ.get("PORTAL_SCREENSHOTS"))
WAYS = [("phone", "es"), *([("desktop", "en")] if LONG or PICTURES else [])]
SIGN_UP = {"es": "/crear-cuenta/", "en": "/en/sign-up/"}
ACCOUNT = {"es": "/cuenta/", "en": "/en/account/"}
DIRECTORY = {"es": "/profesionales/", "en": "/en/professionals/"}
SECURITY = {"es": "/cuenta/seguridad/", "en": "/en/account/security/"}
NEXT = "main form button.btn.lg"


def look(who: Visitor, name: str, size: str, language: str) -> None:
    who.check()
    shoot(who.page, f"door-{name}", size, language)


def code_in_mail(site: DemoSite, address: str) -> str:
    """The six figures of the last mail to this address, once there is one."""
    live.wait_until(lambda: site.mail.got(address) >= 1, 30, site.log)
    found = re.search(r"\b\d{6}\b", words_of(mails_to(site, address)[-1]))
    assert found
    return found[0]


def seed_on(who: Visitor) -> bytes:
    """The key of the app that is being set up, as the page spells it for those who cannot scan."""
    who.page.locator("main details summary").click()
    return base64.b32decode(who.page.locator(".seed").inner_text().replace(" ", ""))


def connect(who: Visitor, name: str) -> list[str]:
    """Set the app up that the page shows; the recovery codes, where there are any."""
    who.page.fill("#id_code", f"{totp(seed_on(who)):06d}")
    who.page.fill("#id_name", name)
    who.press("main form:has(#id_name) button[type=submit]")
    return [str(code) for code in who.page.locator(".codes code").all_inner_texts()]


@pytest.mark.parametrize(("size", "language"), WAYS)
def test_from_signing_up_to_an_appointment_and_an_app(
    demo_site: DemoSite, chromium_browser: Browser, size: str, language: str
) -> None:
    address = f"nuria-{size}-{language}@example.com"
    with visitor(chromium_browser, demo_site.base, size=size, language=language) as who:
        page = who.page
        who.go(SIGN_UP[language])
        page.fill("#id_full_name", "Núria Camps Roig")
        page.fill("#id_email", address)
        page.fill("#id_password1", "una frase bien larga")
        page.check("#id_privacy")
        look(who, "sign-up", size, language)
        who.press("main form:has(#id_email) button[type=submit]")
        look(who, "sign-up-code", size, language)
        page.fill("#id_code", code_in_mail(demo_site, address))
        who.press("main form:has(#id_code) button[type=submit]")
        assert page.url.endswith(ACCOUNT[language])
        who.go(DIRECTORY[language])
        who.press("article.pro-box:first-of-type a.slot")
        assert page.locator("#id_email").count() == 0
        page.fill("#id_animal0-label", "Nit")
        if not page.locator("input[name=animal0-species]:checked").count():
            who.choose("#id_animal0-species_0")
        page.fill("#id_animal0-notes", "Come menos desde el domingo.")
        page.fill("#id_phone", "612 34 56 78")
        who.press(NEXT)
        who.press(NEXT)
        look(who, "booked-first", size, language)
        who.go(ACCOUNT[language])
        assert page.locator(".next-up").count() == 1
        look(who, "booked", size, language)
        who.go(SECURITY[language])
        who.press("a[href$='/aplicacion/'], a[href$='/security/app/']")
        look(who, "app", size, language)
        codes = connect(who, "Móvil")
        assert len(codes) == 10
        look(who, "codes", size, language)
        who.press("main a.btn.wide")
        look(who, "security", size, language)
        who.press("main form[action*='sal'] button, main form[action*='log-out'] button")


@pytest.mark.parametrize("size", ["desktop", *(["phone"] if LONG or PICTURES else [])])
def test_staff_log_in_with_the_second_factor_and_change_phones(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        who.go("/demo/")
        who.press("form[action*='/demo/login/editor'] button")
        page.fill("#id_code", "000 000")
        who.press("form[action*='segundo-factor'] button")
        assert page.locator(".errors").count() == 1
        look(who, "second-factor-wrong", size, "es")
        enter(who, demo_site, "editor")
        assert page.url.endswith("/admin/")
        who.go("/cuenta/seguridad/")
        who.press("a[href$='/aplicacion/']")
        if connect(who, "Teléfono nuevo"):
            who.press("main a.btn.wide")
        assert "Teléfono nuevo" in page.locator("main").inner_text()
        look(who, "two-apps", size, "es")
        who.press("a[href$='/codigos/']")
        who.press("form[action$='/codigos/'] button")
        codes = page.locator(".codes code").all_inner_texts()
        assert len(codes) == 10
        who.press("main a.btn.wide")
        who.press("main li a.btn.quiet.sm", 1)
        assert "Teléfono nuevo" in page.locator("h1").inner_text()
        look(who, "remove-app", size, "es")
        who.press("main form:has(button.danger) button")
        who.go("/demo/")
        who.press("form[action*='/demo/login/editor'] button")
        look(who, "second-factor", size, "es")
        page.fill("#id_code", codes[0])
        who.press("form[action*='segundo-factor'] button")
        assert page.url.endswith("/admin/")


@pytest.mark.parametrize("size", ["desktop", *(["phone"] if LONG or PICTURES else [])])
def test_a_colleague_is_invited_and_gets_in(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    """From the administrator's screen by the mail to the colleague's first page, on another device."""
    address = f"eva-{size}@clinicaazahar.example"
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "administrator")
        who.go("/admin/staff/")
        who.check_main()
        shoot(page, "admin-staff", size, "es")
        who.press("main a[href$='/admin/staff/invite/']")
        page.fill("#id_email", address)
        page.fill("#id_full_name", "Eva Soler Miralles")
        page.check("input[name=role][value=assistant]")
        page.locator("input[name=locations]").first.check()
        shoot(page, "admin-staff-invite", size, "es")
        who.press("main form[method=post] button[type=submit]")
        assert "Eva Soler Miralles" in page.locator("main").inner_text()
        shoot(page, "admin-staff-login", size, "es")
        who.check_main()
    live.wait_until(lambda: demo_site.mail.got(address) >= 1, 30, demo_site.log)
    link = re.search(r"(/invitacion/[\w-]{22}/)", words_of(mails_to(demo_site, address)[-1]))
    assert link
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        page = who.page
        who.go(link[1])
        look(who, "invitation", "phone", "es")
        page.fill("#id_password1", "una frase bien larga")
        page.fill("#id_password2", "una frase bien larga")
        who.press("main form:has(#id_password1) button[type=submit]")
        look(who, "invitation-app", "phone", "es")
        assert len(connect(who, "Mi móvil")) == 10
        who.press("main a.btn.wide")
        assert page.url.endswith("/admin/")
        assert page.get_by_text("Eva").count() >= 1
