"""Each block shows its facts, and has a preview in the editor."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import PageBlocks
from home.models import StandardPage
from portal.accounts.models import Professional
from portal.places.models import OpeningHours
from portal.taxonomy.models import Profession, Regulation
from portal.testing import Agenda, make_user

from .site import Tree, make_article, make_page, make_profile, make_tree

pytestmark = pytest.mark.django_db
KINDS = sorted(PageBlocks().child_blocks)


@pytest.fixture
def tree(agenda: Agenda, settings: Any, tmp_path: Any) -> Tree:
    settings.MEDIA_ROOT = tmp_path
    tree = make_tree()
    make_profile(tree, agenda.professional)
    return tree


@pytest.fixture
def picture() -> Any:
    return Image.objects.create(title="Fachada", file=get_test_image_file())


def values(agenda: Agenda, picture: Any, article: Any) -> dict[str, dict[str, Any]]:
    """A value for each kind of block."""
    link = f'<p>Lee <a linktype="page" id="{article.pk}">esto</a>.</p>'
    place, person = str(agenda.location.pk), str(agenda.professional.pk)
    return {
        "text": {"text": link},
        "quote": {"text": "Sin prisas.", "who": "Marta"},
        "faq": {"heading": "Dudas", "questions": [{"question": "¿Cuándo?", "answer": link}]},
        "notice": {"tone": "warn", "title": "Obras", "text": "<p>Entra por detrás.</p>"},
        "steps": {"heading": "Pasos", "steps": [{"title": "Uno", "text": "Elige."}] * 2},
        "picture": {"picture": picture.pk, "alt": "Una fachada", "caption": "La casa"},
        "gallery": {"heading": "Fotos", "pictures": [{"picture": picture.pk, "alt": "Sala"}] * 2},
        "team": {"heading": "Equipo", "people": [], "with_times": True},
        "next_times": {"heading": "Huecos", "person": person},
        "prices": {"heading": "Precios", "services": []},
        "opening_hours": {"heading": "Abrimos", "place": place},
        "how_to_arrive": {"heading": "Llegar", "place": place},
        "hero": {"heading": "Busca", "with_search": True},
        "cards": {
            "heading": "Tarjetas",
            "cards": [{"title": "A leer", "link": {"page": article.pk}, "picture": picture.pk}],
        },
        "call_to_action": {
            "heading": "Ahora",
            "link": {"label": "Reservar", "url": "/profesionales/"},
        },
        "articles": {"heading": "Leer", "count": "3"},
    }


def shown(client: Client, tree: Tree, body: list[dict[str, Any]], slug: str = "el-grupo") -> str:
    make_page(tree, body, slug=slug)
    answer = client.get(f"/{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


FACTS = {
    "text": 'href="/consejos/la-rabia/"',
    "quote": "Sin prisas.",
    "faq": "¿Cuándo?",
    "notice": 'data-tone="warn"',
    "steps": "Elige.",
    "picture": 'alt="Una fachada"',
    "gallery": 'alt="Sala"',
    "team": "Dra. Marta Ferrer Soler",
    "next_times": "/reservar/?professional=marta-1",
    "prices": "35\u00a0€",
    "opening_hours": "9:00–14:00",
    "how_to_arrive": "openstreetmap.org",
    "hero": 'action="/profesionales/"',
    "cards": 'href="/consejos/la-rabia/"',
    "call_to_action": ">Reservar</a>",
    "articles": "La vacuna de la rabia",
}


def test_each_block_shows_its_facts(
    client: Client, tree: Tree, agenda: Agenda, picture: Any
) -> None:
    OpeningHours.objects.create(location=agenda.location, weekday=0, opens="9:00", closes="14:00")
    known = values(agenda, picture, make_article(tree))
    assert set(KINDS) == set(FACTS)
    for kind in KINDS:
        page = shown(client, tree, [{"type": kind, "value": known[kind]}], slug=f"with-{kind}")
        main = page[page.index("<main") : page.index("</main>")]
        assert FACTS[kind] in main, kind
        assert "None" not in main, kind


def test_a_price_that_changes_changes_on_the_page(
    client: Client, tree: Tree, agenda: Agenda
) -> None:
    make_page(tree, [{"type": "prices", "value": {"heading": "Precios"}}])
    agenda.service.price = 41
    agenda.service.save()
    assert "41\u00a0€" in client.get("/el-grupo/").content.decode()


@pytest.mark.parametrize("with_times", [True, False])
def test_each_card_of_the_team_says_how_the_profession_stands(
    client: Client, tree: Tree, agenda: Agenda, with_times: bool
) -> None:
    block = {"type": "team", "value": {"people": [], "with_times": with_times}}
    assert "Colegiación comprobada" in shown(client, tree, [block])
    Profession.objects.update(regulated=Regulation.UNSURE)
    # A licence that was checked makes no regulated profession of one that is not.
    page = shown(client, tree, [block], slug="otra")
    assert "Colegiación comprobada" in page
    assert "Regulación sin aclarar" in page
    Professional.objects.update(
        licence_checked_at=None, licence_checked_by=None, licence_valid_until=None
    )
    page = shown(client, tree, [block], slug="tercera")
    assert "Colegiación comprobada" not in page
    assert "Regulación sin aclarar" in page


def test_what_is_gone_takes_its_block_along_and_nothing_else(client: Client, tree: Tree) -> None:
    body = [
        {"type": "next_times", "value": {"person": "987654"}},
        {"type": "opening_hours", "value": {"place": "987654"}},
        {"type": "picture", "value": {"picture": 987654}},
        {"type": "call_to_action", "value": {"heading": "Ya", "link": {"page": 987654}}},
        {"type": "text", "value": {"text": "<p>Sigue aquí.</p>"}},
    ]
    page = shown(client, tree, body)
    assert "Sigue aquí." in page
    assert "Ya" not in page[page.index("<main") : page.index("</main>")]


def test_a_script_in_an_address_is_refused(tree: Tree, client: Client) -> None:
    from django.core.exceptions import ValidationError

    block = PageBlocks().child_blocks["call_to_action"].child_blocks["link"]
    bad = block.to_python({"label": "x", "url": "javascript:alert(1)"})
    with pytest.raises(ValidationError):
        block.clean(bad)
    assert block.clean(block.to_python({"label": "x", "url": "/reservar/"}))


def blocks_of_pages() -> dict[str, Block]:
    return dict(StandardPage._meta.get_field("body").stream_block.child_blocks)


def test_each_block_has_a_preview_in_the_editor(
    client: Client, tree: Tree, agenda: Agenda, picture: Any
) -> None:
    make_article(tree)
    client.force_login(make_user("editor@example.com", "editor"))
    for kind in KINDS:
        block = blocks_of_pages()[kind]
        assert block.is_previewable, kind
        assert str(block.label) and block.meta.icon and block.get_description(), kind
        address = reverse("wagtailadmin_block_preview")
        answer = client.get(address, {"id": block.definition_prefix})
        assert answer.status_code == 200, kind
        page = answer.content.decode()
        assert 'href="/static/css/site.css"' in page, kind
        main = page[page.index("<main>") : page.index("</main>")]
        assert len(main) > 150, kind
        if kind in {"opening_hours", "prices", "team", "next_times", "how_to_arrive"}:
            facts = ("Clínica Azahar", "Consulta general", "Marta Ferrer")
            assert any(fact in main for fact in facts), kind


def test_blocks_stay_out_of_migrations() -> None:
    for field in (StandardPage._meta.get_field("body"),):
        _name, path, args, kwargs = field.deconstruct()
        assert path == "home.stream.Body"
        assert args == []
        assert set(kwargs) <= {"blank", "verbose_name"}
