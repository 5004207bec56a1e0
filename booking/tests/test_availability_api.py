"""The API tells the very times that the pages show, on each place's own clock, or says why not."""

import datetime as dt
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as conf
from django.test import Client

from booking.actions import hold_time, save_closure, save_time_off
from booking.actions.holds import Visitor
from booking.models import Offering, TimeOff
from booking.queries import free_times
from booking.slots import booking_url
from portal.core.time import iso_minutes
from portal.places.models import Closure
from portal.testing import Agenda, book, make_agenda, make_location, make_rule

pytestmark = pytest.mark.django_db
URL = "/api/appointments/available/"
CANARY = ZoneInfo("Atlantic/Canary")


def ask(client: Client, agenda: Agenda, /, **query: Any) -> Any:
    """The answer about the agenda's service; `from_` stands for the word that Python keeps."""
    query = {"service": agenda.service.slug, **query}
    return client.get(URL, {name.strip("_"): str(value) for name, value in query.items()})


def told(client: Client, agenda: Agenda, /, **query: Any) -> list[str]:
    """Every start in the answer, in the order of the answer."""
    response = ask(client, agenda, **query)
    assert response.status_code == 200, response.content
    return [time["starts_at"] for group in response.json()["available"] for time in group["times"]]


def day(agenda: Agenda, number: int = 0) -> dt.date:
    return agenda.morning(number).date()


def local(moment: dt.datetime, zone: Any) -> str:
    return moment.astimezone(zone).isoformat()


# What it tells


def test_it_tells_who_where_and_the_page_that_books(agenda: Agenda, client: Client) -> None:
    start = agenda.morning()
    response = ask(client, agenda, from_=day(agenda), to=day(agenda))
    assert response.headers["Content-Type"] == "application/json"
    answer = response.json()
    assert (answer["service"], answer["from"]) == (agenda.service.slug, str(day(agenda)))
    (group,) = answer["available"]
    first = group.pop("times")[0]
    assert group == {
        "professional": agenda.professional.slug,
        "location": agenda.location.slug,
        "time_zone": "Europe/Madrid",
        "duration_minutes": 30,
    }
    assert first == {
        "starts_at": local(start, agenda.location.zone),
        "booking_url": conf.SITE_URL + booking_url(agenda.offering, start),
    }


def test_each_address_leads_to_its_own_time(agenda: Agenda, client: Client) -> None:
    times = ask(client, agenda, from_=day(agenda), to=day(agenda)).json()["available"][0]["times"]
    for time in (times[0], times[-1]):
        parts = urlsplit(time["booking_url"])
        (start,) = parse_qs(parts.query)["start"]
        moment = dt.datetime.strptime(start, "%Y%m%dT%H%M%z")
        assert moment == dt.datetime.fromisoformat(time["starts_at"])
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200


def test_it_tells_exactly_the_free_times_of_the_pages(client: Client) -> None:
    agenda = make_agenda(before=5, after=10)
    book(agenda, agenda.morning(hour=11))
    first = day(agenda)
    start = dt.datetime.combine(first, dt.time(), tzinfo=agenda.location.zone)
    shown = free_times([agenda.offering], start, start + dt.timedelta(days=14))[agenda.offering.pk]
    answered = told(client, agenda, from_=first, to=first + dt.timedelta(days=13))
    assert answered == [local(free.starts_at, agenda.location.zone) for free in shown]
    assert len(answered) > 400


def test_without_a_span_it_tells_the_coming_week(agenda: Agenda, client: Client) -> None:
    days = {text[:10] for text in told(client, agenda)}
    assert 6 <= len(days) <= 8


def test_a_moment_ends_the_span_and_a_day_is_part_of_it(agenda: Agenda, client: Client) -> None:
    start = agenda.morning(hour=10)
    half = start + dt.timedelta(minutes=30)
    span = {"from_": start.isoformat(), "to": half.isoformat()}
    assert len(told(client, agenda, **span)) == 2
    assert len(told(client, agenda, from_=day(agenda), to=day(agenda))) == 43


def test_a_plus_that_arrives_as_a_space_still_counts(agenda: Agenda, client: Client) -> None:
    start = agenda.morning(hour=10).astimezone(agenda.location.zone)
    after = start + dt.timedelta(minutes=15)
    query = f"service={agenda.service.slug}&from={start.isoformat()}&to={after.isoformat()}"
    assert "+0" in query
    response = client.get(f"{URL}?{query}")
    assert [time["starts_at"] for time in response.json()["available"][0]["times"]] == [
        start.isoformat()
    ]


# What is not free is not told


@pytest.fixture
def full(agenda: Agenda, client: Client) -> list[str]:
    return told(client, agenda, from_=day(agenda), to=day(agenda))


def gone(client: Client, agenda: Agenda, full: list[str]) -> list[str]:
    """Which hours of the day are no longer told."""
    left = told(client, agenda, from_=day(agenda), to=day(agenda))
    assert set(left) <= set(full)
    return [text[11:16] for text in full if text not in left]


def test_a_booked_time_goes(agenda: Agenda, client: Client, full: list[str]) -> None:
    book(agenda, agenda.morning(hour=12))
    assert gone(client, agenda, full) == ["11:45", "12:00", "12:15"]


def test_a_held_time_goes_and_comes_back(agenda: Agenda, client: Client, full: list[str]) -> None:
    hold_time(
        offerings=[agenda.offering],
        starts_at=agenda.morning(hour=12),
        visitor=Visitor("session", "address"),
    )
    assert gone(client, agenda, full) == ["11:45", "12:00", "12:15"]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11), tick=False):
        assert gone(client, agenda, full) == []


def test_time_off_goes(agenda: Agenda, client: Client, full: list[str]) -> None:
    start = agenda.morning(hour=9)
    save_time_off(
        time_off=TimeOff(
            resource=agenda.resource, starts_at=start, ends_at=start + dt.timedelta(hours=10)
        )
    )
    assert len(gone(client, agenda, full)) == len(full) - 3


@pytest.mark.parametrize(("is_open", "lost"), [(False, 43), (True, 0)])
def test_a_holiday_goes_unless_the_place_opens(
    agenda: Agenda, client: Client, full: list[str], is_open: bool, lost: int
) -> None:
    midnight = dt.datetime.combine(day(agenda), dt.time(), tzinfo=agenda.location.zone)
    save_closure(
        closure=Closure(
            location=agenda.location,
            kind="holiday",
            day=day(agenda),
            name_es="Fiesta",
            starts_at=midnight,
            ends_at=midnight + dt.timedelta(days=1),
            is_open=is_open,
        )
    )
    assert len(gone(client, agenda, full)) == lost


def test_a_closure_of_one_place_leaves_the_other_open(agenda: Agenda, client: Client) -> None:
    other = make_agenda(location=make_location(slug="other"), name="Pau Bosch")
    Offering.objects.create(service=agenda.service, professional=other.professional)
    start = agenda.morning(hour=0)
    save_closure(
        closure=Closure(
            location=agenda.location,
            name_es="Obras",
            starts_at=start,
            ends_at=start + dt.timedelta(days=1),
        )
    )
    groups = ask(client, agenda, from_=day(agenda), to=day(agenda)).json()["available"]
    assert [group["location"] for group in groups] == ["other"]


def test_the_professionals_own_length_and_window_count(agenda: Agenda, client: Client) -> None:
    agenda.offering.own_duration_minutes = 60
    agenda.offering.own_start_grid_minutes = 60
    agenda.offering.own_window_days = 4
    agenda.offering.save()
    (group,) = ask(client, agenda, from_=day(agenda), to=day(agenda)).json()["available"]
    assert group["duration_minutes"] == 60
    assert len(group["times"]) == 11
    assert told(client, agenda, from_=day(agenda, 5), to=day(agenda, 9)) == []


def test_it_can_be_narrowed_to_a_professional_and_to_a_place(
    agenda: Agenda, client: Client
) -> None:
    other = make_agenda(location=make_location(slug="other"), name="Pau Bosch")
    Offering.objects.create(service=agenda.service, professional=other.professional)

    def told_of(**query: Any) -> list[tuple[str, str]]:
        groups = ask(client, agenda, **query).json()["available"]
        return [(group["professional"], group["location"]) for group in groups]

    mine, theirs = (
        (who.professional.slug, who.location.slug) for who in sorted_by_slug(agenda, other)
    )
    assert told_of() == [mine, theirs]
    assert told_of(professional=other.professional.slug) == [("marta-2", "other")]
    assert told_of(location="other") == [("marta-2", "other")]
    assert told_of(professional=agenda.professional.slug, location="other") == []


def sorted_by_slug(*agendas: Agenda) -> list[Agenda]:
    return sorted(agendas, key=lambda agenda: agenda.professional.slug)


# Clocks


def test_a_day_is_the_places_own_day(client: Client) -> None:
    agenda = make_agenda(location=make_location(zone_name="Atlantic/Canary"))
    first = day(agenda)
    answered = told(client, agenda, from_=first, to=first)
    start = dt.datetime.combine(first, dt.time(9), tzinfo=CANARY)
    assert answered[0] == start.isoformat()
    assert {text[:10] for text in answered} == {str(first)}


def test_two_places_with_two_clocks_each_tell_their_own_day(agenda: Agenda, client: Client) -> None:
    canary = make_location(slug="las-palmas", zone_name="Atlantic/Canary")
    late = {"opens": dt.time(0), "closes": dt.time(23, 59)}
    make_rule(agenda.resource, canary, **{**late, "closes": dt.time(1)})
    groups = ask(client, agenda, from_=day(agenda), to=day(agenda)).json()["available"]
    firsts = {group["location"]: group["times"][0]["starts_at"] for group in groups}
    assert firsts["las-palmas"].startswith(f"{day(agenda)}T00:00:00+0")
    for group in groups:
        assert {time["starts_at"][:10] for time in group["times"]} == {str(day(agenda))}


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Madrid", dt.date(2027, 3, 28)),
        ("Europe/Madrid", dt.date(2026, 10, 25)),
        ("Atlantic/Canary", dt.date(2027, 3, 28)),
        ("Atlantic/Canary", dt.date(2026, 10, 25)),
        ("America/Santiago", dt.date(2026, 9, 6)),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4)),
    ],
)
def test_nine_oclock_is_told_as_nine_oclock_when_the_clock_changes(
    client: Client, zone: str, change: dt.date
) -> None:
    with time_machine.travel(dt.datetime.combine(change, dt.time(), dt.UTC) - dt.timedelta(days=9)):
        agenda = make_agenda(location=make_location(zone_name=zone))
        first = change - dt.timedelta(days=3)
        answered = told(client, agenda, from_=first, to=first + dt.timedelta(days=6))
    nines = [text for text in answered if text[11:16] == "09:00"]
    assert [text[:10] for text in nines] == [
        str(first + dt.timedelta(days=number)) for number in range(7)
    ]
    assert len({text[19:] for text in nines}) == 2
    for text in nines:
        moment = dt.datetime.fromisoformat(text)
        assert moment.astimezone(ZoneInfo(zone)).isoformat() == text


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_the_quick_way_to_write_a_time_agrees_with_the_slow_one(zone: str) -> None:
    first = int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()) // 60
    minutes = range(first, first + 366 * 1440, 15)
    slow = [dt.datetime.fromtimestamp(m * 60, ZoneInfo(zone)).isoformat() for m in minutes]
    assert iso_minutes(minutes, ZoneInfo(zone)) == slow


# Refusals


def refused(response: Any, status: int, code: str, *fields: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    answer: dict[str, Any] = response.json()
    assert answer["code"] == code
    assert set(answer) == {"code", "message", *(["fields"] if fields else [])}
    assert tuple(answer.get("fields", {})) == fields
    return answer


def test_without_a_service_it_says_what_is_missing(client: Client, db: None) -> None:
    answer = refused(client.get(URL), 400, "invalid", "service")
    assert answer["fields"]["service"].startswith("Indica qué servicio")
    refused(client.get(f"{URL}?service="), 400, "invalid", "service")


@pytest.mark.parametrize("text", ["mañana", "2026-13-01", "0001-01-01", "9999-12-31", "T", "1"])
def test_a_bad_day_is_refused(agenda: Agenda, client: Client, text: str) -> None:
    refused(ask(client, agenda, from_=text), 400, "invalid", "from")
    refused(ask(client, agenda, to=text), 400, "invalid", "to")


def test_a_moment_without_its_distance_from_utc_is_refused(agenda: Agenda, client: Client) -> None:
    response = ask(client, agenda, from_="2026-11-26T09:00:00")
    assert "UTC" in refused(response, 400, "invalid", "from")["fields"]["from"]


def test_more_than_a_month_and_a_span_backwards_are_refused(agenda: Agenda, client: Client) -> None:
    first = day(agenda)
    month = {"from_": first, "to": first + dt.timedelta(days=30)}
    assert ask(client, agenda, **month).status_code == 200
    refused(
        ask(client, agenda, **{**month, "to": first + dt.timedelta(days=31)}), 400, "invalid", "to"
    )
    back = ask(client, agenda, from_=first, to=first - dt.timedelta(days=1))
    refused(back, 400, "invalid", "to")


def test_what_cannot_be_booked_looks_like_what_does_not_exist(
    agenda: Agenda, client: Client
) -> None:
    nowhere = refused(ask(client, agenda, service="nothing"), 404, "not_offered")
    assert refused(ask(client, agenda, professional="nobody"), 404, "not_offered") == nowhere
    agenda.professional.is_listed = False
    agenda.professional.save()
    assert refused(ask(client, agenda), 404, "not_offered") == nowhere


def test_an_unknown_place_is_named(agenda: Agenda, client: Client) -> None:
    refused(ask(client, agenda, location="nowhere"), 404, "no_such_place", "location")


def test_a_null_character_is_refused(agenda: Agenda, client: Client) -> None:
    refused(ask(client, agenda, service="a\0"), 400, "invalid", "service")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_answered(agenda: Agenda, client: Client, method: str) -> None:
    response = getattr(client, method)(URL)
    refused(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD"


def test_whoever_asks_for_a_page_is_told_that_this_is_json(agenda: Agenda, client: Client) -> None:
    response = client.get(URL, {"service": agenda.service.slug}, headers={"Accept": "text/html"})
    refused(response, 406, "not_acceptable")


def test_an_address_that_is_not_there_answers_in_the_same_shape(client: Client, db: None) -> None:
    refused(client.get("/api/appointments/nothing/"), 404, "not_found")


def test_what_breaks_answers_in_the_same_shape(
    agenda: Agenda, client: Client, settings: Any
) -> None:
    client.raise_request_exception = False
    settings.SITE_URL = None
    refused(ask(client, agenda), 500, "error")


def test_the_reader_chooses_the_language(agenda: Agenda, client: Client) -> None:
    def message(query: str = "", header: str = "") -> str:
        headers = {"Accept-Language": header} if header else {}
        response = client.get(f"{URL}{query}", headers=headers)
        assert response.headers["Content-Language"] in {"es", "en"}
        return str(response.json()["message"])

    spanish, english = message(), message("?lang=en")
    assert spanish != english
    assert message(header="en-GB,en;q=0.9") == english
    assert message(header="fr, en;q=0.5") == english
    assert message(header="fr") == spanish
    assert message("?lang=es", "en") == spanish
    assert message("?lang=xx", "en") == english


def test_addresses_that_book_are_in_the_readers_language(agenda: Agenda, client: Client) -> None:
    def path(**query: Any) -> str:
        (group,) = ask(client, agenda, **query).json()["available"]
        return urlsplit(group["times"][0]["booking_url"]).path

    assert path(lang="en").startswith("/en/book")
    assert path(lang="es").startswith("/reservar")


# What it costs, and what it leaves behind


def test_it_asks_as_often_for_fifty_as_for_one(
    agenda: Agenda, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        ask(client, agenda)
    for number in range(49):
        other = make_agenda(location=agenda.location, name=f"Pau Bosch {number}")
        Offering.objects.create(service=agenda.service, professional=other.professional)
    with django_assert_num_queries(3):
        response = ask(client, agenda)
    assert len(response.json()["available"]) == 50


def test_it_starts_no_session_and_may_be_kept_by_nobody(agenda: Agenda, client: Client) -> None:
    for response in (ask(client, agenda), client.get(URL), client.head(URL)):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert "Cookie" not in response.headers["Vary"]
        assert "Accept-Language" in response.headers["Vary"]


def test_a_login_changes_nothing(agenda: Agenda, client: Client, alice: Any) -> None:
    before = ask(client, agenda).content
    client.force_login(alice)
    assert ask(client, agenda).content == before


def test_it_says_nothing_about_who_has_booked(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning(), name="Elena Rius", notes="Come menos")
    text = ask(client, agenda).content.decode()
    assert not re.search("Elena|Come menos|Luna|elena@", text)
