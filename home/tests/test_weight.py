"""What a page weighs before pictures, and that it asks no other host for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from portal.tests.house import ROOT

from .small_site import make_site, make_team

HEAVIEST_PAGE = 150_000
HEAVIEST_FONTS = 75_000
# Attributes a browser follows by itself; a link waits to be pressed.
FETCHED = re.compile(
    r"""\b(?:src|srcset|action|formaction|poster|hx-get|hx-post)=["'](?:https?:)?//"""
)
FETCHED_LINK = re.compile(r"""<(?:link|use|base|image)\b[^>]*\bhref=["'](?:https?:)?//""")
# Mails are read elsewhere and have a rule of their own.
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "notifications" not in path.parts and "admin" not in path.parts
]
ASSETS = [*sorted((ROOT / "static/css").glob("*.css")), *sorted((ROOT / "static/js").glob("*.js"))]


class Linked(HTMLParser):
    """Static files a page loads: style sheets, scripts, the sprite."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" or (tag == "link" and values.get("rel") == "stylesheet"):
            self.found.add(values.get("src") or values.get("href") or "")
        if tag == "use":
            self.found.add((values.get("href") or "").partition("#")[0])


def weight(body: str) -> dict[str, int]:
    """Bytes of the page and of each file it loads, pictures and fonts aside."""
    linked = Linked()
    linked.feed(body)
    parts = {"the page": len(body.encode())}
    for url in linked.found:
        assert url.startswith(settings.STATIC_URL), url
        path = finders.find(url.removeprefix(settings.STATIC_URL))
        assert path, url
        parts[url] = Path(path).stat().st_size
    return parts


@pytest.mark.django_db
def test_home_directory_and_profile_are_light() -> None:
    team = make_team(make_site(), 12)
    profile = f"/profesionales/{team[0].professional.slug}/"
    for path in ("/", "/profesionales/", profile):
        response: Any = Client().get(path)
        parts = weight(response.content.decode())
        assert sum(parts.values()) <= HEAVIEST_PAGE, (path, parts)


@pytest.mark.django_db
def test_only_the_directory_loads_htmx() -> None:
    team = make_team(make_site(), 1)
    for path, loads in {
        "/": False,
        "/profesionales/": True,
        f"/profesionales/{team[0].professional.slug}/": False,
    }.items():
        assert (b"htmx-2.min.js" in Client().get(path).content) is loads, path


def test_the_fonts_together_are_light() -> None:
    fonts = list((ROOT / "static/fonts").glob("*.woff2"))
    assert len(fonts) >= 2
    assert sum(path.stat().st_size for path in fonts) <= HEAVIEST_FONTS


def foreign(text: str) -> list[str]:
    """What in a template, style sheet or script would ask another host."""
    found = [*FETCHED.findall(text), *FETCHED_LINK.findall(text)]
    found += re.findall(r"url\([\"']?(?:https?:)?//[^)]*", text)
    return found + re.findall(r"(?:fetch|import|@import)\s*\(?[\"'](?:https?:)?//[^\"']*", text)


def test_no_page_asks_another_host() -> None:
    assert len(TEMPLATES) > 30
    for path in [*TEMPLATES, *ASSETS]:
        assert foreign(path.read_text(encoding="utf-8")) == [], path


def test_a_link_to_another_host_tells_it_nothing() -> None:
    for path in TEMPLATES:
        for anchor in re.findall(r"<a\b[^>]*href=\"https?://[^>]*>", path.read_text("utf-8")):
            assert 'rel="noreferrer"' in anchor, path


def test_a_planted_foreign_request_is_found() -> None:
    assert foreign('<img src="https://tracker.example/a.gif">')
    assert foreign('<link rel="stylesheet" href="//cdn.example/a.css">')
    assert foreign("a{background:url(https://cdn.example/a.png)}")
    assert not foreign('<a href="https://www.openstreetmap.org/" rel="noreferrer">')
