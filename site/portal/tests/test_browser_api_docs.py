"""The page that describes the API, in a real browser under the strict policy: all from this host."""

import pytest
from playwright.sync_api import Browser

from .browsing import visitor
from .demo_site import DemoSite

pytestmark = pytest.mark.browser


def test_the_description_is_drawn_from_local_files_without_a_complaint(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        page = who.page
        page.goto(f"{demo_site.base}/api/docs/")
        page.wait_for_selector("#swagger-ui .opblock")
        drawn = page.locator("#swagger-ui .opblock-summary-path").all_inner_texts()
        assert len(drawn) == 24
        page.locator(".opblock-summary-control", has_text="/api/auth/login/").first.click()
        page.wait_for_selector(".opblock.is-open .responses-table")
        assert "otp" in page.locator(".opblock.is-open").inner_text()
        assert who.complaints == []


def test_a_program_is_tried_out_from_the_page(
    demo_site: DemoSite, chromium_browser: Browser
) -> None:
    """The button sends what it says, and the answer is the API's own."""
    with visitor(chromium_browser, demo_site.base, size="desktop") as who:
        page = who.page
        page.goto(f"{demo_site.base}/api/docs/#/auth/refresh")
        page.wait_for_selector(".opblock.is-open .try-out__btn")
        page.locator(".opblock.is-open .try-out__btn").click()
        page.locator(".opblock.is-open .execute").click()
        page.wait_for_selector(".opblock.is-open .live-responses-table .response-col_status")
        answer = page.locator(".opblock.is-open .live-responses-table").inner_text()
        assert "401" in answer
        assert "token_dead" in answer
        assert [line for line in who.complaints if "401" not in line] == []
