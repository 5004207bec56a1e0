"""The list of people, the queue of likely duplicates, and the comparison of two."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from booking.tests.admin_screens import text_of
from portal.people.actions import add_person
from portal.people.duplicates import find_duplicates
from portal.people.merging import merge_people
from portal.people.models import LikelyDuplicate, Merge, Person
from portal.testing import make_user

pytestmark = pytest.mark.django_db

LIST, QUEUE = "/admin/people/", "/admin/people-merge/"
# The shell of Wagtail (session, user, rights, site, menu) costs 9; what is listed the rest,
# with the note of who read it (one, and here the savepoint around it).
LIST_BUDGET, QUEUE_BUDGET = 17, 17


@pytest.fixture
def administrator(client: Client) -> Any:
    user = make_user("olga@example.com", "administrator")
    client.force_login(user)
    return user


def couple(number: int = 0) -> tuple[Person, Person]:
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]
    one = add_person(
        full_name=f"Núria {letter * 5}", email=f"n{number}@example.com", phone="", language="es"
    )
    other = add_person(
        full_name=f"Nuria {letter * 5} Pons",
        email=f"n{number}@example.com",
        phone=f"+3461234{number:04d}",
        language="en",
    )
    return one, other


def compare(kept: Person, gone: Person) -> str:
    return reverse("people_merge:compare", args=[kept.pk, gone.pk])


@pytest.mark.parametrize(
    ("query", "found"),
    [("nuria", 2), ("NÚRIA pons", 1), ("61234", 1), ("n0@example", 2), ("nobody", 0), ("", 3)],
)
def test_people_are_found_by_part_of_name_phone_or_email(
    client: Client, administrator: Any, query: str, found: int
) -> None:
    couple()
    response = client.get(LIST, {"q": query})
    assert response.context["result_count"] == found
    if not found:
        assert "Nadie coincide" in text_of(response)


def test_whoever_was_merged_is_not_listed(client: Client, administrator: Any) -> None:
    one, other = couple()
    merge_people(kept=one, gone=other)
    page = client.get(LIST).content.decode()
    assert str(one.pk) in page
    assert str(other.pk) not in page


@pytest.mark.parametrize("address", [LIST, QUEUE])
def test_queries_do_not_grow_with_rows(client: Client, administrator: Any, address: str) -> None:
    def asked() -> int:
        find_duplicates()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    couple()
    few = asked()
    for number in range(1, 15):
        couple(number)
    assert asked() == few
    assert few <= (LIST_BUDGET if address == LIST else QUEUE_BUDGET)


def test_the_queue_names_reasons_and_takes_a_decision(client: Client, administrator: Any) -> None:
    couple()
    find_duplicates()
    assert "1 posible duplicado" in text_of(client.get(LIST))
    page = text_of(client.get(QUEUE))
    assert "mismo correo" in page
    pair = LikelyDuplicate.objects.get()
    client.post(reverse("people_merge:different", args=[pair.pk]))
    assert "Nadie parece estar dos veces" in text_of(client.get(QUEUE))
    assert client.post(reverse("people_merge:different", args=[pair.pk])).status_code == 404


def test_the_other_row_is_found_by_hand(client: Client, administrator: Any) -> None:
    one, other = couple()
    page = client.get(reverse("people_merge:choose", args=[one.pk]), {"q": "pons"}).content.decode()
    assert compare(one, other) in page
    assert compare(one, one) not in page


def test_two_are_compared_merged_and_parted(client: Client, administrator: Any) -> None:
    one, other = couple()
    page = text_of(client.get(compare(one, other)))
    for words in (one.full_name, other.full_name, "n0@example.com", "612 34 00 00", "inglés"):
        assert words in page
    response = client.post(compare(one, other), {"full_name": "gone", "language": "kept"})
    assert response.status_code == 302
    kept = Person.objects.get(pk=one.pk)
    assert (kept.full_name, kept.language) == (other.full_name, "es")
    merge = Merge.objects.get()
    data = client.get(reverse("people_data:show", args=[one.pk])).content.decode()
    undo = reverse("people_merge:undo", args=[merge.pk])
    assert undo in data
    assert client.post(undo).status_code == 302
    assert Person.objects.get(pk=one.pk).full_name == one.full_name
    assert Person.objects.get(pk=other.pk).merged_into_id is None
    # A second press, or a page from before: told, not broken.
    after = client.post(undo, follow=True)
    assert "ya no se puede deshacer" in text_of(after)


def test_what_differs_has_to_be_decided(client: Client, administrator: Any) -> None:
    one, other = couple()
    response = client.post(compare(one, other), {"full_name": "gone"})
    assert response.status_code == 422
    assert "Elige" in text_of(response)
    assert not Merge.objects.exists()
    assert (
        client.post(compare(one, other), {"full_name": "x", "language": "kept"}).status_code == 422
    )


def test_a_refusal_is_told_and_has_no_button(client: Client, administrator: Any) -> None:
    one = make_user("a@example.com", "client").person
    other = make_user("b@example.com", "client").person
    page = client.get(compare(one, other))
    assert "Los dos tienen acceso" in text_of(page)
    assert "Fusionar estas dos" not in text_of(page)
    assert client.post(compare(one, other), {"full_name": "kept"}).status_code == 409


@pytest.mark.parametrize("role", ["assistant", "editor", "client", "professional"])
def test_nobody_else_finds_any_of_it(client: Client, role: str) -> None:
    one, other = couple()
    find_duplicates()
    pair = LikelyDuplicate.objects.get()
    merge = merge_people(
        kept=one, gone=add_person(full_name="X", email="", phone="", language="es")
    )
    client.force_login(make_user(f"{role}@example.com", role))
    for address in (QUEUE, reverse("people_merge:choose", args=[one.pk]), compare(one, other)):
        assert client.get(address).status_code in {302, 404}
    for address in (
        compare(one, other),
        reverse("people_merge:different", args=[pair.pk]),
        reverse("people_merge:undo", args=[merge.pk]),
    ):
        assert client.post(address).status_code in {302, 404}
    assert Merge.objects.get().undone_at is None
    assert LikelyDuplicate.objects.get(pk=pair.pk).verdict == ""
