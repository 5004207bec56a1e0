"""The code for a client's account on their file: who gives it, that it is seen once, and when not."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal.accounts.actions import create_user
from portal.core.digests import digest
from portal.people.account_codes import give_code, normal, open_code_of
from portal.people.erasure import erase_person
from portal.people.models import AccountCode, Merge, Person, Reading
from portal.people.tests.test_erasure import outside  # noqa: F401 (a fixture that runs by itself)
from portal.testing import Agenda, book, make_professional

from .admin_screens import text_of
from .clients import READERS, come_in, file_of

pytestmark = pytest.mark.django_db
GIVE, AGAIN = "Darle un código para su cuenta", "Darle un código nuevo"
# One row written, one withdrawn, the person locked, two entries of the trail; the page's own.
BUDGET = 31


@pytest.fixture
def elena(agenda: Agenda) -> Person:
    person: Person = book(agenda, agenda.morning(), language="en").person
    return person


def code_of(person: Person) -> str:
    return reverse("booking:client-code", args=[person.pk])


def letters_on(page: Any) -> str:
    """The code that the page shows."""
    found = page.content.decode().split('<p class="given-code" translate="no">')[1]
    return str(found.split("</p>")[0])


@pytest.mark.parametrize(("who", "may"), READERS.items())
def test_whoever_may_write_to_the_client_gives_and_withdraws_codes(
    agenda: Agenda, elena: Person, client: Client, who: str, may: bool
) -> None:
    come_in(client, who, agenda)
    assert client.get(code_of(elena)).status_code == 405
    answer = client.post(code_of(elena), {"do": "give"})
    assert answer.status_code == (200 if may else 404)
    assert AccountCode.objects.count() == may
    withdrawn = client.post(code_of(elena), {"do": "withdraw"})
    assert withdrawn.status_code == (302 if may else 404)
    assert AccountCode.objects.not_ended().count() == 0


def test_the_code_is_shown_once_and_works(agenda: Agenda, elena: Person, client: Client) -> None:
    user = come_in(client, "assistant here", agenda)
    assert GIVE in text_of(client.get(file_of(elena)))
    page = client.post(code_of(elena), {"do": "give"})
    letters = letters_on(page)
    given = AccountCode.objects.get()
    assert given.digest == digest("account-code", normal(letters))
    assert given.created_by_id == user.pk
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    # The sheet is in the client's language and names the way there, the rest in the reader's.
    said = text_of(page)
    assert "Código para la cuenta de Elena Rius" in said
    assert "Your code for your account at" in said
    assert "/en/account/already-a-client/" in said
    shown_again = client.get(file_of(elena))
    assert letters not in shown_again.content.decode()
    assert letters not in str(client.session.items())
    said = text_of(shown_again)
    assert "Hay un código abierto hasta el" in said
    assert f"Lo entregó {user.person.full_name}." in said
    assert AGAIN in said


def test_the_file_says_so_in_english(agenda: Agenda, elena: Person, client: Client) -> None:
    user = come_in(client, "administrator", agenda)
    give_code(person=elena, by=user)
    with translation.override("en"):
        said = text_of(client.get(file_of(elena)))
    assert "A code is open until" in said and "Given by" in said and "Give them a new code" in said


def test_withdrawing_it_gives_the_button_back(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    come_in(client, "assistant here", agenda)
    client.post(code_of(elena), {"do": "give"})
    assert client.post(code_of(elena), {"do": "withdraw"})["Location"] == f"{file_of(elena)}#cuenta"
    assert open_code_of(elena) is None
    assert GIVE in text_of(client.get(file_of(elena)))


@pytest.mark.parametrize("why", ["login", "erased", "professional"])
def test_whoever_needs_none_has_no_button_and_is_refused(
    agenda: Agenda,
    elena: Person,
    client: Client,
    why: str,
    outside: Any,  # noqa: F811
) -> None:
    come_in(client, "administrator", agenda)
    # The control.
    assert code_of(elena) in client.get(file_of(elena)).content.decode()
    person, status = elena, 409
    if why == "login":
        Person.objects.filter(pk=elena.pk).update(user=create_user(email="e@x.es", role="client"))
    if why == "professional":
        person = make_professional(name="Javier Ibáñez Roca").person
    if why == "erased":
        person, status = Person.objects.create(full_name="Omar"), 404
        erase_person(person=person)
    page = client.get(file_of(person))
    assert page.status_code == 200
    assert code_of(person) not in page.content.decode()
    assert client.post(code_of(person), {"do": "give"}).status_code == status
    assert not AccountCode.objects.exists()


def test_the_address_of_somebody_merged_away_leads_to_who_stays(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    from portal.people.merging import merge_people

    stays = Person.objects.create(full_name="Elena R.")
    merge_people(kept=stays, gone=elena)
    come_in(client, "administrator", agenda)
    assert client.post(code_of(elena), {"do": "give"})["Location"] == file_of(stays)
    assert not AccountCode.objects.exists()
    assert Merge.objects.count() == 1


def test_who_gives_a_code_is_noted_as_a_reader(
    agenda: Agenda, elena: Person, client: Client
) -> None:
    user = come_in(client, "assistant here", agenda)
    client.post(code_of(elena), {"do": "give"})
    row = Reading.objects.get(screen="client_code")
    assert (row.user_id, row.persons) == (user.pk, [elena.pk])


def test_giving_a_code_keeps_its_budget(agenda: Agenda, elena: Person, client: Client) -> None:
    come_in(client, "assistant here", agenda)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.post(code_of(elena), {"do": "give"}).status_code == 200
        return len(queries)

    client.post(code_of(elena), {"do": "give"})
    few = asked()
    for _number in range(10):
        client.post(code_of(elena), {"do": "give"})
    assert asked() == few <= BUDGET
