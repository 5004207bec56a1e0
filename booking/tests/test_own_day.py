"""A professional's own day: who is there, what they said, and each step once and one back."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from booking import access, actions
from booking.appointment_forms import time_code
from booking.errors import SlotTaken
from booking.models import Appointment, Claim, Offering, StatusChange, TimeOff
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.people.models import Reading
from portal.testing import Agenda, book, make_agenda, make_location, make_user

from .admin_screens import text_of
from .professionals import come_in_as

Status = Appointment.Status


@pytest.fixture
def marta(agenda: Agenda, client: Client) -> Any:
    return come_in_as(client, agenda)


@pytest.fixture
def booked(agenda: Agenda, marta: Any) -> Any:
    """One appointment at 09:00 on the first day."""
    return book(agenda, agenda.morning()).appointments.get()


def press(client: Client, appointment: Any, to: str, seen: str = "") -> Any:
    appointment.refresh_from_db()
    return client.post(
        reverse("own:attend", args=[appointment.pk]),
        {"seen": seen or appointment.status, "to": to},
    )


def on_the_day(agenda: Agenda, hour: int = 9, minute: int = 5) -> Any:
    return time_machine.travel(agenda.morning(hour=hour, minute=minute), tick=False)


def test_the_day_shows_ones_own_with_what_was_said_and_notes_that_it_was_read(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez")
    book(other, other.morning(hour=10), email="otra@example.com", name="Paula Ruano")
    page = client.get(reverse("own:today"), {"day": agenda.first_day.isoformat()})
    text = text_of(page)
    assert "Come menos desde el domingo." in text
    assert "Luna" in text
    assert "Elena Rius" in text
    assert "Paula Ruano" not in text
    assert 'href="tel:+34612345678"' in page.content.decode()
    assert reverse("booking:client", args=[booked.visit.person_id]) in page.content.decode()
    [reading] = Reading.objects.filter(screen="own_day")
    assert reading.persons == [booked.visit.person_id]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    # The header of every page leads here.
    assert "Mi agenda" in text_of(client.get(reverse("account:overview")))
    client.force_login(make_user("alice@example.com", "client"))
    assert "Mi agenda" not in text_of(client.get(reverse("account:overview")))


def test_a_day_is_stepped_through_once_forward_and_once_back(
    agenda: Agenda, booked: Any, client: Client, marta: Any
) -> None:
    forward = [Status.CHECKED_IN, Status.IN_PROGRESS, Status.COMPLETED]
    with on_the_day(agenda):
        for to in [*forward, Status.IN_PROGRESS]:
            answer = press(client, booked, to)
            assert answer.status_code == 302, text_of(answer)
    booked.refresh_from_db()
    assert booked.status == Status.IN_PROGRESS
    changes = StatusChange.objects.filter(appointment=booked).exclude(from_status="")
    assert [(one.to_status, one.by) for one in changes] == [
        (to, marta) for to in [*forward, Status.IN_PROGRESS]
    ]
    events = AuditEvent.objects.filter(action="booking.appointment_attended")
    assert [event.data["kind"] for event in events.order_by("pk")] == [
        *forward,
        Status.IN_PROGRESS,
    ]
    assert Claim.objects.filter(appointment=booked, released_at=None).count() == 1
    # Nobody is written to about it: what was sent is the booking's.
    assert set(Notification.objects.values_list("kind", flat=True)) == {
        "booking.visit_confirmed",
        "booking.appointment_booked",
    }


@pytest.mark.parametrize(
    ("before", "to", "status"),
    [
        # The day before nobody has arrived; before the time nobody is missing or done.
        ((-1, 12), Status.CHECKED_IN, 409),
        ((0, 8), Status.NO_SHOW, 409),
        ((0, 9), Status.COMPLETED, 409),
        ((0, 9), "cancelled", 409),
        ((0, 9), "nonsense", 422),
    ],
)
def test_what_cannot_be_true_is_refused_and_changes_nothing(
    agenda: Agenda, booked: Any, client: Client, before: Any, to: str, status: int
) -> None:
    day, hour = before
    moment = agenda.morning(day, hour=hour, minute=5)
    with time_machine.travel(moment, tick=False):
        answer = press(client, booked, to)
    assert answer.status_code == status
    booked.refresh_from_db()
    assert booked.status == Status.CONFIRMED
    assert not StatusChange.objects.exclude(from_status="").exists()
    assert not AuditEvent.objects.filter(action="booking.appointment_attended").exists()


def test_what_begins_early_is_finished_once_its_time_has_come(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    with on_the_day(agenda, 8, 50):
        press(client, booked, Status.CHECKED_IN)
        press(client, booked, Status.IN_PROGRESS)
        assert press(client, booked, Status.COMPLETED).status_code == 409
    with on_the_day(agenda, 9, 0):
        assert press(client, booked, Status.COMPLETED).status_code == 302


def test_a_second_click_changes_nothing_and_an_old_page_is_refused(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    with on_the_day(agenda):
        assert press(client, booked, Status.CHECKED_IN).status_code == 302
        again = press(client, booked, Status.CHECKED_IN, seen=Status.CONFIRMED)
        assert again.status_code == 302
        press(client, booked, Status.IN_PROGRESS)
        # «Has arrived» on a page of before would be a step back now.
        old = press(client, booked, Status.CHECKED_IN, seen=Status.CONFIRMED)
        assert old.status_code == 409
        assert "Esa cita ha cambiado" in text_of(old)
    assert StatusChange.objects.exclude(from_status="").count() == 2


def test_who_did_not_come_frees_the_time_and_taking_it_back_needs_it(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    with on_the_day(agenda, 9, 0):
        press(client, booked, Status.NO_SHOW)
        assert not Claim.objects.filter(appointment=booked, released_at=None).exists()
        press(client, booked, Status.CONFIRMED)
        assert Claim.objects.filter(appointment=booked, released_at=None).count() == 1
        press(client, booked, Status.NO_SHOW)
        book(agenda, agenda.morning(minute=15), email="otra@example.com")
        refused = press(client, booked, Status.CONFIRMED)
    assert refused.status_code == SlotTaken.status
    booked.refresh_from_db()
    assert booked.status == Status.NO_SHOW
    assert Claim.objects.filter(released_at=None).count() == 1


def test_what_comes_is_listed_by_day_without_today(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    book(agenda, agenda.morning(1), email="otra@example.com", name="Paula Ruano")
    with on_the_day(agenda):
        text = text_of(client.get(reverse("own:upcoming")))
    assert "Paula Ruano" in text
    assert "Elena Rius" not in text
    assert "1 cita desde mañana" in text


VIEWS = ("attend", "move", "cancel")


@pytest.mark.parametrize("view", VIEWS)
def test_anothers_appointment_is_the_same_404_as_none(
    agenda: Agenda, booked: Any, client: Client, view: str
) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez")
    theirs = book(other, other.morning(), email="otra@example.com").appointments.get()
    answers = []
    for pk in (theirs.pk, 424242):
        response = client.post(reverse(f"own:{view}", args=[pk]), {"seen": "x", "to": "x"})
        assert response.status_code == 404
        # Each refusal has a number of its own, to be named on the phone.
        answers.append(re.sub(r"[0-9A-F]{4}-[0-9A-F]{4}", "", text_of(response)))
    assert answers[0] == answers[1]
    theirs.refresh_from_db()
    assert theirs.status == Status.CONFIRMED


PAGES = ("today", "upcoming", "services", "hours", "facts", "time-off-add", "single-day")


@pytest.mark.parametrize("page", PAGES)
def test_only_a_professional_has_these_pages(db: None, client: Client, page: str) -> None:
    address = reverse(f"own:{page}")
    asked = client.get(address)
    assert asked.status_code == 302
    assert asked["Location"].endswith(f"?next={address}")
    for role in ("client", "assistant", "editor", "administrator", "superadministrator"):
        client.force_login(make_user(f"{role}@example.com", role))
        assert client.get(address).status_code == 404, role
    # A professional's login that is nobody's agenda.
    client.force_login(make_user("nobody@example.com", "professional"))
    assert client.get(address).status_code == 404


def test_the_admins_screens_of_appointments_stay_shut_even_with_a_key_to_the_admin(
    agenda: Agenda, booked: Any, client: Client, marta: Any
) -> None:
    group, _made = Group.objects.get_or_create(name="professional")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for view in ("inspect", "move", "cancel"):
        page = client.get(reverse(f"appointments_modeladmin_{view}", args=[booked.pk]))
        assert page.status_code == 404, view
    listing = client.get(reverse("appointments_modeladmin_index"))
    assert listing.status_code in (302, 404)
    # Not only because a door stands before the editor: the screens ask for themselves.
    assert access.appointments_visible_to(marta).exists()
    assert not access.works_in_the_admin(marta)


def test_cancelling_shows_the_mail_first_and_tells_the_client(
    agenda: Agenda, booked: Any, client: Client
) -> None:
    address = reverse("own:cancel", args=[booked.pk])
    typed = {"reason": "emergency", "note": "Lo sentimos mucho."}
    assert client.post(address, {"note": "x"}).status_code == 422
    looked = client.post(address, {**typed, "do": "look"})
    assert "Lo sentimos mucho." in text_of(looked)
    assert "Hemos tenido que cancelar" in text_of(looked)
    booked.refresh_from_db()
    assert booked.status == Status.CONFIRMED
    done = client.post(address, {**typed, "do": "cancel"})
    assert done.status_code == 302
    booked.refresh_from_db()
    assert (booked.status, booked.cancel_reason) == (Status.CANCELLED, "emergency")
    [told] = Notification.objects.filter(kind="booking.visit_cancelled")
    assert told.facts["note"] == "Lo sentimos mucho."
    assert client.get(address).status_code == 302


def test_moving_takes_ones_own_time_only(agenda: Agenda, booked: Any, client: Client) -> None:
    other = make_agenda(location=agenda.location, name="Javier Ibáñez")
    elsewhere = type(agenda.offering).objects.create(
        service=agenda.service, professional=other.professional
    )
    address, later = reverse("own:move", args=[booked.pk]), agenda.morning(1, hour=11)
    codes = {c.code for d in client.get(address).context["days"] for c in d.choices}
    assert codes
    assert all(code.startswith(f"{agenda.offering.pk}:") for code in codes)
    theirs = {"choice": time_code(elsewhere, later), "do": "move", "reason": "mistake"}
    client.post(address, theirs)
    booked.refresh_from_db()
    assert booked.starts_at == agenda.morning()
    mine = {"choice": time_code(agenda.offering, later), "reason": "mistake", "note": "Perdona."}
    assert "Perdona." in text_of(client.post(address, {**mine, "do": "look"}))
    assert client.post(address, {**mine, "do": "move"}).status_code == 302
    booked.refresh_from_db()
    assert booked.starts_at == later
    [told] = Notification.objects.filter(kind="booking.visit_moved")
    assert told.facts["note"] == "Perdona."


def test_whoever_was_there_and_comes_another_day_has_not_arrived_on_it(
    agenda: Agenda, booked: Any, client: Client, marta: Any
) -> None:
    address = reverse("own:move", args=[booked.pk])
    with on_the_day(agenda):
        press(client, booked, Status.CHECKED_IN)
        press(client, booked, Status.IN_PROGRESS)
        for start, status in (
            # An hour later they are still there.
            (agenda.morning(hour=11), Status.IN_PROGRESS),
            (agenda.morning(1), Status.CONFIRMED),
        ):
            choice = time_code(agenda.offering, start)
            moved = client.post(address, {"choice": choice, "do": "move", "reason": "emergency"})
            assert moved.status_code == 302
            booked.refresh_from_db()
            assert (booked.starts_at, booked.status) == (start, status)
    last = StatusChange.objects.filter(appointment=booked).latest("pk")
    assert (last.from_status, last.to_status, last.by) == ("in_progress", "confirmed", marta)
    # So the client can still cancel it, and the day can be stepped through.
    with time_machine.travel(agenda.morning(1, minute=5), tick=False):
        assert press(client, booked, Status.CHECKED_IN).status_code == 302


def test_an_administrator_who_is_a_professional_moves_within_the_own_agenda(
    agenda: Agenda, client: Client
) -> None:
    come_in_as(client, agenda, role="administrator")
    booked = book(agenda, agenda.morning()).appointments.get()
    first = make_agenda(location=agenda.location, name="Ana Abad")
    Offering.objects.create(service=agenda.service, professional=first.professional)
    book(first, first.morning(), email="otra@example.com", name="Paula Ruano")
    address = reverse("own:move", args=[booked.pk])
    page = client.get(address)
    codes = {c.code for d in page.context["days"] for c in d.choices}
    assert {code.partition(":")[0] for code in codes} == {str(agenda.offering.pk)}
    # Nor is somebody else's time offered where the own one is full.
    off = TimeOff(
        resource=agenda.resource, starts_at=agenda.morning(-2), ends_at=agenda.morning(40)
    )
    actions.save_time_off(time_off=off)
    gone = client.post(address, {"choice": time_code(agenda.offering, agenda.morning(1))})
    assert (gone.status_code, gone.context["nearest"]) == (409, [])
    # The day's message goes to the own clients.
    today = client.get(reverse("own:today"), {"day": agenda.first_day.isoformat()})
    link = re.search(r'href="([^"]*day=[^"]*professional=[^"]*)"', today.content.decode())
    assert link
    listed = client.get(link[1].replace("&amp;", "&")).context["recipients"]
    assert [one.person for one in listed] == [booked.visit.person]


def test_today_is_that_of_the_place_where_one_works(db: None, client: Client) -> None:
    make_location(zone_name="Europe/Madrid")
    agenda = make_agenda(location=make_location(zone_name="Atlantic/Canary"))
    come_in_as(client, agenda)
    start = agenda.morning(hour=19, minute=30)
    book(agenda, start)
    # Half past eleven at night there, and tomorrow already where the first place of the house is.
    with time_machine.travel(start + dt.timedelta(hours=4), tick=False):
        page = client.get(reverse("own:today"))
        assert (page.context["is_today"], page.context["clock_now"]) == (True, "23:30")
        assert page.context["day"] == agenda.first_day
        assert "Elena Rius" in text_of(page)
        book(agenda, agenda.morning(1), email="otra@example.com", name="Paula Ruano")
        assert "Paula Ruano" in text_of(client.get(reverse("own:upcoming")))


def test_a_week_beyond_the_calendar_is_no_week(agenda: Agenda, booked: Any, client: Client) -> None:
    address = reverse("own:move", args=[booked.pk])
    for typed in (
        {"week": "9999-12-31"},
        {"week": "0001-01-01"},
        {"choice": f"{agenda.offering.pk}:99991231T2359Z"},
    ):
        assert client.post(address, typed).status_code < 500, typed
    for day in ("0001-01-01", "9999-12-31"):
        assert client.get(reverse("booking:day-message"), {"day": day}).status_code == 404
        assert client.get(reverse("own:today"), {"day": day}).status_code == 200


def test_a_day_on_which_the_clocks_change_shows_its_hours_once(
    agenda: Agenda, client: Client, marta: Any
) -> None:
    """The last Sunday of March 2027 has 23 hours; 09:00 is 07:00 UTC on it and 08:00 the day before."""
    for day in (27, 28):
        local = dt.datetime(2027, 3, day, 9, tzinfo=agenda.location.zone)
        with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False):
            actions.save_rule(rule=agenda.rule)
            book(
                agenda, local.astimezone(dt.UTC), email=f"d{day}@example.com", name=f"Cliente {day}"
            )
        text = text_of(client.get(reverse("own:today"), {"day": f"2027-03-{day}"}))
        assert "09:00" in text
        assert f"Cliente {day}" in text
        assert f"Cliente {55 - day}" not in text
