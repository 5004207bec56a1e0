"""Name, phones, links, footer, notice and menus: edited in one place, shown on every page."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import SiteNotice
from portal.audit.models import AuditEvent
from portal.testing import Agenda, make_user

from .site import Tree, make_page, make_tree, twin

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
EVERYWHERE = ("/", "/el-grupo/", "/consejos/", "/servicios/", "/profesionales/")


@pytest.fixture
def tree(agenda: Agenda) -> Tree:
    tree = make_tree()
    tree.page = make_page(tree)
    tree.page_en = twin(tree.home_en, tree.page, "the-group", "The group")
    return tree


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("editor@example.com", "editor"))
    return client


def save(editor: Client, model: str, data: dict[str, Any]) -> Any:
    first = editor.get(f"/admin/settings/home/{model}/")
    assert first.status_code == 302
    answer = editor.post(first["Location"], data)
    assert AuditEvent.objects.filter(action="home.settings_saved").exists() is (
        answer.status_code == 302
    )
    return answer


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_name_and_phones_stand_on_every_page(editor: Client, tree: Tree) -> None:
    assert "Clínica Azahar 1" in page(editor, "/")
    data = {
        "name": "Azahar Grupo",
        "phone": "961 23 45 67",
        "email": "di@hola.example",
        "emergency_phone": "612345678",
        "emergency_note_es": "las 24 horas",
        "emergency_note_en": "day and night",
    }
    assert save(editor, "clinicidentity", data).status_code == 302
    for path in EVERYWHERE:
        text = page(editor, path)
        assert "Azahar Grupo" in text
        assert "tel:+34961234567" in text
        assert "tel:+34612345678" in text
        assert "las 24 horas" in text
    assert "day and night" in page(editor, "/en/")


def test_a_phone_that_is_none_is_refused(editor: Client, tree: Tree) -> None:
    data = {"name": "", "phone": "12", "email": "", "emergency_phone": ""}
    data |= {"emergency_note_es": "", "emergency_note_en": ""}
    answer = save(editor, "clinicidentity", data)
    assert answer.status_code == 200
    assert "612 34 56 78" in answer.content.decode()


def test_social_links_are_shown_with_their_signs(editor: Client, tree: Tree) -> None:
    names = ("instagram", "facebook", "youtube", "linkedin", "tiktok", "whatsapp")
    data = dict.fromkeys(names, "") | {"instagram": "https://social.example/azahar"}
    assert save(editor, "sociallinks", data).status_code == 302
    text = page(editor, "/en/")
    assert 'href="https://social.example/azahar"' in text
    assert "sprite.svg#instagram" in text
    assert "sprite.svg#facebook" not in text


def test_every_network_has_a_sign_in_the_sprite() -> None:
    from django.conf import settings

    from home.models import SocialLinks

    sprite = (settings.ROOT / "static" / "img" / "sprite.svg").read_text(encoding="utf-8")
    assert [name for name in SocialLinks.NETWORKS if f'id="{name}"' not in sprite] == []


def test_footer_texts_are_each_languages_own(editor: Client, tree: Tree) -> None:
    data = {"about_es": "Cuidamos", "about_en": "We care", "legal_es": "Uno", "legal_en": "One"}
    assert save(editor, "footertext", data).status_code == 302
    assert "Cuidamos" in page(editor, "/")
    assert "We care" in page(editor, "/en/the-group/")
    assert "Cuidamos" not in page(editor, "/en/the-group/")


def test_menus_follow_their_pages_in_both_languages(editor: Client, tree: Tree) -> None:
    item = {"title_es": "", "title_en": "", "page": tree.page.pk, "url": ""}
    named = {"title_es": "Listado", "title_en": "List", "page": tree.articles.pk, "url": ""}
    outside = {"title_es": "Mapa", "title_en": "Map", "page": "", "url": "https://map.example/"}
    data = nested_form_data(
        {
            "main": streamfield([("item", item), ("item", named)]),
            "footer": streamfield([]),
            "legal": streamfield([("item", outside)]),
        }
    )
    assert save(editor, "menus", data).status_code == 302
    spanish, english = page(editor, "/"), page(editor, "/en/")
    assert '<a href="/el-grupo/">El grupo</a>' in spanish
    assert '<a href="/en/the-group/">The group</a>' in english
    assert '<a href="/en/advice/">List</a>' in english
    assert '<a href="https://map.example/">Map</a>' in english
    assert '<a href="/el-grupo/" aria-current="page">El grupo</a>' in page(editor, "/el-grupo/")
    tree.page.unpublish()
    assert "/el-grupo/" not in page(editor, "/").partition("<main")[0]


def test_a_notice_is_shown_between_its_two_moments(editor: Client, tree: Tree) -> None:
    """What the editor types is a time at the clinic: 09:00 there is 08:00 UTC in winter."""
    data = {
        "text_es": "Cerramos el lunes",
        "text_en": "",
        "tone": "warn",
        "starts_at": "2026-12-01 09:00",
        "ends_at": "2026-12-02 21:30",
    }
    assert save(editor, "sitenotice", data).status_code == 302
    notice = SiteNotice.objects.get()
    assert notice.starts_at == dt.datetime(2026, 12, 1, 9, 0, tzinfo=MADRID)
    moments = {
        dt.datetime(2026, 12, 1, 8, 59, 59, tzinfo=MADRID): False,
        dt.datetime(2026, 12, 1, 9, 0, tzinfo=MADRID): True,
        dt.datetime(2026, 12, 2, 21, 29, 59, tzinfo=MADRID): True,
        dt.datetime(2026, 12, 2, 21, 30, tzinfo=MADRID): False,
    }
    for moment, shown in moments.items():
        with time_machine.travel(moment, tick=False):
            for path in ("/", "/en/the-group/"):
                assert ("Cerramos el lunes" in page(Client(), path)) is shown, (moment, path)
    form = editor.get(f"/admin/settings/home/sitenotice/{notice.site_id}/").content.decode()
    assert 'value="2026-12-01 09:00' in form


def test_a_notice_cannot_end_before_it_begins(editor: Client, tree: Tree) -> None:
    data = {"text_es": "x", "text_en": "", "tone": "info"}
    data |= {"starts_at": "2026-12-02 09:00", "ends_at": "2026-12-01 09:00"}
    assert save(editor, "sitenotice", data).status_code == 200
    assert not SiteNotice.objects.filter(text_es="x").exists()


@pytest.mark.parametrize("role", ["assistant", "professional", "client"])
def test_others_do_not_edit_settings(client: Client, tree: Tree, role: str) -> None:
    client.force_login(make_user(f"{role}@example.com", role))
    site = tree.home.get_site()
    answer = client.post(f"/admin/settings/home/footertext/{site.pk}/", {"about_es": "Mío"})
    assert answer.status_code == (404 if role == "professional" else 302)
    assert "Mío" not in page(client, "/")
