"""How many questions a page asks the database, and how heavy it is."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.models import ClinicIdentity, FooterText, Menus, SiteNotice, SocialLinks
from portal.testing import Agenda, make_agenda

from .site import (
    Tree,
    make_article,
    make_page,
    make_profile,
    make_service_page,
    make_tree,
    twin,
)
from .test_blocks import values

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
ROOT = Path(conf.ROOT)


@pytest.fixture
def picture(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.create(title="Fachada", file=get_test_image_file())


@pytest.fixture
def tree(agenda: Agenda, picture: Any) -> Tree:
    """A site with a page that holds every block, twice, in both languages; settings filled in."""
    tree = make_tree()
    make_profile(tree, agenda.professional)
    make_service_page(tree, agenda.service)
    article = make_article(tree, picture=picture)
    kinds = values(agenda, picture, article)
    body = [{"type": kind, "value": value} for kind, value in kinds.items()]
    page = make_page(tree, body * 2)
    twin(tree.home_en, page, "the-group", "The group", body=body * 2)
    for home in (tree.home, tree.home_en):
        home.body = body
        home.save_revision().publish()
    fill_settings(tree, page)
    return tree


def fill_settings(tree: Tree, page: Any) -> None:
    site = tree.home.get_site()
    ClinicIdentity.objects.create(site=site, name="Azahar")
    SocialLinks.objects.create(site=site, instagram="https://social.example/azahar")
    FooterText.objects.create(site=site, about_es="Cuidamos", about_en="We care")
    SiteNotice.objects.create(site=site, text_es="Aviso", text_en="Notice")
    items = [
        {"type": "item", "value": {"title_es": "Grupo", "title_en": "Group", "page": page.pk}},
        {"type": "item", "value": {"page": tree.services.pk}},
    ]
    Menus.objects.create(site=site, main=items, legal=items)


PAGES = [
    "/",
    "/en/",
    "/el-grupo/",
    "/en/the-group/",
    "/consejos/",
    "/en/advice/",
    "/consejos/la-rabia/",
    "/en/advice/la-rabia/",
    "/servicios/",
    "/en/services/",
    "/servicios/service-1/",
    "/en/services/service-1/",
]


def queries(client: Client, path: str) -> list[str]:
    """What the page asks once its pictures are rendered and content types are known."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return [query["sql"] for query in found]


def grow(tree: Tree, picture: Any) -> None:
    """Ten times the people, services and articles."""
    for number in range(9):
        more = make_agenda(name=f"Ana Gil {number}", location=tree.place)
        page = make_profile(tree, more.professional)
        page.portrait = picture
        page.save()
        make_service_page(tree, more.service)
        make_article(tree, slug=f"otro-{number}", title=f"Otro {number}", picture=picture)


def test_no_page_asks_more_than_fifteen_times_whatever_there_is(
    client: Client, tree: Tree, agenda: Agenda, picture: Any
) -> None:
    tree.place = agenda.location
    before = {path: queries(client, path) for path in PAGES}
    assert {p: len(q) for p, q in before.items() if len(q) > MOST_QUERIES} == {}
    assert {
        p: [x for x in q if q.count(x) > 1] for p, q in before.items() if len(set(q)) < len(q)
    } == {}
    grow(tree, picture)
    after = {path: len(queries(client, path)) for path in PAGES}
    assert after == {path: len(found) for path, found in before.items()}


def test_settings_of_all_themes_cost_one_query(client: Client, tree: Tree) -> None:
    asked = [q for q in queries(client, "/el-grupo/") if "home_menus" in q]
    assert len(asked) == 1


def test_a_page_weighs_no_more_than_150_kilobytes(client: Client, tree: Tree) -> None:
    files = ("css/site.css", "js/site.js", "img/sprite.svg")
    shared = sum((ROOT / "static" / name).stat().st_size for name in files)
    heavy = {}
    for path in PAGES:
        if (weight := shared + len(client.get(path).content)) > 150_000:
            heavy[path] = weight
    assert heavy == {}


def covered(css: str, family: str) -> set[int]:
    """Code points for which the style sheet names a file of the family."""
    found: set[int] = set()
    for face in re.findall(r"@font-face\{([^}]*)\}", css):
        if f"family:{family}" in face.replace('"', "") and (
            ranges := re.search(r"unicode-range:([^;}]*)", face)
        ):
            for part in ranges[1].split(","):
                first, _dash, last = part.strip().removeprefix("U+").partition("-")
                found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize("family", ["Young Serif", "Figtree"])
def test_fonts_are_asked_for_latin_extended_a(family: str) -> None:
    """That the files hold the letters is for a browser to say: see test_browser_pages."""
    css = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    missing = set(range(0x100, 0x180)) - covered(css, family)
    assert [chr(code) for code in sorted(missing)] == []


def test_fonts_weigh_no_more_than_75_kilobytes() -> None:
    fonts = list((ROOT / "static" / "fonts").glob("*.woff2"))
    assert fonts
    assert sum(font.stat().st_size for font in fonts) <= 75_000


def test_the_style_sheet_keeps_to_its_budget() -> None:
    css = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    assert len(css.encode()) <= 36_000
    assert re.search(r"https?://", css) is None
