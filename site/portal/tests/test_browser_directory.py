"""Directory and profile in a real browser: choices without a new page, and all of it without scripts."""

import os

import pytest
from playwright.sync_api import Browser, expect

from .browsing import Visitor, visitor
from .demo_site import DemoSite

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
ALL = [(size, scheme) for size in ("phone", "desktop", "narrow") for scheme in ("light", "dark")]

# Of the demo.
GROOMERS = 2
DIRECTORY = "/profesionales/"
NOBODY = f"{DIRECTORY}?profession=groomer&language=de"


@pytest.mark.parametrize(("size", "scheme"), ALL if LONG else [("phone", "light")])
def test_directory_empty_answer_and_profile_are_clean(
    demo_site: DemoSite, chromium_browser: Browser, size: str, scheme: str
) -> None:
    with visitor(chromium_browser, demo_site.base, size=size, scheme=scheme) as who:
        for path in (DIRECTORY, NOBODY):
            who.go(path)
            who.check()
        assert who.page.locator(".empty a.btn").count() >= 2
        open_filters(who)
        who.check()
        who.go(DIRECTORY)
        who.press("article.pro-box h3 a")
        # The bar with the next time lies over whatever is behind it until the page's end.
        who.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        who.check()


def open_filters(who: Visitor) -> None:
    opener = who.page.locator("button[popovertarget=filtros]").first
    if opener.is_visible():
        opener.click()
        expect(who.page.locator("#filtros")).to_be_visible()


def test_a_choice_changes_results_heading_and_address_without_a_new_page(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        page = who.page
        who.go(DIRECTORY)
        everybody = page.locator("#resultados article").count()
        page.evaluate("window.stayed = true")
        page.locator("input[name=profession][value=groomer]").check()
        page.wait_for_url("**/?profession=groomer")
        expect(page.locator("#resultados article")).to_have_count(GROOMERS)
        assert page.evaluate("window.stayed")
        assert page.evaluate("document.activeElement.id") == "profession-groomer"
        heading = page.locator("h1").inner_text()
        assert heading == "Peluquero/a canino o felino"
        assert heading in page.title()
        assert page.locator("#announcement").inner_text().startswith(f"{GROOMERS} profesionales")
        who.check()
        # A chip takes the filter back, the browser's own button brings it again.
        page.locator("ul[aria-label='Filtros activos'] a").first.click()
        expect(page.locator("#resultados article")).to_have_count(everybody)
        assert page.evaluate("window.stayed")
        assert page.locator("#profession-any").is_checked()
        page.go_back(wait_until="networkidle")
        expect(page.locator("#resultados article")).to_have_count(GROOMERS)
        assert page.locator("input[name=profession][value=groomer]").is_checked()
        assert who.complaints == []


def test_a_second_choice_made_before_the_answer_to_the_first_counts(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        page = who.page
        who.go(DIRECTORY)
        page.evaluate(
            """() => ['veterinarian', 'groomer'].forEach(
                 name => document.getElementById(`profession-${name}`).click())"""
        )
        page.wait_for_url("**/?profession=groomer")
        expect(page.locator(".htmx-request")).to_have_count(0)
        expect(page.locator("#resultados article")).to_have_count(GROOMERS)
        assert page.locator("#profession-groomer").is_checked()
        assert who.complaints == []


def test_the_sheet_closes_on_its_button_and_not_on_a_choice(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="phone") as who:
        page = who.page
        who.go(DIRECTORY)
        open_filters(who)
        page.locator("input[name=profession][value=groomer]").check()
        button = page.locator("#filtros button[type=submit]")
        expect(button).to_have_text(f"Ver {GROOMERS} resultados")
        button.click()
        expect(page.locator("#filtros")).to_be_hidden()
        expect(page.locator("#resultados article")).to_have_count(GROOMERS)
        expect(page.locator("#filter-count")).to_contain_text("1")
        assert who.complaints == []


def test_filters_work_without_scripts(demo_site: DemoSite, chromium_browser: Browser) -> None:
    with visitor(chromium_browser, demo_site.base, size="desktop", scripts=False) as who:
        page = who.page
        who.go(DIRECTORY)
        page.locator("input[name=profession][value=groomer]").check()
        who.press("#filtros button[type=submit]")
        assert "profession=groomer" in page.url
        assert page.locator("#resultados article").count() == GROOMERS
        who.press("nav.days a.chip", 0)
        who.press("#resultados article h3 a")
        who.press("#agenda .picker a.slot")
        assert "/reservar/" in page.url
