"""Each kind of page in a real browser: nothing complains, nothing scrolls sideways, axe is content."""

import os

import pytest
from playwright.sync_api import Browser

from .browsing import visitor
from .demo_site import DemoSite
from .managing import shoot

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"

# One of each template; together the standard pages hold every block.
PAGES = {
    "group": ("/el-grupo/", "/en/about-us/"),
    "first-visit": ("/primera-visita/", "/en/first-visit/"),
    "prices": ("/precios/", "/en/prices/"),
    "arrive": ("/como-llegar/", "/en/how-to-get-here/"),
    "advice": ("/consejos/", "/en/advice/"),
    "article": ("/consejos/calor-paseos-coche/", "/en/advice/heat-walks-car/"),
    "services": ("/servicios/", "/en/services/"),
    "booking-services": ("/reservar/", "/en/book/"),
    "booking-times": (
        "/reservar/?service=consulta-general&professional=marta-ferrer",
        "/en/book/?service=consulta-general&professional=marta-ferrer",
    ),
    "booking-times-any": (
        "/reservar/?service=consulta-general",
        "/en/book/?service=consulta-general",
    ),
    "service": ("/servicios/consulta-general/", "/en/services/consulta-general/"),
}
# Letters that the families themselves have not drawn; see static/fonts/README.md.
UNDRAWN = {"Young Serif": "ſ", "Figtree": "ĔĕĨĩĬĭĸĿŀŉŎŏŢţŦŧŨũſ"}
VISITS = [("phone", "es", "light")]
if os.environ.get("PORTAL_SCREENSHOTS"):
    VISITS += [("phone", "es", "dark"), ("desktop", "en", "light"), ("desktop", "en", "dark")]
LONG_VISITS = [
    (size, language, scheme)
    for size in ("phone", "desktop", "narrow", "tablet")
    for language in ("es", "en")
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize(("size", "language", "scheme"), LONG_VISITS if LONG else VISITS)
def test_each_kind_of_page_is_whole(
    demo_site: DemoSite, chromium_browser: Browser, size: str, language: str, scheme: str
) -> None:
    with visitor(
        chromium_browser, demo_site.base, size=size, language=language, scheme=scheme
    ) as who:
        for name, addresses in PAGES.items():
            who.go(addresses[language == "en"])
            assert who.page.locator("html").get_attribute("lang") == language
            assert who.page.locator("h1").count() == 1
            who.check()
            shoot(who.page, name, size, language)


def test_a_question_opens_without_a_script(demo_site: DemoSite, chromium_browser: Browser) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone", scripts=False) as who:
        who.go("/precios/")
        answer = who.page.locator("details.faq div").first
        assert not answer.is_visible()
        who.page.locator("details.faq summary").first.click()
        assert answer.is_visible()


def test_the_fonts_hold_latin_extended_a(demo_site: DemoSite, chromium_browser: Browser) -> None:
    """A letter that the font lacks is drawn by another, and then its width follows that one."""
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        who.go("/")
        missing = who.page.evaluate(
            """async (families) => {
                const pen = document.createElement("canvas").getContext("2d");
                const width = (font, letter) => {
                    pen.font = `100px ${font}`;
                    return pen.measureText(letter).width;
                };
                const lost = [];
                for (const family of families) {
                    for (let code = 0x100; code < 0x180; code++) {
                        const letter = String.fromCharCode(code);
                        await document.fonts.load(`100px "${family}"`, letter);
                        const first = width(`"${family}", monospace`, letter);
                        const second = width(`"${family}", serif`, letter);
                        if (first !== second) lost.push(`${family} ${letter}`);
                    }
                }
                return lost;
            }""",
            ["Young Serif", "Figtree"],
        )
    assert missing == [f"{family} {letter}" for family, lost in UNDRAWN.items() for letter in lost]
