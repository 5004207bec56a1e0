"""No page is a 404 for want of a translation, and the switch leads to the same page."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from portal.testing import Agenda, make_user

from .site import (
    Tree,
    make_article,
    make_page,
    make_profile,
    make_service_page,
    make_tree,
    twin,
)

pytestmark = pytest.mark.django_db
NOTE = {"es": "Esta página solo está en inglés.", "en": "This page is only available in Spanish."}


@pytest.fixture
def tree(agenda: Agenda) -> Tree:
    tree = make_tree()
    make_profile(tree, agenda.professional)
    make_service_page(tree, agenda.service, body_es="<p>Con calma.</p>")
    article = make_article(tree, slug="la-rabia", title="La rabia")
    twin(tree.articles_en, article, "rabies", "Rabies")
    make_article(tree, slug="el-calor", title="El calor")
    make_page(tree, [{"type": "text", "value": {"text": "<p>Hola.</p>"}}])
    return tree


def switch(page: str) -> str:
    """Where the language switch of the header leads."""
    found = re.search(r'<a class="btn quiet sm top-lang" href="([^"]*)"', page)
    assert found
    return found[1]


# Spanish address, English address, whether each is a translation of its own.
TABLE = [
    ("/", "/en/", True),
    ("/profesionales/", "/en/professionals/", True),
    ("/profesionales/marta-1/", "/en/professionals/marta-1/", True),
    ("/consejos/", "/en/advice/", True),
    ("/consejos/la-rabia/", "/en/advice/rabies/", True),
    ("/consejos/el-calor/", "/en/consejos/el-calor/", False),
    ("/servicios/", "/en/services/", True),
    ("/servicios/service-1/", "/en/services/service-1/", True),
    ("/el-grupo/", "/en/el-grupo/", False),
]


def test_the_switch_leads_to_the_same_page(client: Client, tree: Tree) -> None:
    for spanish, english, both in TABLE:
        es, en = client.get(spanish), client.get(english)
        assert (es.status_code, en.status_code) == (200, 200), spanish
        es_page, en_page = es.content.decode(), en.content.decode()
        assert '<html lang="es"' in es_page, spanish
        assert '<html lang="en"' in en_page, english
        assert switch(es_page) == english
        assert switch(en_page) == spanish
        assert (NOTE["en"] in en_page) is not both, english
        host = "http://testserver"
        assert f'<link rel="canonical" href="{host}{spanish}">' in es_page
        own = english if both else spanish
        assert f'<link rel="canonical" href="{host}{own}">' in en_page
        for page in (es_page, en_page):
            twins = re.findall(r'hreflang="(..)" href="http://testserver([^"]*)"', page)
            expected = {("es", spanish), ("en", english)} if both else set()
            assert set(twins) == expected, spanish


def test_a_page_without_a_twin_says_in_which_language_it_is(client: Client, tree: Tree) -> None:
    page = client.get("/en/el-grupo/").content.decode()
    assert NOTE["en"] in page
    assert '<div class="blocks" lang="es">' in page
    assert "Hola." in page


def test_an_english_page_without_a_twin_is_there_in_spanish_too(client: Client, tree: Tree) -> None:
    from home.models import StandardPage

    from .site import locale, publish

    publish(tree.home_en, StandardPage(title="Only here", slug="only-here", locale=locale("en")))
    answer = client.get("/only-here/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert NOTE["es"] in page
    assert switch(page) == "/en/only-here/"


def test_the_other_languages_address_leads_to_the_translation(client: Client, tree: Tree) -> None:
    answer = client.get("/en/consejos/la-rabia/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/advice/rabies/")
    answer = client.get("/advice/rabies/")
    assert (answer.status_code, answer["Location"]) == (302, "/consejos/la-rabia/")


def test_a_list_holds_every_article_once(client: Client, tree: Tree) -> None:
    page = client.get("/en/advice/").content.decode()
    assert "Rabies" in page
    assert "La rabia" not in page
    assert re.search(r'<article class="tile lift" lang="es">', page)
    assert 'href="/en/consejos/el-calor/"' in page
    spanish = client.get("/consejos/").content.decode()
    assert "Rabies" not in spanish
    assert 'lang="es">' not in spanish.partition("<main")[2].partition("</main>")[0]


def test_a_service_says_when_its_words_are_in_the_other_language(
    client: Client, tree: Tree
) -> None:
    page = client.get("/en/services/service-1/").content.decode()
    assert "This text is only available in Spanish." in page
    assert '<div class="prose" lang="es"><p>Con calma.</p></div>' in page
    assert "General consultation" in page
    assert "This text" not in client.get("/servicios/service-1/").content.decode()


def test_drafts_and_unknown_addresses_are_404_under_both(client: Client, tree: Tree) -> None:
    page = make_page(tree, slug="borrador", title="Borrador")
    page.unpublish()
    for path in ("/borrador/", "/en/borrador/", "/nada/", "/en/nada/", "/en/advice/nada/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("where", ["itself", "above"])
def test_a_private_page_stays_private_under_both_languages(
    client: Client, tree: Tree, prefix: str, where: str
) -> None:
    page = make_page(tree, slug="socios", title="Solo socios")
    path = f"{prefix}/socios/"
    if where == "above":
        from home.models import StandardPage

        from .site import locale, publish

        publish(page, StandardPage(title="Hijo", slug="hijo", locale=locale("es")))
        path = f"{prefix}/socios/hijo/"
    assert client.get(path).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    answer = client.get(path)
    assert answer.status_code == 302
    assert "login" in answer["Location"]


# Below which page each is added; the only home page has none above it.
PARENTS = {"standardpage": "home", "articlepage": "articles", "servicepage": "services"}
LISTS = ("articleindexpage", "serviceindexpage", "directorypage")


def test_editors_open_each_kind_of_page_and_of_list(client: Client, tree: Tree) -> None:
    from wagtail.models import Page

    client.force_login(make_user("editor@example.com", "editor"))
    for kind, above in PARENTS.items():
        parent = getattr(tree, above)
        answer = client.get(f"/admin/pages/add/home/{kind}/{parent.pk}/")
        assert answer.status_code == 200, kind
    for kind in (*PARENTS, "homepage", *LISTS):
        page = Page.objects.filter(content_type__model=kind).first()
        assert page is not None, kind
        assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, kind
        assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200, kind


def test_an_editor_composes_a_page_and_sees_it_before_it_is_published(
    client: Client, tree: Tree, agenda: Agenda
) -> None:
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    from home.models import StandardPage

    client.force_login(make_user("editor@example.com", "editor"))
    page = StandardPage.objects.get(slug="el-grupo")
    data: dict[str, Any] = nested_form_data(
        {
            "title": "El grupo",
            "slug": "el-grupo",
            "lead": "",
            "body": streamfield(
                [
                    ("quote", {"text": "Dicho hoy.", "who": "Marta", "about": ""}),
                    ("opening_hours", {"heading": "Abrimos", "place": str(agenda.location.pk)}),
                ]
            ),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    assert client.post(preview, data).json()["is_valid"] is True
    shown = client.get(preview)
    assert "Dicho hoy." in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "Dicho hoy." not in client.get("/el-grupo/").content.decode()
    answer = client.post(f"/admin/pages/{page.pk}/edit/", {**data, "action-publish": "1"})
    assert answer.status_code == 302
    assert "Dicho hoy." in client.get("/el-grupo/").content.decode()
