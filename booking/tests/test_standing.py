"""Who is shown and who takes bookings: suspended, unchecked and lapsed professionals."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from booking.access import listed_professionals, online_offerings
from booking.actions import cancel_appointment
from booking.errors import NotOffered
from portal.accounts import licence_mails, licences
from portal.accounts.errors import DateNotAhead, NoLicence, OwnLicence, SuspensionNeedsReason
from portal.accounts.models import Professional, User
from portal.accounts.standing import Standing, is_verified, takes_bookings
from portal.accounts.tests.team import ADMIN, EDITOR, PRO, colleague
from portal.audit.models import AuditEvent
from portal.core.time import today
from portal.notifications.models import Notification
from portal.people.models import Person
from portal.taxonomy.models import College, Profession, Regulation
from portal.testing import UNLICENSED, ZONE, Agenda, book, make_agenda, make_professional

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LIST = "/admin/professionals/"


@pytest.fixture
def agenda() -> Agenda:
    Profession.objects.filter(slug="veterinarian").update(offered=True)
    return make_agenda()


@pytest.fixture
def olga() -> User:
    return colleague(ADMIN, "olga@example.com", name="Olga Prats")


def change(agenda: Agenda, **values: Any) -> None:
    Professional.objects.filter(pk=agenda.professional.pk).update(**values)


def fresh(agenda: Agenda) -> Professional:
    return Professional.objects.select_related("profession").get(pk=agenda.professional.pk)


def lapsed(agenda: Agenda) -> None:
    change(agenda, licence_valid_until=today(ZONE) - DAY)


def unchecked(agenda: Agenda) -> None:
    change(agenda, **UNLICENSED)


def suspended(agenda: Agenda) -> None:
    licences.suspend(professional=agenda.professional, reason="De baja.", by=colleague(ADMIN))


@pytest.mark.parametrize(
    ("what", "is_shown"), [(lapsed, True), (unchecked, True), (suspended, False)]
)
def test_who_takes_no_bookings(
    agenda: Agenda, what: Callable[[Agenda], None], is_shown: bool
) -> None:
    assert takes_bookings(agenda.professional)
    what(agenda)
    assert not takes_bookings(agenda.professional)
    assert not online_offerings().exists()
    assert listed_professionals().exists() is is_shown
    # Neither does a form that was open all the while book.
    with pytest.raises(NotOffered):
        book(agenda, agenda.morning())


def test_the_last_day_counts_and_the_badge_goes_with_the_day(agenda: Agenda) -> None:
    change(agenda, licence_valid_until=today(ZONE))
    assert takes_bookings(agenda.professional)
    assert is_verified(fresh(agenda))
    lapsed(agenda)
    assert not is_verified(fresh(agenda))
    assert Standing.of(fresh(agenda), today(ZONE)) == Standing.NOT_BOOKABLE


@pytest.mark.parametrize("regulated", [Regulation.NO, Regulation.UNSURE])
def test_a_profession_the_law_does_not_reserve_needs_no_licence(
    agenda: Agenda, regulated: str
) -> None:
    Profession.objects.filter(slug="veterinarian").update(regulated=regulated)
    unchecked(agenda)
    assert takes_bookings(agenda.professional)
    assert not is_verified(fresh(agenda))
    assert book(agenda, agenda.morning())


def test_what_is_booked_stays_and_is_listed_to_be_moved(agenda: Agenda, olga: User) -> None:
    visit = book(agenda, agenda.morning())
    gone = book(agenda, agenda.morning(1), name="Otra Persona", email="otra@example.com")
    cancel_appointment(appointment=gone.appointments.get())
    browser = Client()
    browser.force_login(olga)
    page = f"{LIST}suspend/{agenda.professional.pk}/"
    assert "Elena Rius" in browser.get(page).content.decode()
    assert browser.post(page, {"reason": " "}).status_code == 422
    done = browser.post(page, {"reason": "De baja."}, follow=True).content.decode()
    appointment = visit.appointments.get()
    assert f"/admin/appointments/move/{appointment.pk}/" in done
    assert "Otra Persona" not in done
    assert appointment.is_live
    assert fresh(agenda).suspended_by == olga
    reinstated = browser.post(f"{LIST}reinstate/{agenda.professional.pk}/")
    assert reinstated.status_code == 302
    assert takes_bookings(agenda.professional)
    said = AuditEvent.objects.filter(action__startswith="accounts.professional_")
    assert [event.action for event in said.order_by("pk")] == [
        "accounts.professional_suspended",
        "accounts.professional_reinstated",
    ]


def test_a_check_needs_a_number_a_day_ahead_and_somebody_else(agenda: Agenda, olga: User) -> None:
    one = agenda.professional
    for until in (None, today(ZONE), today(ZONE) + 6 * 366 * DAY):
        with pytest.raises(DateNotAhead):
            licences.check(professional=one, valid_until=until, by=olga)
    until = today(ZONE) + 365 * DAY
    licences.check(professional=one, valid_until=until, by=olga)
    assert (fresh(agenda).licence_valid_until, fresh(agenda).licence_checked_by) == (until, olga)
    unchecked(agenda)
    with pytest.raises(NoLicence):
        licences.check(professional=one, valid_until=until, by=olga)
    with pytest.raises(SuspensionNeedsReason):
        licences.suspend(professional=one, reason="", by=olga)
    Person.objects.filter(user=olga).update(user=None)
    one.person.user = olga
    one.person.save(update_fields=["user"])
    for act in (
        lambda: licences.check(professional=one, valid_until=until, by=olga),
        lambda: licences.suspend(professional=one, reason="x", by=olga),
        lambda: licences.reinstate(professional=one, by=olga),
    ):
        with pytest.raises(OwnLicence):
            act()


def test_a_check_finds_another_college_and_number(agenda: Agenda, olga: User) -> None:
    """Whoever moves to another province has another number; nobody else's is taken for theirs."""
    other = make_professional(licence_number="4600777")
    browser = Client()
    browser.force_login(olga)
    page = f"{LIST}licence/{agenda.professional.pk}/"
    assert f'value="{fresh(agenda).licence_number}"' in browser.get(page).content.decode()
    until = today(ZONE) + 300 * DAY
    here, there = College.objects.get(slug="vet-46"), College.objects.get(slug="vet-12")

    def check(college: College, number: str) -> Any:
        sent = {"college": college.pk, "licence_number": number, "valid_until": until.isoformat()}
        return browser.post(page, sent)

    before = fresh(agenda).licence_number
    assert check(here, "9999999").status_code == 422
    taken = check(here, "777")
    assert taken.status_code == 409 and "Ya hay alguien" in taken.content.decode()
    assert fresh(agenda).licence_number == before
    assert check(there, "777").status_code == 302
    one = fresh(agenda)
    assert (one.college, one.licence_number) == (there, "1200777")
    assert (one.licence_checked_by, one.licence_valid_until) == (olga, until)
    assert Professional.objects.get(pk=other.pk).licence_number == "4600777"
    event = AuditEvent.objects.get(action="accounts.professional_changed")
    assert event.data["fields"] == "college,licence_number"


def test_the_later_of_two_reasons_stands_with_its_name(agenda: Agenda, olga: User) -> None:
    dora, one = colleague(ADMIN), agenda.professional
    licences.suspend(professional=one, reason="De baja.", by=olga)
    since = fresh(agenda).suspended_at
    licences.suspend(professional=one, reason="Sin seguro.", by=dora)
    found = fresh(agenda)
    assert (found.suspended_at, found.suspended_by) == (since, dora)
    assert found.suspension_reason == "Sin seguro."
    events = AuditEvent.objects.filter(action="accounts.professional_suspended").order_by("pk")
    assert [event.actor_id for event in events] == [olga.pk, dora.pk]


def test_who_is_warned_and_how_often(agenda: Agenda, olga: User) -> None:
    def told() -> list[str]:
        kinds = Notification.objects.values_list("kind", flat=True)
        return sorted(kind for kind in kinds if "licence" in kind)

    change(agenda, licence_valid_until=today(ZONE) + 31 * DAY)
    licence_mails.warn()
    assert told() == []
    change(agenda, licence_valid_until=today(ZONE) + 30 * DAY)
    licence_mails.warn()
    licence_mails.warn()
    assert told() == ["accounts.licence_lapsing", "accounts.licence_lapsing_team"]
    lapsed(agenda)
    licence_mails.warn()
    assert told().count("accounts.licence_lapsed") == 1
    # Another check begins another story.
    licences.check(professional=agenda.professional, valid_until=today(ZONE) + 20 * DAY, by=olga)
    licence_mails.warn()
    assert told().count("accounts.licence_lapsing") == 2


@pytest.mark.parametrize("role", [EDITOR, PRO])
def test_nobody_else_looks_after_professionals(agenda: Agenda, role: str) -> None:
    browser = Client()
    browser.force_login(colleague(role))
    for path in ("", f"inspect/{agenda.professional.pk}/", f"suspend/{agenda.professional.pk}/"):
        assert browser.get(LIST + path).status_code in (302, 403, 404)
    browser.post(f"{LIST}suspend/{agenda.professional.pk}/", {"reason": "x"})
    assert fresh(agenda).suspended_at is None
