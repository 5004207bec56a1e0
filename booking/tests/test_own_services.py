"""What a professional offers and says of themselves: live at once, on their own terms, recorded."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from booking.models import Offering
from booking.offered import online_offerings
from portal.audit.models import AuditEvent
from portal.taxonomy.models import Language, Species
from portal.testing import Agenda, book, make_agenda, make_service

from .admin_screens import text_of
from .professionals import come_in_as


@pytest.fixture
def marta(agenda: Agenda, client: Client) -> Any:
    return come_in_as(client, agenda)


def send(client: Client, *rows: tuple[Any, bool, str, str]) -> Any:
    typed = {}
    for service, is_offered, minutes, price in rows:
        typed |= {f"s{service.pk}-minutes": minutes, f"s{service.pk}-price": price}
        if is_offered:
            typed[f"s{service.pk}-offered"] = "on"
    return client.post(reverse("own:services"), typed)


def test_own_terms_count_at_once_and_are_recorded(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    assert send(client, (agenda.service, True, "40", "42,50")).status_code == 302
    offering = online_offerings().get()
    assert (offering.duration_minutes, offering.price) == (40, Decimal("42.50"))
    book_page = reverse("booking:book")
    asked = {"professional": agenda.professional.slug, "service": agenda.service.slug}
    assert "42,50" in text_of(client.get(book_page, asked))
    [event] = AuditEvent.objects.filter(action="booking.offering_saved")
    assert (event.actor_id, event.data["service"]) == (marta.pk, agenda.service.pk)


def test_what_is_as_the_house_says_is_kept_as_none_and_follows_it(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    send(client, (agenda.service, True, "40", "42"))
    send(client, (agenda.service, True, "30", "35,00"))
    offering = Offering.objects.get()
    assert (offering.own_duration_minutes, offering.own_price) == (None, None)
    count = AuditEvent.objects.count()
    # Nothing changed: nothing is written.
    send(client, (agenda.service, True, "30", "35"))
    assert AuditEvent.objects.count() == count


def test_a_service_no_longer_offered_keeps_its_terms_and_its_appointments(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    booked = book(agenda, agenda.morning()).appointments.get()
    send(client, (agenda.service, True, "40", "42"))
    send(client, (agenda.service, False, "40", "42"))
    assert not online_offerings().exists()
    booked.refresh_from_db()
    assert (booked.status, booked.price) == ("confirmed", Decimal("35.00"))
    # It can still be moved, and offered again as before.
    assert client.get(reverse("own:move", args=[booked.pk])).context["offering"] is not None
    send(client, (agenda.service, True, "40", "42"))
    assert online_offerings().get().price == Decimal("42.00")


def test_a_new_one_is_offered_beside_the_others_and_nobody_elses_changes(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez")
    nails = make_service(name_es="Corte de uñas")
    send(
        client,
        (agenda.service, True, "30", "35"),
        (other.service, False, "30", "35"),
        (nails, True, "15", "12"),
    )
    mine = online_offerings().filter(professional=agenda.professional)
    assert {one.service_id for one in mine} == {agenda.service.pk, nails.pk}
    other.offering.refresh_from_db()
    assert other.offering.own_is_online is None


@pytest.mark.parametrize(
    ("minutes", "price"), [("4", "35"), ("481", "35"), ("x", "35"), ("30", "-1"), ("30", "x")]
)
def test_terms_that_cannot_be_are_refused_whole(
    agenda: Agenda, client: Client, marta: Any, minutes: str, price: str
) -> None:
    nails = make_service(name_es="Corte de uñas")
    answer = send(client, (agenda.service, True, minutes, price), (nails, True, "15", "12"))
    assert answer.status_code == 422
    assert "Consulta general:" in text_of(answer)
    assert Offering.objects.get().own_price is None
    assert not AuditEvent.objects.filter(action="booking.offering_saved").exists()


def test_facts_are_live_at_once_and_recorded_by_their_names(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    cat, english = Species.objects.get(slug="cat"), Language.objects.get(slug="en")
    typed = {
        "title": "Dra.",
        "headline_es": "Solo gatos",
        "headline_en": "",
        "languages": [english.pk],
        "species": [cat.pk],
    }
    assert client.post(reverse("own:facts"), typed).status_code == 302
    professional = agenda.professional
    professional.refresh_from_db()
    assert (professional.headline_es, professional.headline_en) == ("Solo gatos", "")
    assert list(professional.species.all()) == [cat]
    [event] = AuditEvent.objects.filter(action="accounts.professional_changed")
    assert event.data["fields"] == "headline_es,headline_en,languages,species"
    assert "gatos" not in str(event.data)
    client.post(reverse("own:facts"), typed)
    assert AuditEvent.objects.filter(action="accounts.professional_changed").count() == 1
    # What only administrators change cannot be smuggled in.
    client.post(
        reverse("own:facts"), {**typed, "slug": "x", "is_listed": "", "licence_number": "1"}
    )
    professional.refresh_from_db()
    assert (professional.is_listed, professional.slug) == (True, agenda.professional.slug)
    assert client.post(reverse("own:facts"), {**typed, "headline_es": "x" * 141}).status_code == 422
