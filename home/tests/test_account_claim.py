"""«¿Ya eres cliente?»: the page where a code from the clinic brings its entry into the account."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from booking.models import Visit
from booking.tests.admin_screens import text_of
from portal.core.time import now
from portal.people.account_codes import give_code, withdraw_code
from portal.people.models import AccountCodeTry, Merge, Person
from portal.people.unmerging import undo_merge
from portal.testing import Agenda, book, make_user

pytestmark = pytest.mark.django_db
CLAIM = {"es": "/cuenta/ya-soy-cliente/", "en": "/en/account/already-a-client/"}
REFUSED = {
    "es": "Ese código no vale. Compruébalo o pide otro a la clínica.",
    "en": "That code does not count. Check it, or ask the clinic for a new one.",
}
MOST, MOST_WHEN_JOINED = 15, 17


@pytest.fixture
def logged_in(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def entry(agenda: Agenda) -> Person:
    """By phone: three visits of one dog, all by staff."""
    first = book(agenda, agenda.morning(), name="Alicia Rius Bosch", email="a@old.example")
    for number in (1, 2):
        book(agenda, agenda.morning(number), email=f"a{number}@old.example")
    Visit.objects.update(person=first.person, origin=Visit.Origin.STAFF)
    return first.person


@pytest.fixture
def letters(entry: Person, dora: Any) -> str:
    return give_code(person=entry, by=dora)[1]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_right_code_brings_visits_and_animals_and_says_how_many(
    alice: Any, logged_in: Client, letters: str, language: str
) -> None:
    answer = logged_in.post(CLAIM[language], {"code": letters.lower()})
    merge = Merge.objects.get()
    assert answer["Location"] == f"{CLAIM[language]}?joined={merge.pk}"
    said = text_of(logged_in.get(answer["Location"]))
    for words in {"es": ("3 citas", "1 animal"), "en": ("3 appointments", "1 animal")}[language]:
        assert words in said
    assert alice.person.visits.count() == 3
    # What was joined stands in the account like what one booked oneself.
    assert "Luna" in text_of(logged_in.get(reverse("account:visits")))


def test_the_recorded_name_stands_beside_the_way_to_undo_it(
    alice: Any, logged_in: Client, letters: str, dora: Any, entry: Person
) -> None:
    logged_in.post(CLAIM["es"], {"code": letters})
    assert Person.objects.get(pk=alice.person.pk).full_name == "Alice"
    staff = Client()
    staff.force_login(dora)
    page = text_of(staff.get(reverse("people_data:show", args=[alice.person.pk])))
    assert "Alicia Rius Bosch" in page and "alice@example.com" in page
    staff.post(reverse("people_merge:undo", args=[Merge.objects.get().pk]))
    assert alice.person.visits.count() == 0
    assert entry.visits.count() == 3


def test_what_was_undone_is_no_longer_said(logged_in: Client, letters: str) -> None:
    done = logged_in.post(CLAIM["es"], {"code": letters})["Location"]
    undo_merge(merge=Merge.objects.get())
    assert "3 citas" not in text_of(logged_in.get(done))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("why", ["wrong", "used", "withdrawn", "expired"])
def test_wrong_used_withdrawn_and_expired_codes_are_answered_alike(
    logged_in: Client,
    letters: str,
    dora: Any,
    charlie: Any,
    entry: Person,
    why: str,
    language: str,
) -> None:
    if why == "wrong":
        letters = "AAAAA AAAAA"
    if why == "used":
        other = Client()
        other.force_login(charlie)
        other.post(CLAIM["es"], {"code": letters})
    if why == "withdrawn":
        withdraw_code(person=entry, by=dora)
    later = timedelta(days=8) if why == "expired" else timedelta()
    with time_machine.travel(now() + later, tick=False):
        answer = logged_in.post(CLAIM[language], {"code": letters})
    assert answer.status_code == 422
    assert text_of(answer).count(REFUSED[language]) >= 1
    assert AccountCodeTry.objects.count() == 1


def test_wrong_ones_slow_down_and_say_for_how_long(logged_in: Client, letters: str) -> None:
    with time_machine.travel(now(), tick=False):
        logged_in.post(CLAIM["es"], {"code": "AAAAA AAAAA"})
        answer = logged_in.post(CLAIM["es"], {"code": letters})
    assert answer.status_code == 429
    assert "1 segundo" in text_of(answer)
    assert not Merge.objects.exists()


def test_the_limit_counts_the_visitors_address(
    logged_in: Client, letters: str, settings: Any
) -> None:
    """Of thirty logins at one address; behind a proxy of one's own, as that one saw it."""
    settings.TRUSTED_PROXIES = 1
    for number in range(30):
        guesser = Client()
        guesser.force_login(make_user(f"guest{number}@example.com", "client"))
        guesser.post(CLAIM["es"], {"code": "AAAAA AAAAA"}, headers={"X-Forwarded-For": "192.0.2.7"})
    asked = {"code": letters}
    full = logged_in.post(CLAIM["es"], asked, headers={"X-Forwarded-For": "192.0.2.7"})
    assert full.status_code == 429
    assert logged_in.post(CLAIM["es"], asked, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_an_empty_form_is_no_try(logged_in: Client) -> None:
    answer = logged_in.post(CLAIM["es"], {"code": "  "})
    assert answer.status_code == 422
    assert "Escribe el código." in text_of(answer)
    assert not AccountCodeTry.objects.exists()


def test_what_somebody_else_joined_is_not_told(
    logged_in: Client, letters: str, charlie: Any
) -> None:
    done = logged_in.post(CLAIM["es"], {"code": letters})["Location"]
    # The control: whose it is sees it, as often as they look.
    assert "3 citas" in text_of(logged_in.get(done))
    other = Client()
    other.force_login(charlie)
    assert "3 citas" not in text_of(other.get(done))
    assert other.get(f"{CLAIM['es']}?joined=nonsense").status_code == 200


def test_the_page_stands_behind_the_login(client: Client, letters: str) -> None:
    for answer in (client.get(CLAIM["es"]), client.post(CLAIM["es"], {"code": letters})):
        assert answer["Location"].startswith("/entrar/?next=")
    assert not Merge.objects.exists()


@pytest.mark.parametrize("language", ["es", "en"])
def test_overview_and_details_lead_there(logged_in: Client, language: str) -> None:
    with translation.override(language):
        pages = [reverse("account:overview"), reverse("account:details")]
    for page in pages:
        assert f'href="{CLAIM[language]}"' in logged_in.get(page).content.decode()


def test_queries_of_the_page_do_not_grow_with_what_was_joined(
    agenda: Agenda, alice: Any, logged_in: Client, dora: Any, settings: Any
) -> None:
    settings.BOOKING_OPEN_GUEST_BOOKINGS = 100

    def joined(first: int, last: int) -> int:
        visits = [
            book(agenda, agenda.morning(number), email=f"a{number}@old.example")
            for number in range(first, last)
        ]
        person = visits[0].person
        Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(person=person)
        letters = give_code(person=person, by=dora)[1]
        done = logged_in.post(CLAIM["es"], {"code": letters})["Location"]
        logged_in.get(done)
        with CaptureQueriesContext(connection) as queries:
            assert f"{last - first} cita" in text_of(logged_in.get(done))
        return len(queries)

    assert joined(0, 1) == joined(1, 11) <= MOST_WHEN_JOINED
    logged_in.get(CLAIM["es"])
    with CaptureQueriesContext(connection) as queries:
        logged_in.get(CLAIM["es"])
    assert len(queries) <= MOST
