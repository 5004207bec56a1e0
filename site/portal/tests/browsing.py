"""A real browser for tests: Chromium driven by Playwright, with what every page is held to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (390, 844), "desktop": (1280, 900), "narrow": (320, 640), "tablet": (820, 1100)}
# More than any page has to step through.
MOST_STEPS = 400
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def executable() -> str | None:
    """The Chromium of this machine: CHROMIUM, or the first one on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = executable()
    assert path, "no Chromium: make test says how to install one"
    # Playwright keeps an event loop in this thread, and Django then refuses queries as unsafe;
    # they are made by this thread between two steps of the browser, never inside the loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser window; remembers what a good page never does."""

    page: Page
    base: str
    # Without a mouse: everything is reached with Tab and pressed with Enter, Space and arrows.
    keys: bool = False
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused booking answers 409 on purpose; the browser calls every 4xx an error.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.base).netloc:
            self.complaints.append(f"request to {host}")

    def go(self, path: str) -> None:
        self.page.goto(self.base + path, wait_until="networkidle")

    def press(self, selector: str, number: int = 0) -> None:
        """Press what leads to another page, and wait until that page is there."""
        target = self.page.locator(selector).nth(number)
        if self.keys:
            self._reach(target)
        # Only another document loads: an address that htmx writes into this one is no new page.
        with self.page.expect_event("load"):
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                target.click()
        self.page.wait_for_load_state("networkidle")

    def sift(self, selector: str, address: str) -> None:
        """Press what changes this page in place where scripts run; wait until nothing is under way."""
        self.open(selector)
        self.page.wait_for_url(address, wait_until="networkidle")
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def open(self, selector: str) -> None:
        """Press what opens something on this page."""
        target = self.page.locator(selector).first
        if self.keys:
            self._reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def fill(self, selector: str, text: str) -> None:
        """Write into an empty field."""
        target = self.page.locator(selector)
        if self.keys:
            self._reach(target)
            self.page.keyboard.type(text)
        else:
            target.fill(text)

    def choose(self, selector: str) -> None:
        """Take one of several: its words are what one taps, the keyboard finds the group."""
        target = self.page.locator(selector)
        if not self.keys:
            self.page.locator("label", has=target).click()
            return
        self._reach(target, "e.name === document.activeElement.name")
        for _turn in range(MOST_STEPS):
            if target.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def select_first(self, selector: str) -> None:
        """Take the first choice of a list that has none yet."""
        target = self.page.locator(selector)
        if self.keys:
            self._reach(target)
            self.page.keyboard.press("ArrowDown")
        else:
            target.select_option(index=1)
        assert target.input_value()

    def _reach(self, target: Locator, found: str = "e === document.activeElement") -> None:
        """Go on with Tab until the focus is there, and shows."""
        for _step in range(MOST_STEPS):
            if target.evaluate(f"e => {found}"):
                assert target.evaluate("() => document.activeElement.matches(':focus-visible')")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way with the keyboard to {target}")

    def check(self) -> None:
        """Nothing complained, nothing scrolls sideways, axe finds nothing."""
        assert self.complaints == []
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), page.url
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    def check_main(self) -> None:
        """In the Wagtail admin: axe finds nothing in what is ours, the page's own content."""
        found = Axe().run(
            self.page,
            context="#main .nice-padding, #main .agenda-filters, #main .agenda-scroll",
            options={"runOnly": {"type": "tag", "values": RULES}},
        )
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"


@contextmanager
def visitor(
    browser: Browser,
    base: str,
    *,
    size: str,
    language: str = "es",
    scheme: str = "light",
    scripts: bool = True,
    keys: bool = False,
) -> Iterator[Visitor]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        is_mobile=width < 600,
        has_touch=width < 600,
        # The device speaks another language than the page: the address alone must decide.
        locale="fr-FR",
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(20_000)
    try:
        yield Visitor(context.new_page(), base, keys)
    finally:
        context.close()
