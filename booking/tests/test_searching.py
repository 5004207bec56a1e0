"""Staff find an appointment by whatever word they have of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.testing import Agenda, book, make_agenda

from .admin_screens import enter, text_of

LIST = "/admin/appointments/"


@pytest.fixture
def two(agenda: Agenda, client: Client) -> tuple[Any, Any]:
    enter(client, "administrator", agenda)
    other = make_agenda(
        name="Íker Ibáñez", name_es="Vacunación anual", name_en="Annual vaccination"
    )
    one = book(agenda, agenda.morning(), name="Begoña Muñoz", email="bego@example.com")
    two = book(other, other.morning(), name="Omar Benali", phone="+34699888777")
    subject = two.appointments.get().subjects.get()
    subject.label = "Ñandú"
    subject.save()
    return one, two


@pytest.mark.parametrize(
    ("text", "is_first", "is_second"),
    [
        ("munoz", True, False),
        ("BEGOÑA muñ", True, False),
        ("bego@example", True, False),
        ("699888", False, True),
        ("nandu", False, True),
        ("vacunas", False, True),
        ("vaccinations", False, True),
        ("iker ibanez", False, True),
        ("omar nandu", False, True),
        ("omar begoña", False, False),
        ("example.com", True, True),
    ],
)
def test_words_lead_to_appointments(
    client: Client, two: tuple[Any, Any], text: str, is_first: bool, is_second: bool
) -> None:
    page = text_of(client.get(LIST, {"q": text}))
    assert ("Begoña Muñoz" in page) is is_first
    assert ("Omar Benali" in page) is is_second


def test_a_code_leads_to_its_visit(client: Client, two: tuple[Any, Any]) -> None:
    page = text_of(client.get(LIST, {"q": two[1].code.lower()}))
    assert "Omar Benali" in page
    assert "Begoña Muñoz" not in page


def test_an_assistant_finds_only_their_places(agenda: Agenda, client: Client) -> None:
    book(agenda, agenda.morning(), name="Begoña Muñoz")
    enter(client, "assistant elsewhere", agenda)
    assert "Begoña Muñoz" not in text_of(client.get(LIST, {"q": "munoz"}))


def test_a_search_asks_one_question_however_many_words(
    client: Client, two: tuple[Any, Any]
) -> None:
    client.get(LIST, {"q": "omar"})
    with CaptureQueriesContext(connection) as one:
        client.get(LIST, {"q": "omar"})
    with CaptureQueriesContext(connection) as three:
        client.get(LIST, {"q": "omar benali vacunas"})
    assert len(three) == len(one)
