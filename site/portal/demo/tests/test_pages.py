"""The demo's pages: every block on one of them, every page in both languages, facts from models."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from booking.models import Service
from home.blocks import ArticleBlocks, PageBlocks
from home.models import ArticlePage, HomePage, Menus, ServicePage, StandardPage
from portal.demo.content.page_pictures import PICTURES

pytestmark = pytest.mark.django_db
TREES = (HomePage, StandardPage, ArticlePage)


def kinds_used() -> set[str]:
    pages = [page for model in (HomePage, StandardPage) for page in model.objects.all()]
    return {block.block_type for page in pages for block in page.body}


def test_every_block_stands_on_some_page(tuesday: str) -> None:
    assert kinds_used() == set(PageBlocks().child_blocks)
    used = {block.block_type for page in ArticlePage.objects.all() for block in page.body}
    assert used <= set(ArticleBlocks().child_blocks)


@pytest.mark.parametrize("model", TREES)
def test_every_page_has_its_twin(tuesday: str, model: Any) -> None:
    spanish = model.objects.filter(locale__language_code="es")
    assert spanish.exists()
    for page in spanish:
        twin = model.objects.get(translation_key=page.translation_key, locale__language_code="en")
        assert [block.block_type for block in twin.body] == [b.block_type for b in page.body]


def test_every_service_has_a_page_with_a_picture(tuesday: str) -> None:
    assert ServicePage.objects.count() == Service.objects.count()
    assert not ServicePage.objects.filter(picture=None).exists()


def test_every_page_answers_in_both_languages_and_leads_nowhere_wrong(
    tuesday: str, client: Client
) -> None:
    seen: set[str] = set()
    waiting = ["/", "/en/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        waiting += [link for link in links(answer.content.decode()) if link not in seen]
    pages = Page.objects.filter(depth__gt=1).count()
    assert len(seen) >= pages


def links(page: str) -> set[str]:
    """Addresses of pages of ours that this one links to."""
    import re

    found = set(re.findall(r'<a [^>]*href="(/[^"#?]*)', page))
    return {link for link in found if not link.startswith(("/static", "/reservar", "/en/book"))}


def test_menus_lead_to_pages_in_both_languages(tuesday: str, client: Client) -> None:
    assert Menus.objects.count() == 1
    assert '<a href="/consejos/">Consejos</a>' in client.get("/").content.decode()
    assert '<a href="/en/advice/">Advice</a>' in client.get("/en/").content.decode()


def test_pictures_are_small(tuesday: str) -> None:
    from portal.demo.actions.portraits import PICTURES as FOLDER

    assert {
        name: size for name in PICTURES if (size := (FOLDER / name).stat().st_size) > 40_000
    } == {}
