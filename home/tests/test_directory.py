"""The directory: filters by address alone, soonest first, a fixed number of queries, never a 500."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.models import Offering
from portal.taxonomy.models import Language, Profession
from portal.testing import Agenda, make_agenda, make_location, make_rule

from .small_site import SmallSite, make_site, make_team

pytestmark = pytest.mark.django_db
PATH = "/profesionales/"


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


def get(path: str = PATH, **data: str) -> Any:
    return Client().get(path, data)


def names(response: Any) -> list[str]:
    return [card.professional.slug for card in response.context["cards"]]


@pytest.fixture
def vet(site: SmallSite) -> Agenda:
    agenda = make_agenda(name="Ana Gil")
    agenda.professional.languages.add(Language.objects.get(slug="es"))
    site.profile(agenda)
    return agenda


@pytest.fixture
def groomer(site: SmallSite) -> Agenda:
    """Another profession, place, clock and language; free one hour earlier on the day's count."""
    Profession.objects.filter(slug="groomer").update(offered=True)
    place = make_location(city="Las Palmas", zone_name="Atlantic/Canary")
    agenda = make_agenda(location=place, name="Blai Roca", name_es="Peluquería", price=24)
    agenda.professional.profession = Profession.objects.get(slug="groomer")
    agenda.professional.save()
    agenda.professional.languages.add(Language.objects.get(slug="en"))
    site.profile(agenda)
    return agenda


def test_each_filter_leaves_those_it_names(vet: Agenda, groomer: Agenda) -> None:
    assert sorted(names(get())) == sorted([vet.professional.slug, groomer.professional.slug])
    for name, value in {
        "profession": "groomer",
        "service": groomer.service.slug,
        "place": groomer.location.slug,
        "language": "en",
        "what": f"service:{groomer.service.slug}",
    }.items():
        response = get(**{name: value})
        assert names(response) == [groomer.professional.slug], name
        assert len(response.context["filters"]["active"]) == 1


def test_a_filter_says_how_many_it_would_leave(vet: Agenda, groomer: Agenda) -> None:
    filters = get(profession="groomer").context["filters"]
    assert {option.slug: option.count for option in filters["languages"]} == {"es": 0, "en": 1}
    assert sum(option.count for option in filters["professions"]) == 2


def test_an_active_filter_leads_to_the_address_without_it(vet: Agenda, groomer: Agenda) -> None:
    active = get(profession="groomer", language="en").context["filters"]["active"]
    assert [url for _label, url in active] == [f"{PATH}?language=en", f"{PATH}?profession=groomer"]
    assert active[1][0] == Language.objects.get(slug="en").name_es


def test_a_day_shows_those_with_a_free_time_on_the_clock_of_their_place(
    vet: Agenda, groomer: Agenda
) -> None:
    groomer.rule.delete()
    day = vet.morning(3).astimezone(vet.location.zone).date()
    # Half an hour before midnight in the islands is the next day on the mainland.
    make_rule(
        groomer.resource,
        groomer.location,
        starts_on=day,
        ends_on=day,
        opens=dt.time(23),
        closes=dt.time(23, 30),
    )
    response = get(day=day.isoformat())
    assert set(names(response)) == {vet.professional.slug, groomer.professional.slug}
    for card in response.context["cards"]:
        assert {slot.local.date() for slot in card.slots} == {day}
    after = day + dt.timedelta(days=1)
    assert names(get(day=after.isoformat())) == [vet.professional.slug]


def test_the_day_is_asked_for_the_service_that_was_chosen(vet: Agenda, site: SmallSite) -> None:
    """A long service finds no room where the main one does."""
    long = make_agenda(location=vet.location, name="Otra", duration_minutes=240)
    Offering.objects.create(service=long.service, professional=vet.professional)
    vet.rule.delete()
    day = vet.morning().astimezone(vet.location.zone).date()
    make_rule(vet.resource, vet.location, closes=dt.time(11))
    assert names(get(day=day.isoformat())) == [vet.professional.slug]
    assert names(get(day=day.isoformat(), service=long.service.slug)) == []


def test_the_earliest_free_time_comes_first_and_price_on_request(
    vet: Agenda, groomer: Agenda
) -> None:
    later = vet.morning(4).date()
    vet.rule.delete()
    make_rule(vet.resource, vet.location, starts_on=later)
    assert names(get()) == [groomer.professional.slug, vet.professional.slug]
    groomer.rule.delete()
    make_rule(groomer.resource, groomer.location, starts_on=later + dt.timedelta(days=1))
    assert names(get()) == [vet.professional.slug, groomer.professional.slug]
    assert names(get(sort="price")) == [groomer.professional.slug, vet.professional.slug]


def test_nobody_on_that_day_names_the_next_one(vet: Agenda) -> None:
    later = vet.morning(2).astimezone(vet.location.zone).date()
    vet.rule.delete()
    make_rule(vet.resource, vet.location, starts_on=later)
    day = (later - dt.timedelta(days=1)).isoformat()
    response = get(day=day)
    empty = response.context["empty"]
    assert empty.ways[0].url == f"{PATH}?day={later}"
    assert empty.ways[-1].url == PATH
    assert [c.professional.slug for c in response.context["suggestions"]] == [vet.professional.slug]
    assert names(get(day=later.isoformat())) == [vet.professional.slug]


def test_nobody_at_all_names_the_filter_to_give_up(vet: Agenda, groomer: Agenda) -> None:
    response = get(profession="groomer", language="es", place=vet.location.slug)
    empty = response.context["empty"]
    assert empty.ways[0].url == f"{PATH}?place={vet.location.slug}&language=es"
    assert empty.ways[-1].url == PATH
    assert response.context["suggestions"]
    assert names(Client().get(empty.ways[0].url)) == [vet.professional.slug]


@pytest.mark.parametrize(
    "data",
    [
        {"profession": "astronaut"},
        {"place": "x" * 3000},
        {"service": "\x00"},
        {"language": "'; DROP TABLE"},
        {"day": "2026-02-30"},
        {"day": "1999-01-01"},
        {"day": "9999-12-31"},
    ],
)
def test_a_value_nobody_knows_filters_nothing_and_is_said_so(
    vet: Agenda, data: dict[str, str]
) -> None:
    response = get(**data)
    assert response.status_code == 200
    assert names(response) == [vet.professional.slug]
    assert response.context["unknown"]
    assert response.context["filters"]["active"] == []


@pytest.mark.parametrize(
    "data", [{"page": "x"}, {"page": "99"}, {"page": "-1"}, {"sort": "luck"}, {"what": ":"}]
)
def test_odd_pages_and_orders_are_answered(vet: Agenda, data: dict[str, str]) -> None:
    response = get(**data)
    assert response.status_code == 200
    assert names(response) == [vet.professional.slug]


def test_a_site_without_places_or_people_answers(site: SmallSite) -> None:
    response = get(day="2026-11-24", profession="groomer")
    assert response.status_code == 200
    assert response.context["empty"].title


def test_the_pager_keeps_the_filters_and_shows_everybody_once(site: SmallSite) -> None:
    make_team(site, 12)
    first, second = get(language="es"), get(language="es", page="2")
    assert len(names(first)) == 10
    assert len(set(names(first) + names(second))) == 12
    assert [url for _n, url, _c in first.context["page_links"]] == [
        f"{PATH}?language=es",
        f"{PATH}?language=es&page=2",
    ]


def test_fifty_profiles_cost_the_queries_of_five(site: SmallSite) -> None:
    team = make_team(site, 5)
    path = f"{PATH}?place={team[0].location.slug}&language=es"
    Client().get(path)
    few = asked(path)
    make_team(site, 45)
    many = asked(path)
    assert len(few) == len(many)
    own = [sql for sql in many if "booking_" in sql or "places_location" in sql]
    assert len(own) == len(set(own)) <= 5


def asked(path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return [query["sql"] for query in queries.captured_queries]
