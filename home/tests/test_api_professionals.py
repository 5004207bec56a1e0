"""Professionals, services and places for programs: whom and what the pages show, and nothing else."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.conf import settings as conf
from django.test import Client
from django.utils import timezone

from booking.models import IntakeQuestion, Offering
from portal.places.models import OpeningHours
from portal.taxonomy.models import Language, Profession, Speciality, Species
from portal.testing import UNLICENSED, Agenda, book, make_agenda, make_location, registrar

from .small_site import SmallSite, make_site

pytestmark = pytest.mark.django_db
PEOPLE = "/api/professionals/"


@pytest.fixture
def site(db: None) -> SmallSite:
    return make_site()


@pytest.fixture
def vet(site: SmallSite) -> Agenda:
    agenda = make_agenda(name="Ana Gil", name_es="Vacunación", name_en="Vaccination")
    who = agenda.professional
    who.languages.add(Language.objects.get(slug="es"))
    who.species.add(Species.objects.get(slug="cat"))
    who.specialities.add(Speciality.objects.filter(profession=who.profession).first())
    site.profile(agenda)
    return agenda


@pytest.fixture
def groomer(site: SmallSite) -> Agenda:
    """Another profession, place and language, who sees every animal and has no licence."""
    Profession.objects.filter(slug="groomer").update(offered=True)
    place = make_location(city="Las Palmas", zone_name="Atlantic/Canary")
    agenda = make_agenda(location=place, name="Blai Roca", name_es="Peluquería", price=24)
    for name, value in UNLICENSED.items():
        setattr(agenda.professional, name, value)
    agenda.professional.profession = Profession.objects.get(slug="groomer")
    agenda.professional.save()
    agenda.professional.languages.add(Language.objects.get(slug="en"))
    site.profile(agenda)
    return agenda


def get(path: str = PEOPLE, **data: Any) -> Any:
    headers = data.pop("headers", {})
    response = Client().get(path, data, headers=headers)
    assert not response.cookies
    return response


def found(**data: Any) -> list[str]:
    response = get(**data)
    assert response.status_code == 200, response.content
    return [one["id"] for one in response.json()["results"]]


def suspend(agenda: Agenda) -> None:
    who = agenda.professional
    who.suspended_at, who.suspended_by = timezone.now(), registrar()
    who.suspension_reason = "Sin licencia"
    who.save()


def test_a_professional_is_told_with_what_the_card_and_the_badge_say(vet: Agenda) -> None:
    who, speciality = vet.professional, vet.professional.specialities.get()
    told = get(f"{PEOPLE}{who.slug}/", lang="en").json()
    assert told == {
        "id": who.slug,
        "name": "Dra. Ana Gil",
        "headline": "General and feline medicine",
        "profession": {
            "id": "veterinarian",
            "name": who.profession.name_en,
            "regulated": "yes",
        },
        "verified": {
            "what": "licence",
            "college": who.college.name_en,
            "by": "the clinic",
            "on": "2026-01-12",
            "until": "2100-01-01",
        },
        "specialities": [{"id": speciality.slug, "name": speciality.name_en}],
        "species": [{"id": "cat", "name": Species.objects.get(slug="cat").name_en}],
        "languages": [{"id": "es", "name": Language.objects.get(slug="es").name_en}],
        "locations": [{"id": vet.location.slug, "name": vet.location.name}],
        "services": [
            {"id": vet.service.slug, "name": "Vaccination", "minutes": 30, "price": "35.00"}
        ],
        "url": told["url"],
    }
    assert Client().get(told["url"].removeprefix(conf.SITE_URL)).status_code == 200
    assert get().json()["results"] == [get(f"{PEOPLE}{who.slug}/").json()]


def test_the_badge_ends_with_the_licence_and_with_it_bookings_of_a_regulated_profession(
    vet: Agenda, groomer: Agenda
) -> None:
    vet.professional.licence_valid_until = dt.date(2026, 2, 1)
    vet.professional.save()
    told = {one["id"]: one for one in get().json()["results"]}
    lapsed, unlicensed = told[vet.professional.slug], told[groomer.professional.slug]
    assert (lapsed["verified"], lapsed["services"]) == (None, [])
    assert unlicensed["verified"] is None
    assert len(unlicensed["services"]) == 1
    assert unlicensed["profession"]["regulated"] != "yes"


def test_each_filter_leaves_those_it_names(vet: Agenda, groomer: Agenda) -> None:
    both = [vet.professional.slug, groomer.professional.slug]
    assert found() == sorted(both)
    for name, value in {
        "profession": "veterinarian",
        "speciality": vet.professional.specialities.get().slug,
        "language": "es",
        "service": vet.service.slug,
        "location": vet.location.slug,
        "q": "VACUNACION ana",
    }.items():
        assert found(**{name: value}) == both[:1], name
    # Who states no animal sees every one.
    assert found(species="cat") == sorted(both)
    assert found(species="dog") == both[1:]
    assert found(species="dog", language="es") == []
    assert found(q="suspension") == found(profession="nothing") == []
    assert get(q="x" * 101).status_code == 400
    assert get(q="a\x00").status_code == 400


def test_they_are_the_people_of_the_directory(vet: Agenda, groomer: Agenda) -> None:
    def shown() -> list[str]:
        cards = Client().get("/profesionales/").context["cards"]
        return sorted(card.professional.slug for card in cards)

    make_agenda(name="Sin Página")
    assert found() == shown() == sorted([vet.professional.slug, groomer.professional.slug])
    suspend(vet)
    groomer.professional.is_listed = False
    groomer.professional.save()
    assert found() == shown() == []
    nobody = get(f"{PEOPLE}nobody/")
    assert nobody.status_code == 404
    for agenda in (vet, groomer):
        for path in ("", "schedule/"):
            response = get(f"{PEOPLE}{agenda.professional.slug}/{path}")
            assert (response.status_code, response.content) == (404, nobody.content)


def test_pages_are_bounded_and_lead_to_each_other(vet: Agenda, groomer: Agenda) -> None:
    first = get(page_size=1, lang="en").json()
    assert (first["count"], first["page"], first["pages"]) == (2, 1, 2)
    assert first["previous"] is None
    second = get(first["next"].removeprefix(conf.SITE_URL)).json()
    assert second["results"] != first["results"]
    assert second["previous"].endswith("?page_size=1&lang=en&page=1")
    assert get(page=99, page_size=1, lang="en").json()["results"] == second["results"]
    for query in ({"page_size": 101}, {"page_size": 0}, {"page": 0}, {"page": "x"}):
        assert get(**query).status_code == 400


@pytest.mark.parametrize("path", [PEOPLE, "/api/services/", "/api/locations/"])
def test_what_did_not_change_is_not_sent_again(vet: Agenda, path: str) -> None:
    first = get(path)
    assert first["Cache-Control"] == "no-cache"
    assert "Accept-Language" in first["Vary"]
    same = get(path, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    # Another language is another answer, and so is what somebody has changed.
    english = get(path, headers={"If-None-Match": first["ETag"], "Accept-Language": "en"})
    if path != "/api/locations/":
        assert english.status_code == 200
    suspend(vet)
    vet.location.name = "Otra"
    vet.location.save()
    changed = get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    refused = get(path, page=0)
    assert refused["Cache-Control"] == "no-store"
    assert "ETag" not in refused


# Hours and free days


def test_a_schedule_tells_hours_on_the_places_clock_and_whether_a_day_is_free(
    groomer: Agenda,
) -> None:
    path = f"{PEOPLE}{groomer.professional.slug}/schedule/"
    first, zone = groomer.first_day, groomer.location.zone
    full = first + dt.timedelta(days=1)
    for number in range(22):
        start = groomer.morning(1) + dt.timedelta(minutes=30 * number)
        book(groomer, start, email=f"g{number}@example.com", phone=f"+346123456{number:02}")
    told = get(path, **{"from": first.isoformat(), "to": full.isoformat()}).json()
    assert told["service"] == groomer.service.slug
    assert (told["from"], told["to"]) == (first.isoformat(), full.isoformat())

    def at(day: dt.date, hour: int) -> str:
        return dt.datetime.combine(day, dt.time(hour), tzinfo=zone).isoformat()

    assert told["days"] == [
        {
            "date": day.isoformat(),
            "location": groomer.location.slug,
            "time_zone": "Atlantic/Canary",
            "hours": [{"starts_at": at(day, 9), "ends_at": at(day, 20)}],
            "is_free": day == first,
        }
        for day in (first, full)
    ]
    # Days that are over are nobody's business.
    past = {"from": (first - dt.timedelta(days=20)).isoformat(), "to": first.isoformat()}
    assert len(get(path, **past).json()["days"]) <= 4
    assert len(get(path).json()["days"]) in {6, 7}


def test_a_schedule_without_a_span_is_the_coming_week_of_the_house(vet: Agenda) -> None:
    path = f"{PEOPLE}{vet.professional.slug}/schedule/"
    # Half past midnight in Madrid, and still the day before in UTC.
    with time_machine.travel(dt.datetime(2027, 1, 4, 23, 30, tzinfo=dt.UTC), tick=False):
        told = get(path).json()
    assert (told["from"], told["to"]) == ("2027-01-05", "2027-01-11")


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2026-12-01", "2026-12-31", 200),
        ("2026-12-01", "2027-01-01", 400),
        ("2026-12-02", "2026-12-01", 400),
        ("1999-12-02", "1999-12-03", 400),
        ("2026-12-01T10:00", "2026-12-03", 400),
        ("9999-12-31", "9999-12-31", 400),
        ("x", "2026-12-03", 400),
    ],
)
def test_a_schedule_is_bounded(vet: Agenda, first: str, last: str, status: int) -> None:
    path = f"{PEOPLE}{vet.professional.slug}/schedule/"
    assert get(path, **{"from": first, "to": last}).status_code == status


def test_a_schedule_of_a_service_they_do_not_offer(vet: Agenda, groomer: Agenda) -> None:
    path = f"{PEOPLE}{vet.professional.slug}/schedule/"
    response = get(path, service=groomer.service.slug)
    assert (response.status_code, response.json()["code"]) == (404, "not_offered")


# Services and places


def test_services_tell_terms_questions_and_who_offers_them(vet: Agenda, groomer: Agenda) -> None:
    Offering.objects.create(
        service=groomer.service,
        professional=vet.professional,
        own_price=20,
        own_duration_minutes=45,
    )
    question = IntakeQuestion.objects.create(
        service=groomer.service, text_es="¿Muerde?", text_en="Does it bite?", is_required=True
    )
    groomer.service.species.add(Species.objects.get(slug="dog"))
    told = {one["id"]: one for one in get("/api/services/", lang="en").json()["results"]}
    assert told[groomer.service.slug] == {
        "id": groomer.service.slug,
        "name": "General consultation",
        "summary": "",
        "minutes": 30,
        "price": "20.00",
        "price_is_from": True,
        "most_animals": 1,
        "species": ["dog"],
        "questions": [{"id": question.pk, "text": "Does it bite?", "is_required": True}],
        "professionals": sorted([vet.professional.slug, groomer.professional.slug]),
    }
    mine = get("/api/services/", professional=groomer.professional.slug).json()["results"]
    assert [one["id"] for one in mine] == [groomer.service.slug]
    vet.service.is_online = False
    vet.service.save()
    suspend(groomer)
    told = {one["id"]: one for one in get("/api/services/").json()["results"]}
    assert list(told) == [groomer.service.slug]
    assert told[groomer.service.slug]["professionals"] == [vet.professional.slug]


def test_places_tell_address_clock_and_hours(vet: Agenda) -> None:
    place = vet.location
    OpeningHours.objects.create(location=place, weekday=0, opens=dt.time(9), closes=dt.time(14, 30))
    [told] = get("/api/locations/").json()["results"]
    assert told["id"] == place.slug
    assert told["time_zone"] == "Europe/Madrid"
    assert told["phone"] == "+34960001234"
    assert told["opening_hours"] == [{"weekday": 0, "opens": "09:00", "closes": "14:30"}]
