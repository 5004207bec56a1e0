"""The booking pages as a browser without JavaScript meets them: nothing lost, one booking."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.models import Appointment, Claim, Hold, IntakeQuestion, Offering, Visit
from booking.slots import any_url, booking_url, start_text
from portal.core.time import now
from portal.taxonomy.models import Species
from portal.testing import Agenda, book, make_agenda

pytestmark = pytest.mark.django_db
CHECK, CONFIRM = "/reservar/comprobar/", "/reservar/confirmar/"
HOLD, EXTEND = "/reservar/guardar/", "/reservar/ampliar/"
BUDGET = 15


def chosen(agenda: Agenda, start: dt.datetime, who: str = "") -> dict[str, str]:
    return {
        "professional": who or agenda.professional.slug,
        "service": agenda.service.slug,
        "start": start_text(start),
    }


def typed(**changes: str) -> dict[str, str]:
    return {
        "animals": "1",
        "animal0-label": "Luna",
        "animal0-species": "dog",
        "animal0-notes": "Come menos desde el domingo.",
        "full_name": "Elena Rius",
        "phone": "612 34 56 78",
        "email": "elena@example.com",
        **changes,
    }


def hidden(page: str) -> dict[str, str]:
    """What the hidden fields of the page's form carry."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def press(client: Client, path: str, data: dict[str, str]) -> Any:
    """Send a form and follow where it leads."""
    return client.post(path, data, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode())


def later(**span: int) -> time_machine.travel:
    return time_machine.travel(now() + dt.timedelta(**span), tick=False)


def confirm(client: Client, page: Any) -> Any:
    return press(client, CONFIRM, hidden(text(page)))


def is_done(response: Any) -> bool:
    return response.redirect_chain != [] and "/reservar/hecho/" in response.redirect_chain[-1][0]


# --- the steps -----------------------------------------------------------------------------------


def test_the_first_step_lists_services_with_price_minutes_and_who(client, agenda) -> None:
    page = text(client.get("/reservar/"))
    assert "Consulta general" in page
    assert "35\u00a0€" in page
    assert "30 min · Marta" in page
    assert f'href="{any_url(agenda.service)}#paso-2"' in page


def test_a_professionals_own_services_only(client, agenda) -> None:
    make_agenda(name="Pau Bosch", name_es="Peluquería")
    page = text(client.get(f"/reservar/?professional={agenda.professional.slug}"))
    assert "Consulta general" in page
    assert "Peluquería" not in page
    assert client.get("/reservar/?professional=nobody").status_code == 404


def test_a_start_beyond_the_calendar_is_no_time(client, agenda) -> None:
    for start in ("99991231T2359Z", "00010101T0000Z", "nothing"):
        asked = {**chosen(agenda, agenda.morning()), "start": start}
        assert client.get("/reservar/", asked).status_code == 404
        assert client.post(HOLD, asked).status_code == 404


def test_the_second_step_shows_the_week_of_whoever_is_free(client, agenda) -> None:
    other = make_agenda(location=agenda.location, name="Pau Bosch")
    Offering.objects.create(service=agenda.service, professional=other.professional)
    page = text(client.get(any_url(agenda.service)))
    start = start_text(agenda.morning())
    links = re.findall(r'href="(/reservar/\?[^"#]*start=[^"]+)"', page)
    assert len([link for link in links if start in link]) == 1
    assert all("professional=any" in link for link in links)
    assert "Cualquiera disponible" in page
    assert "Dr" in page and "Pau Bosch" in page


def test_a_week_without_times_names_the_next_one(client, agenda) -> None:
    agenda.rule.resource.working_periods.filter(
        starts_at__lt=now() + dt.timedelta(days=20)
    ).delete()
    first = text(client.get(any_url(agenda.service)))
    assert "start=" in first
    day = (now() + dt.timedelta(days=1)).date().isoformat()
    asked = text(client.get(f"{any_url(agenda.service)}&week={day}"))
    assert "El próximo hueco" in asked


def test_another_place_has_its_own_week(client, agenda) -> None:
    from portal.testing import make_location, make_rule

    far = make_location(name="Clínica Canaria", zone_name="Atlantic/Canary", city="Las Palmas")
    make_rule(agenda.resource, far, opens=dt.time(20, 30), closes=dt.time(22))
    page = text(client.get(f"{any_url(agenda.service)}&place={far.slug}"))
    assert "20:30" in page
    assert "09:00" not in page
    assert "Todas las horas son las de Las Palmas" in page


def test_a_link_to_a_time_holds_nothing(client, agenda) -> None:
    page = client.get(booking_url(agenda.offering, agenda.morning()))
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"] and "private" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in text(page)
    assert "sessionid" not in client.cookies
    assert Hold.objects.count() == 0


def test_the_first_press_keeps_the_time_even_with_mistakes(client, agenda) -> None:
    answer = client.post(CHECK, {**chosen(agenda, agenda.morning()), "full_name": "Elena"})
    assert answer.status_code == 422
    page = text(answer)
    assert "Revisa 4 datos antes de seguir" in page
    assert 'href="#id_animal0-label"' in page
    assert 'data-hold="' in page
    assert 'value="Elena"' in page
    assert Hold.objects.get().starts_at == agenda.morning()


def test_the_whole_way(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    assert CHECK in page.redirect_chain[-1][0]
    assert "Te guardamos esta hora" in text(page)
    assert "cancelarla gratis hasta" in text(page)
    done = confirm(client, page)
    assert is_done(done)
    visit = Visit.objects.get()
    assert visit.code in text(done)
    assert "cancelarla gratis hasta" in text(done)
    assert "enlace del correo" in text(done)
    claim = Claim.objects.get()
    assert claim.appointment and claim.expires_at is None
    assert done["Cache-Control"].find("no-store") >= 0


def test_in_english_the_same_way(client, agenda) -> None:
    page = client.post(
        "/en/book/check/", {**chosen(agenda, agenda.morning()), **typed()}, follow=True
    )
    assert "We keep this time for you" in text(page)
    done = client.post("/en/book/confirm/", hidden(text(page)), follow=True)
    assert "/en/book/done/" in done.redirect_chain[-1][0]
    assert Visit.objects.get().person.language == "en"


# --- animals and questions -------------------------------------------------------------------------


def test_another_pet_is_one_press_without_javascript(client, db) -> None:
    agenda = make_agenda(max_subjects=2)
    first = {**chosen(agenda, agenda.morning()), **typed()}
    page = press(client, CHECK, {**first, "do": "add"})
    assert 'value="Luna"' in text(page) and "Mascota 2" in text(page)
    assert "Añadir otra mascota" not in text(page)
    assert Hold.objects.count() == 1
    two = {**first, "animals": "2", "animal1-label": "Kiwi", "animal1-species": "cat"}
    page = press(client, CHECK, two)
    assert "2 mascotas" in text(page) and "70\u00a0€" in text(page)
    assert is_done(confirm(client, page))
    appointment = Appointment.objects.get()
    assert appointment.price == 70
    assert [one.label for one in appointment.subjects.all()] == ["Luna", "Kiwi"]


def test_a_pet_taken_out_leaves_the_others_as_they_were(client, db) -> None:
    agenda = make_agenda(max_subjects=3)
    three = {**typed(animals="3"), "animal1-label": "Kiwi", "animal2-label": "Bruno"}
    page = text(press(client, CHECK, {**chosen(agenda, agenda.morning()), **three, "do": "drop-1"}))
    assert 'value="Luna"' in page and 'value="Bruno"' in page
    assert "Kiwi" not in page


def test_no_more_animals_than_the_service_takes(client, agenda) -> None:
    many = {**typed(animals="6"), "animal1-label": "Kiwi", "animal1-species": "cat"}
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **many})
    confirm(client, page)
    assert [one.label for one in Appointment.objects.get().subjects.all()] == ["Luna"]


def test_only_animals_that_are_seen_here(client, agenda) -> None:
    agenda.service.species.set(Species.objects.filter(slug__in=["cat", "rabbit"]))
    agenda.professional.species.set(Species.objects.filter(slug__in=["cat", "dog"]))
    page = text(client.get(booking_url(agenda.offering, agenda.morning())))
    assert 'value="cat"' in page
    assert 'value="dog"' not in page and 'value="rabbit"' not in page
    refused = client.post(CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    assert refused.status_code == 422
    assert "Elige un animal de la lista" in text(refused)


def test_the_services_questions_are_asked_of_each_animal_and_sealed(client, agenda) -> None:
    question = IntakeQuestion.objects.create(
        service=agenda.service,
        text_es="¿Toma algo?",
        text_en="Any medicine?",
        is_required=True,
    )
    start = chosen(agenda, agenda.morning())
    refused = client.post(CHECK, {**start, **typed()})
    assert "Contesta a esta pregunta" in text(refused)
    page = press(client, CHECK, {**start, **typed(), f"animal0-q{question.pk}": "Nada"})
    assert "¿Toma algo?" in text(page)
    confirm(client, page)
    subject = Appointment.objects.get().subjects.get()
    assert subject.intake == [{"es": "¿Toma algo?", "en": "Any medicine?", "answer": "Nada"}]


# --- the hold --------------------------------------------------------------------------------------


def test_in_the_background_the_box_comes_back_alone(client, agenda) -> None:
    start = chosen(agenda, agenda.morning())
    answer = client.post(HOLD, {**start, "animal0-label": "Lu"})
    assert answer.status_code == 200
    assert "data-hold=" in text(answer) and "<html" not in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert 'value="Lu"' in text(client.get(booking_url(agenda.offering, agenda.morning())))
    assert "data-hold=" in text(client.get(HOLD, start))


def test_somebody_else_is_told_the_time_is_taken(client, agenda) -> None:
    start = chosen(agenda, agenda.morning())
    client.post(HOLD, start)
    other = Client()
    assert other.post(HOLD, start).status_code == 409
    answer = other.post(CHECK, {**start, **typed()})
    assert answer.status_code == 409
    assert "se acaba de ocupar" in text(answer)
    assert text(answer).count('name="start"') == 3
    assert 'value="Luna"' in text(answer)
    assert Hold.objects.count() == 1


def test_the_nearest_time_goes_on_with_everything_typed(client, agenda) -> None:
    book(agenda, agenda.morning(), email="first@example.com")
    taken = client.post(CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    start = re.findall(r'name="start" value="([^"]+)"', text(taken))[0]
    page = press(client, CHECK, {**hidden(text(taken)), "start": start})
    assert "elena@example.com" in text(page)
    assert is_done(confirm(client, page))
    assert Visit.objects.count() == 2


def test_ten_minutes_more_ten_times_and_nothing_lost(client, agenda) -> None:
    form = {**chosen(agenda, agenda.morning()), **typed()}
    client.post(CHECK, form)
    for _number in range(10):
        page = press(client, EXTEND, {**form, "animal0-label": "Lunita"})
        assert 'value="Lunita"' in text(page)
    assert "Ya has sumado todo el tiempo posible" in text(page)
    eleventh = client.post(EXTEND, form)
    assert eleventh.status_code == 409
    assert "Ya has sumado tiempo diez veces" in text(eleventh)
    assert Hold.objects.get().extensions == 10


def test_an_extension_lasts(client, agenda) -> None:
    form = {**chosen(agenda, agenda.morning()), **typed()}
    client.post(CHECK, form)
    with later(minutes=8):
        press(client, EXTEND, form)
    with later(minutes=17):
        assert Client().post(HOLD, form).status_code == 409


def test_an_expired_hold_keeps_the_words_and_confirms_while_free(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    with later(minutes=11):
        again = client.get(CHECK, chosen(agenda, agenda.morning()))
        assert "Ya no te guardamos esta hora" in text(again)
        assert "elena@example.com" in text(again)
        assert is_done(confirm(client, page))
    assert Visit.objects.count() == 1


def test_an_expired_hold_that_somebody_took_offers_the_nearest(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    with later(minutes=11):
        book(agenda, agenda.morning(), email="first@example.com")
        answer = confirm(client, page)
        assert answer.status_code == 409
        assert "se acaba de ocupar" in text(answer) and 'value="Luna"' in text(answer)
        assert client.post(EXTEND, hidden(text(page))).status_code == 409
    assert Visit.objects.count() == 1


def test_an_expired_hold_can_be_kept_again(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    with later(minutes=11):
        book(agenda, agenda.morning(1), email="other@example.com")  # notices what has expired
        again = press(client, EXTEND, hidden(text(page)))
        assert "data-hold=" in text(again)
        assert CHECK in again.redirect_chain[-1][0]


def test_another_time_replaces_the_hold_even_one_that_overlaps(client, agenda) -> None:
    client.post(CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    near = agenda.morning(minute=15)
    shown = text(client.get(booking_url(agenda.offering, near)))
    assert "Ahora te guardamos el" in shown
    week = text(client.get(any_url(agenda.service)))
    assert start_text(near) in week
    press(client, CHECK, {**chosen(agenda, near), **typed()})
    assert Hold.objects.get(released_at__isnull=True).starts_at == near


def test_twenty_times_from_one_address_and_then_words(client, agenda, settings) -> None:
    settings.BOOKING_HOLDS_PER_ADDRESS = 2
    for number in range(2):
        Client().post(HOLD, chosen(agenda, agenda.morning(number)))
    answer = client.post(CHECK, {**chosen(agenda, agenda.morning(2)), **typed()})
    assert answer.status_code == 429
    assert "Desde tu conexión" in text(answer)
    assert 'value="Luna"' in text(answer)
    assert Hold.objects.count() == 2


# --- one booking ------------------------------------------------------------------------------------


def test_a_second_press_and_a_reload_find_the_same_booking(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    first, second = confirm(client, page), confirm(client, page)
    assert first.redirect_chain == second.redirect_chain
    back = client.get(booking_url(agenda.offering, agenda.morning()), follow=True)
    assert is_done(back)
    assert Visit.objects.count() == 1


def test_the_same_form_from_a_browser_that_forgot_its_session_books_once(client, agenda) -> None:
    page = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    fields = hidden(text(page))
    confirm(client, page)
    again = Client().post(CONFIRM, fields, follow=True)
    assert is_done(again)
    assert Visit.objects.count() == 1


def test_two_windows_on_two_times_make_one_booking_and_say_so(client, agenda) -> None:
    one = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    two = press(client, CHECK, {**chosen(agenda, agenda.morning(1)), **typed()})
    assert Hold.objects.get(released_at__isnull=True).starts_at == agenda.morning(1)
    assert is_done(confirm(client, one))
    assert Appointment.objects.get().starts_at == agenda.morning()
    second = confirm(client, two)
    assert "Ya habías reservado esta cita desde otra ventana" in text(second)
    assert Visit.objects.count() == 1


def test_the_first_windows_time_that_went_meanwhile_is_said(client, agenda) -> None:
    one = press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()})
    press(client, CHECK, {**chosen(agenda, agenda.morning(1)), **typed()})
    book(agenda, agenda.morning(), email="first@example.com")
    answer = confirm(client, one)
    assert answer.status_code == 409
    assert "se acaba de ocupar" in text(answer)


def test_after_a_booking_another_one_can_be_made(client, agenda) -> None:
    confirm(client, press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()}))
    confirm(client, press(client, CHECK, {**chosen(agenda, agenda.morning(1)), **typed()}))
    assert Visit.objects.count() == 2


def test_a_cancelled_booking_does_not_stand_in_the_way(client, agenda) -> None:
    confirm(client, press(client, CHECK, {**chosen(agenda, agenda.morning()), **typed()}))
    from booking.actions import cancel_appointment
    from booking.models import Reason

    cancel_appointment(appointment=Appointment.objects.get(), reason=Reason.UNSTATED, by=None)
    page = client.get(booking_url(agenda.offering, agenda.morning()))
    assert page.status_code == 200


def test_the_fourth_open_booking_is_refused_in_words(client, agenda) -> None:
    for number in range(3):
        book(agenda, agenda.morning(number))
    page = press(client, CHECK, {**chosen(agenda, agenda.morning(4)), **typed()})
    answer = confirm(client, page)
    assert answer.status_code == 429
    assert "Ya hay varias citas pendientes" in text(answer)
    assert "elena@example.com" in text(answer)
    assert Visit.objects.count() == 3


def test_confirming_without_ever_holding_books(client, agenda) -> None:
    assert is_done(press(client, CONFIRM, {**chosen(agenda, agenda.morning()), **typed()}))


# --- anybody ----------------------------------------------------------------------------------------


@pytest.fixture
def pair(agenda: Agenda) -> tuple[Agenda, Offering]:
    """Two professionals who offer the same service at the same place, one dearer."""
    other = make_agenda(location=agenda.location, name="Pau Bosch")
    return agenda, Offering.objects.create(
        service=agenda.service, professional=other.professional, own_price=40
    )


def test_whoever_is_free_is_named_once_the_time_is_kept(client, pair) -> None:
    agenda, other = pair
    book(agenda, agenda.morning(), email="first@example.com")
    before = text(client.get(any_url(agenda.service)))
    assert "desde 35" in before
    page = press(client, CHECK, {**chosen(agenda, agenda.morning(), "any"), **typed()})
    assert "Pau Bosch" in text(page) and "40\u00a0€" in text(page)
    confirm(client, page)
    assert Appointment.objects.get(professional=other.professional).price == 40


def test_anybody_without_a_hold_falls_to_one_who_is_free(client, pair) -> None:
    agenda, _other = pair
    for number in range(2):
        form = {**chosen(agenda, agenda.morning(), "any"), **typed()}
        form |= {"email": f"{number}@example.com", "phone": f"61234567{number}"}
        assert is_done(press(Client(), CONFIRM, form))
    third = client.post(CONFIRM, {**chosen(agenda, agenda.morning(), "any"), **typed()})
    assert third.status_code == 409
    assert Appointment.objects.values("professional").distinct().count() == 2


def test_when_the_one_shown_is_gone_the_other_is_shown_before_anything_is_booked(
    client, pair
) -> None:
    agenda, other = pair
    page = press(client, CHECK, {**chosen(agenda, agenda.morning(), "any"), **typed()})
    shown = Hold.objects.get().offering
    with later(minutes=11):
        book(
            agenda if shown == agenda.offering else _of(agenda, other),
            agenda.morning(),
            email="first@example.com",
        )
        answer = confirm(client, page)
        assert answer.status_code == 409
        assert "A la misma hora está libre" in text(answer)
        assert Visit.objects.count() == 1
        assert is_done(confirm(client, answer))
    assert Visit.objects.count() == 2


def _of(agenda: Agenda, offering: Offering) -> Agenda:
    return Agenda(
        agenda.location,
        offering.professional,
        offering.professional.resource,
        agenda.rule,
        agenda.service,
        offering,
    )


def test_anybody_means_somebody_who_sees_the_animal(client, pair) -> None:
    agenda, other = pair
    agenda.professional.species.set(Species.objects.filter(slug="cat"))
    start = chosen(agenda, agenda.morning(), "any")
    for number in range(3):
        browser = Client()
        browser.post(HOLD, start)  # before the animal is known
        page = press(browser, CHECK, {**start, **typed()})
        assert "Pau Bosch" in text(page)
        browser.post(HOLD, chosen(agenda, agenda.morning(5 + number)))


def test_a_second_press_with_anybody_books_once(client, pair) -> None:
    agenda, _other = pair
    form = {
        **chosen(agenda, agenda.morning(), "any"),
        **typed(),
        "attempt": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
    }
    assert is_done(press(client, CONFIRM, form))
    assert is_done(press(Client(), CONFIRM, form))
    assert Visit.objects.count() == 1


# --- how much is asked of the database ---------------------------------------------------------------


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_ask_as_much_with_ten_times_the_professionals_and_services(client, agenda) -> None:
    start = chosen(agenda, agenda.morning(), "any")
    paths = [
        "/reservar/",
        any_url(agenda.service),
        f"{any_url(agenda.service)}&professional={agenda.professional.slug}",
        booking_url(agenda.offering, agenda.morning()),
        f"/reservar/?{'&'.join(f'{name}={value}' for name, value in start.items())}",
    ]
    before = [queries(client, path) for path in paths]
    for number in range(10):
        more = make_agenda(location=agenda.location, name=f"Nadie {number}")
        Offering.objects.create(service=agenda.service, professional=more.professional)
    after = [queries(client, path) for path in paths]
    assert max(before) <= BUDGET, before
    # Fewer is welcome: with anybody, one question less where somebody else is free at once.
    assert all(late <= early for late, early in zip(after, before, strict=True)), (before, after)
