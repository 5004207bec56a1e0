"""What is missing on a page, and that its links alone lead to a full one."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from booking.models import AvailabilityRule, Offering, Service
from home.own_page.completeness import gauge
from portal.accounts.models import Professional, User
from portal.core.time import today
from portal.places.models import Location
from portal.testing import ZONE, make_location, make_service

from .writing import a_professional, entered, page_of, photo, written

pytestmark = pytest.mark.django_db
PAGE = "/agenda/mi-pagina/"


@pytest.fixture
def marta(settings: Any, tmp_path: Path) -> User:
    """Somebody new, of whom nothing is known but the licence."""
    settings.MEDIA_ROOT = tmp_path
    make_location()
    make_service()
    user = a_professional()
    Professional.objects.update(title="", headline_es="", headline_en="")
    return user


def missing(browser: Client) -> list[tuple[str, str]]:
    """What the page says is missing, in its order, and where each link leads."""
    shown = browser.get(PAGE).content.decode()
    return re.findall(r'data-item="(\w+)".*?<a [^>]*href="([^"]+)"', shown, re.DOTALL)


def offer(browser: Client, path: str, user: User) -> None:
    row = f"s{Service.objects.get().pk}"
    typed = {f"{row}-offered": "on", f"{row}-minutes": "30", f"{row}-price": "35"}
    assert browser.post(path, typed).status_code == 302


def work(browser: Client, path: str, user: User) -> None:
    shift = {"day": "0", "opens": "09:00", "closes": "14:00", "which": "w"}
    shift["place"] = str(Location.objects.get().pk)
    typed = {f"s0-{name}": value for name, value in shift.items()}
    version = browser.get(path).context["version"]
    more = {"do": "save", "seen": version, "named": "", "count": "1"}
    assert browser.post(path, {**typed, **more}).status_code == 302


def say(browser: Client, path: str, user: User) -> None:
    fields = browser.get(path).context["form"].fields
    lists = ("specialities", "languages", "species")
    typed: dict[str, Any] = {name: [fields[name].queryset.first().pk] for name in lists}
    typed |= {"title": "Dra.", "headline_es": "Con gatos", "headline_en": "With cats"}
    assert browser.post(path, typed).status_code == 302


def write(browser: Client, path: str, user: User) -> None:
    upload = {"title": "Yo", "file": photo()}
    answer = browser.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in upload.items()},
    )
    portrait = str(answer.json()["result"]["id"])
    written(browser, page_of(user), "Catorce años con gatos.", portrait=portrait)


def test_its_links_alone_lead_a_new_professional_to_a_full_profile(marta: User) -> None:
    browser, page = entered(marta), page_of(marta)
    fill = {
        reverse("own:services"): offer,
        reverse("own:hours"): work,
        reverse("own:facts"): say,
        reverse("wagtailadmin_pages:edit", args=[page.pk]): write,
    }
    everything = [code for code, _url in missing(browser)]
    assert everything == [
        "services",
        "hours",
        "headline",
        "headline_en",
        "species",
        "languages",
        "specialities",
        "portrait",
        "body_es",
        "body_en",
    ]
    filled = []
    while left := missing(browser):
        _code, url = left[0]
        assert url not in filled, left
        assert browser.get(url).status_code == 200
        fill[url](browser, url, marta)
        filled.append(url)
    assert set(filled) == set(fill)
    assert "100 %" in browser.get(PAGE).content.decode()


def test_what_no_client_can_have_any_more_is_missing_again(marta: User) -> None:
    browser, page = entered(marta), page_of(marta)
    offer(browser, reverse("own:services"), marta)
    work(browser, reverse("own:hours"), marta)
    professional = page.professional
    codes = {item.code for item in gauge(professional, page).missing}
    assert not {"services", "hours", "licence"} & codes
    # Not ticked any more; hours that are over; a licence that has lapsed.
    Offering.objects.update(own_is_online=False)
    yesterday = today(ZONE) - dt.timedelta(days=1)
    AvailabilityRule.objects.update(starts_on=yesterday, ends_on=yesterday)
    professional.licence_valid_until = yesterday
    items = {item.code: item for item in gauge(professional, page).missing}
    assert {"services", "hours", "licence"} <= set(items)
    # What only the clinic can do has no link that leads nowhere.
    assert items["licence"].url == ""
