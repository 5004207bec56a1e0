"""Pages kept for everybody: as good as new after an edit, nobody's own, and no loss without Redis."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from booking.actions import save_time_off
from booking.models import TimeOff
from home.content_version import notice_write
from home.models import ClinicIdentity
from home.page_cache import SECONDS
from portal.places.models import OpeningHours
from portal.settings.caches import CACHES
from portal.testing import Agenda, book, make_agenda

from .small_site import SmallSite, make_site

pytestmark = pytest.mark.django_db
Committed = Callable[[], Any]


@pytest.fixture(autouse=True)
def real_cache(settings: Any) -> None:
    """The product's own cache, under a prefix of this test's own."""
    prefix = f"test-{id(settings)}-{dt.datetime.now().timestamp()}"
    pages: dict[str, Any] = {**CACHES["pages"], "KEY_PREFIX": prefix}
    # The product gives a slow Redis up after a fifth of a second; on a machine that is busy with other
    # tests that would be taken for a page that was not kept.
    pages["OPTIONS"] = {"socket_timeout": 20, "socket_connect_timeout": 20}
    settings.CACHES = {**settings.CACHES, "pages": pages}


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """`with committed():` is a transaction of its own; what the set-up wrote was one before."""

    def begin() -> Any:
        connection.run_on_commit = []
        return django_capture_on_commit_callbacks(execute=True)

    return begin


class Unasked(LocMemCache):
    """A cache that must not be asked."""

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("asked")


@pytest.fixture
def site(real_cache: None) -> SmallSite:
    return make_site()


@pytest.fixture
def marta(site: SmallSite) -> Agenda:
    agenda = make_agenda()
    site.profile(agenda, body_es="<p>Catorce años con gatos.</p>")
    return agenda


PROFILE = "/profesionales/marta-1/"


def queries_of(client: Client, path: str, **headers: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers=headers)
    return len(asked), response


def test_the_second_visitor_costs_no_query_and_reads_the_same(marta: Agenda) -> None:
    for path in ("/", "/en/", "/profesionales/", "/en/professionals/?place=place-1", PROFILE):
        first, built = queries_of(Client(), path)
        second, kept = queries_of(Client(), path)
        assert (built.status_code, first > 0, second) == (200, True, 0), path
        assert kept.content == built.content
        for header in ("Content-Type", "Content-Security-Policy", "X-Frame-Options"):
            assert kept[header] == built[header]
        assert kept["X-Request-ID"] != built["X-Request-ID"]


def test_no_kept_page_sets_a_cookie_or_carries_a_form_token(marta: Agenda) -> None:
    for path in ("/", "/profesionales/", PROFILE):
        for _visit in range(2):
            response = Client().get(path)
            assert not response.cookies
            assert b"csrfmiddlewaretoken" not in response.content
            assert response["Cache-Control"] == "no-cache"


Edit = Callable[[Any, Agenda], object]


def rename_page(site: Any, marta: Agenda) -> None:
    site.home.title = "Otro título"
    site.home.save_revision().publish()


def unpublish(site: SmallSite, marta: Agenda) -> None:
    marta.professional.page.unpublish()


def change_price(site: Any, marta: Agenda) -> None:
    marta.service.price = 99
    marta.service.save()


def change_prices_at_once(site: Any, marta: Agenda) -> None:
    type(marta.service).objects.update(price=99)


def unlist(site: Any, marta: Agenda) -> None:
    marta.professional.is_listed = False
    marta.professional.save()


def rename_person(site: SmallSite, marta: Agenda) -> None:
    marta.professional.person.full_name = "Ana Gil"
    marta.professional.person.save()


def change_languages(site: Any, marta: Agenda) -> None:
    marta.professional.languages.add(1)


def change_opening_hours(site: Any, marta: Agenda) -> None:
    OpeningHours.objects.create(
        location=marta.location, weekday=0, opens=dt.time(9), closes=dt.time(14)
    )


def drop_rule(site: SmallSite, marta: Agenda) -> None:
    marta.rule.delete()


def take_time_off(site: SmallSite, marta: Agenda) -> None:
    start = marta.morning()
    save_time_off(
        time_off=TimeOff(
            resource=marta.resource, starts_at=start, ends_at=start + dt.timedelta(hours=4)
        )
    )


@pytest.mark.parametrize(
    "edit",
    [
        rename_page,
        unpublish,
        change_price,
        change_prices_at_once,
        unlist,
        rename_person,
        change_languages,
        change_opening_hours,
        drop_rule,
        take_time_off,
    ],
)
def test_an_edit_shows_on_the_next_request(
    site: SmallSite, marta: Agenda, edit: Edit, committed: Committed
) -> None:
    paths = ("/", "/profesionales/", PROFILE)
    for path in paths:
        Client().get(path)
        assert queries_of(Client(), path)[0] == 0
    with committed():
        edit(site, marta)
    for path in paths:
        assert queries_of(Client(), path)[0] > 0, path


def test_a_price_and_a_name_read_as_edited(marta: Agenda, committed: Committed) -> None:
    assert "35\u00a0€" in Client().get(PROFILE).content.decode()
    with committed():
        change_price(None, marta)
    assert "99\u00a0€" in Client().get(PROFILE).content.decode()
    with committed():
        unlist(None, marta)
    assert Client().get(PROFILE).status_code == 404


def test_a_page_built_while_somebody_edits_is_not_kept_as_current(
    marta: Agenda, committed: Committed
) -> None:
    """The edit lands between the question to the cache and the page's last query."""
    done = []

    def edit_meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if "booking_offering" in sql and not done:
            done.append(True)
            with committed():
                change_price(None, marta)
        return result

    Client().get("/")
    with connection.execute_wrapper(edit_meanwhile):
        stale = Client().get(PROFILE).content.decode()
    assert done
    assert "35\u00a0€" in stale
    assert "99\u00a0€" in Client().get(PROFILE).content.decode()


def test_a_booking_changes_no_version_and_stands_for_half_a_minute_at_most(
    marta: Agenda, committed: Committed
) -> None:
    Client().get("/profesionales/")
    with committed():
        book(marta, marta.morning())
    assert queries_of(Client(), "/profesionales/")[0] == 0
    assert SECONDS <= 30
    client = caches["pages"]._cache.get_client()
    keys = [key for key in client.keys(f"{caches['pages'].key_prefix}:*") if b"version" not in key]
    assert keys
    assert all(0 < client.ttl(key) <= SECONDS for key in keys)


def test_somebody_with_a_session_neither_gets_nor_fills_the_cache(
    marta: Agenda, dora: Any, client: Client
) -> None:
    client.force_login(dora)
    assert queries_of(client, "/")[0] > 0
    assert queries_of(Client(), "/")[0] > 0
    assert queries_of(Client(), "/")[0] == 0
    assert queries_of(client, "/")[0] > 0


def test_themes_languages_and_hosts_are_kept_apart(marta: Agenda, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    dark = Client()
    dark.cookies["theme"] = "dark"
    assert b"data-theme" not in Client().get("/").content
    assert b'data-theme="dark"' in dark.get("/").content
    assert queries_of(dark, "/")[0] == 0
    assert b"data-theme" not in Client().get("/").content
    assert b'lang="en"' in Client().get("/en/").content
    assert b'<html lang="es"' in Client().get("/").content
    assert b"other.example" in Client().get("/", headers={"Host": "other.example"}).content


def test_an_unknown_theme_is_no_way_to_fill_the_cache(marta: Agenda) -> None:
    Client().get("/")
    odd = Client()
    odd.cookies["theme"] = "sepia"
    assert queries_of(odd, "/")[0] == 0


@pytest.mark.parametrize(
    "query", ["utm_source=x", "place=nowhere", "day=1999-01-01", "page=7777", "q=" + "x" * 500]
)
def test_made_up_addresses_are_answered_and_not_kept(marta: Agenda, query: str) -> None:
    for _visit in range(2):
        asked, response = queries_of(Client(), f"/profesionales/?{query}")
        assert (response.status_code, asked > 0) == (200, True)


def test_a_page_with_a_password_is_never_kept(site: SmallSite, marta: Agenda) -> None:
    PageViewRestriction.objects.create(
        page=site.directory, restriction_type="password", password="azahar"
    )
    for _visit in range(2):
        asked, response = queries_of(Client(), PROFILE)
        assert asked > 0
        assert b"password" in response.content
        assert b"Marta" not in response.content.partition(b"<main")[2]


def test_a_preview_is_not_kept(site: SmallSite, marta: Agenda) -> None:
    request = site.home.make_preview_request()
    assert request.status_code == 200
    assert queries_of(Client(), "/")[0] > 0


def test_what_stands_on_every_page_is_read_once_a_version(
    site: SmallSite, marta: Agenda, dora: Any, client: Client, committed: Committed
) -> None:
    """For somebody with a session too, on pages and on our own screens; an edit shows at once."""
    client.force_login(dora)
    identity = ClinicIdentity.objects.create(
        site=Site.objects.get(is_default_site=True), name="Azahar"
    )
    book_page = reverse("booking:book")
    with committed():
        identity.save()
    first, _page = queries_of(client, book_page)
    second, page = queries_of(client, book_page)
    assert second == first - 2
    assert "Azahar" in page.content.decode()
    with committed():
        ClinicIdentity.objects.filter(pk=identity.pk).update(name="Jacaranda")
        change_opening_hours(site, marta)
    third, page = queries_of(client, book_page)
    assert third == first
    assert "Jacaranda" in page.content.decode()
    assert "9:00–14:00" in page.content.decode()


def test_pages_answer_without_redis(settings: Any, marta: Agenda) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**CACHES["pages"], "LOCATION": "redis://127.0.0.1:9/0"},
    }
    for path in ("/", "/profesionales/", PROFILE):
        for _visit in range(2):
            asked, response = queries_of(Client(), path)
            assert (response.status_code, asked > 0) == (200, True)


def test_an_edit_without_redis_goes_through(
    settings: Any, marta: Agenda, committed: Committed
) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**CACHES["pages"], "LOCATION": "redis://127.0.0.1:9/0"},
    }
    with committed():
        change_price(None, marta)
    assert "99\u00a0€" in Client().get(PROFILE).content.decode()


def test_every_connection_is_listened_to_once(marta: Agenda) -> None:
    connection.close_if_unusable_or_obsolete()
    assert connection.execute_wrappers.count(notice_write) == 1


def test_health_and_admin_do_not_ask_the_cache(settings: Any, site: SmallSite) -> None:
    here = f"{__name__}.Unasked"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": here, "LOCATION": ""}}
    with pytest.raises(AssertionError, match="asked"):
        Client().get("/")
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/admin/").status_code == 302
