"""A professional's page: one agenda read, the place's clock, and where the next free day is."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from booking.models import Offering
from booking.slots import WEEK_DAYS
from portal.core.time import today
from portal.testing import Agenda, make_agenda, make_location, make_rule, make_service

from .small_site import SmallSite, make_site, make_team

pytestmark = pytest.mark.django_db
PATH = "/profesionales/marta-1/"


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def marta(site: SmallSite) -> Agenda:
    agenda = make_agenda()
    site.profile(agenda)
    return agenda


def get(**data: str) -> Any:
    return Client().get(PATH, data)


def test_a_time_leads_to_the_booking_form_with_service_and_moment(marta: Agenda) -> None:
    week = get(week=str(marta.morning().date())).context["week"]
    address = urlsplit(week[0].slots[0].url)
    assert address.path == reverse("booking:book")
    assert parse_qs(address.query) == {
        "professional": ["marta-1"],
        "service": [marta.service.slug],
        "start": [marta.morning().strftime("%Y%m%dT%H%MZ")],
    }


def test_prices_and_minutes_are_the_professionals_own(marta: Agenda) -> None:
    marta.offering.own_price, marta.offering.own_duration_minutes = 48, 40
    marta.offering.save()
    row = get().context["services"][0]
    assert (row.price, row.minutes) == (48, 40)
    assert "48\u00a0€" in get().content.decode()


def test_the_week_is_that_of_the_service_and_the_place_that_were_chosen(marta: Agenda) -> None:
    islands = make_location(zone_name="Atlantic/Canary")
    day = today(marta.location.zone) + dt.timedelta(days=2)
    make_rule(
        marta.resource, islands, starts_on=day, ends_on=day, opens=dt.time(21), closes=dt.time(22)
    )
    longer = make_service(duration_minutes=60)
    Offering.objects.create(service=longer, professional=marta.professional)
    response = get(place=islands.slug, service=longer.slug, week=day.isoformat())
    assert response.context["location"] == islands
    assert response.context["chosen_service"] == longer
    slots = [slot for one in response.context["week"] for slot in one.slots]
    assert [f"{slot.local:%Y-%m-%d %H:%M}" for slot in slots] == [f"{day} 21:00"]


def test_an_empty_week_leads_to_the_next_free_day(marta: Agenda) -> None:
    marta.rule.delete()
    day = today(marta.location.zone) + dt.timedelta(days=20)
    make_rule(marta.resource, marta.location, starts_on=day)
    response = get()
    assert not response.context["week_is_free"]
    url = response.context["next_free_url"]
    assert f"week={day}" in url
    assert response.context["first_slot"].local.date() == day
    shown = Client().get(url).context["week"]
    assert shown[0].date == day
    assert shown[0].slots


def test_a_professional_without_a_free_time_says_so_and_names_the_phone(marta: Agenda) -> None:
    marta.rule.delete()
    make_rule(
        marta.resource,
        marta.location,
        starts_on=today(marta.location.zone),
        ends_on=today(marta.location.zone),
        opens=dt.time(0),
        closes=dt.time(0, 10),
    )
    response = get()
    assert response.status_code == 200
    assert response.context["next_free_url"] == ""
    assert "tel:+34960001234" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"service": "nothing"},
        {"place": "nowhere"},
        {"week": "2026-02-30"},
        {"week": "0001-01-01"},
        {"week": "9999-12-31"},
    ],
)
def test_odd_addresses_show_the_usual_week(marta: Agenda, data: dict[str, str]) -> None:
    response = get(**data)
    assert response.status_code == 200
    assert len(response.context["week"]) == WEEK_DAYS


def test_a_professional_without_services_or_places_answers(site: SmallSite, marta: Agenda) -> None:
    marta.rule.delete()
    assert get().status_code == 200
    marta.offering.delete()
    assert get().status_code == 200


def test_a_preview_of_an_unpublished_page_answers(site: SmallSite, marta: Agenda) -> None:
    page = marta.professional.page
    page.body_es = "<p>Borrador</p>"
    assert "Borrador" in page.make_preview_request().render().content.decode()


def test_a_busy_agenda_and_a_big_team_cost_no_query_more(site: SmallSite, marta: Agenda) -> None:
    Client().get(PATH)
    few = asked()
    make_team(site, 10)
    for _number in range(9):
        Offering.objects.create(service=make_service(), professional=marta.professional)
    many = asked()
    assert len(few) == len(many)
    own = [sql for sql in many if "booking_" in sql or '"places_location"' in sql]
    assert len(own) == len(set(own)) <= 6


def asked() -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(PATH).status_code == 200
    return [query["sql"] for query in queries.captured_queries]
