"""Approving an application: everything it brings, and nothing of it when a step fails."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, Page

from booking.models import Offering, Resource
from home.models import ProfilePage
from home.own_page import rights
from portal.accounts.applications import approving, errors, reviewing
from portal.accounts.models import (
    ApplicationStep,
    ApplicationWord,
    Invitation,
    Professional,
    ProfessionalApplication,
    User,
)
from portal.accounts.roles import Role
from portal.accounts.tests.applicants import a_sent_application, an_application
from portal.accounts.tests.team import ADMIN, ASSISTANT, CLIENT, EDITOR, PRO, SUPER, colleague
from portal.audit.models import AuditEvent
from portal.core.time import today
from portal.notifications.models import Notification
from portal.testing import ZONE, make_location, make_professional, make_service

from .small_site import make_site

pytestmark = pytest.mark.django_db
State = ProfessionalApplication.State
QUEUE = "/admin/applications/"


@pytest.fixture
def olga() -> User:
    return colleague(ADMIN, "olga@example.com", name="Olga Prats")


@pytest.fixture
def noelia() -> User:
    return colleague(CLIENT, "noelia@example.com", name="Noelia Castaño Ruiz")


@pytest.fixture
def application(noelia: User) -> ProfessionalApplication:
    make_site()
    # Whose clock says which day it is.
    make_location()
    make_service(slug="consulta-felina")
    return a_sent_application(noelia, title="Dra.", services=["consulta-felina", "unknown"])


def in_a_year() -> dt.date:
    return today(ZONE) + dt.timedelta(days=365)


def approve(application: ProfessionalApplication, by: User, **values: Any) -> Professional:
    return approving.approve(
        **{"application": application, "valid_until": in_a_year(), "by": by, **values}
    )


def counts() -> list[int]:
    """How much there is of everything an approval makes."""
    models = (
        Professional,
        Resource,
        Offering,
        ProfilePage,
        Page,
        Collection,
        Group,
        Invitation,
        ApplicationStep,
        Notification,
        AuditEvent,
    )
    return [model._default_manager.count() for model in models]


def test_it_brings_role_professional_agenda_page_pictures_and_invitation(
    application: ProfessionalApplication, olga: User, noelia: User
) -> None:
    made = approve(application, olga)
    noelia.refresh_from_db()
    application.refresh_from_db()
    assert (application.state, application.professional) == (State.APPROVED, made)
    assert (application.decided_by, application.due_at) == (olga, None)
    assert (made.person.user, noelia.role) == (noelia, Role.PROFESSIONAL)
    assert (made.slug, made.display_name) == ("noelia-castano-ruiz", "Dra. Noelia Castaño Ruiz")
    assert (made.licence_number, made.licence_checked_by) == ("4603106", olga)
    assert made.licence_valid_until == in_a_year()
    # Not shown before the first page is published.
    assert not made.is_listed
    assert [one.service.slug for one in made.offerings.all()] == ["consulta-felina"]
    assert made.resource
    page = ProfilePage.objects.get(professional=made)
    assert not page.live
    assert page.get_latest_revision().user_id is None
    [group] = noelia.groups.filter(name__startswith=rights.PREFIX)
    assert [right.page_id for right in group.page_permissions.all()] == [page.pk]
    [collection] = {right.collection for right in group.collection_permissions.all()}
    assert "Noelia" in collection.name
    assert Invitation.objects.get(user=noelia).is_open
    [mail] = Notification.objects.filter(kind="accounts.application_approved")
    assert mail.recipient == "noelia@example.com"
    recorded = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        "accounts.application_moved",
        "accounts.licence_checked",
        "accounts.professional_approved",
        "accounts.role_assigned",
    } <= recorded


def test_until_the_second_factor_is_set_up_the_role_opens_nothing(
    application: ProfessionalApplication, olga: User, noelia: User, client: Client
) -> None:
    before = Client()
    before.enter_by_password_alone(noelia)
    assert before.get("/cuenta/").status_code == 200
    approve(application, olga)
    noelia.refresh_from_db()
    # Neither the browser in which they applied nor a new login gets them in.
    assert before.get("/cuenta/").status_code == 302
    client.enter_by_password_alone(noelia)
    for path in ("/admin/", "/agenda/", "/cuenta/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "/entrar/" in response["Location"] or "login" in response["Location"]


HERE = "portal.accounts.applications"
# Everything an approval does, in its order; the last one is the row of the trail that ends it.
STEPS = {
    "licence": f"{HERE}.approving.licences.note_check",
    "lists": f"{HERE}.approving._describe",
    "role": f"{HERE}.approving.assign_role",
    "sessions": f"{HERE}.approving.close_sessions",
    "agenda": "booking.receivers.Resource.objects.create",
    "services": "booking.receivers.Offering.objects.bulk_create",
    "page": "home.own_page.opening.ProfilePage.save_revision",
    "pictures": "home.own_page.opening._collection",
    "group": "home.own_page.opening.rights.open_group",
    "decision": f"{HERE}.approving.reviewing.decide",
    "invitation": f"{HERE}.approving.inviting.invite",
    "history": f"{HERE}.steps.ApplicationStep.objects.create",
    "mail": f"{HERE}.steps.notify",
    "trail": f"{HERE}.approving.record",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_nothing(
    application: ProfessionalApplication,
    olga: User,
    noelia: User,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("this step is broken")

    monkeypatch.setattr(STEPS[step], fails)
    before = counts()
    with pytest.raises(RuntimeError):
        approve(application, olga)
    assert counts() == before
    noelia.refresh_from_db()
    application.refresh_from_db()
    assert (noelia.role, application.state) == (CLIENT, State.SUBMITTED)


def test_what_cannot_be_approved_stays_as_it_is(
    application: ProfessionalApplication, olga: User, noelia: User
) -> None:
    before = counts()

    def refused(expected: type[Exception], by: User = olga, **values: Any) -> None:
        with pytest.raises(expected):
            approve(application, by, **values)
        assert counts() == before

    from portal.accounts.errors import DateNotAhead

    refused(DateNotAhead, valid_until=None)
    refused(DateNotAhead, valid_until=today(ZONE))
    User.objects.filter(pk=noelia.pk).update(is_active=False)
    refused(errors.NotFit)
    User.objects.filter(pk=noelia.pk).update(is_active=True)
    other = make_professional(licence_number="4603106")
    before = counts()
    refused(errors.LicenceTaken)
    Professional.objects.filter(pk=other.pk).update(licence_number="4600099")
    approve(application, olga)
    before = counts()
    refused(errors.AlreadyDecided)


def test_nobody_reviews_their_own_nor_without_the_role(
    application: ProfessionalApplication, olga: User
) -> None:
    from django.http import Http404

    own = a_sent_application(olga, licence_number="4600777")
    before = counts()
    for act in (
        lambda: approve(own, olga),
        lambda: reviewing.reject(application=own, text="no", by=olga),
        lambda: reviewing.ask_for_more(application=own, text="?", by=olga),
    ):
        with pytest.raises(errors.OwnApplication):
            act()
    assistant = colleague(ASSISTANT)
    before = counts()
    with pytest.raises(Http404):
        approve(application, assistant)
    assert counts() == before


def test_a_reason_is_needed_unless_it_is_approved(
    application: ProfessionalApplication, olga: User
) -> None:
    before = counts()
    for act in (reviewing.reject, reviewing.ask_for_more, reviewing.add_note):
        with pytest.raises(errors.ReasonNeeded):
            act(application=application, text="  ", by=olga)
    assert counts() == before
    reviewing.ask_for_more(application=application, text="Falta el título.", by=olga)
    application.refresh_from_db()
    assert application.state == State.INFO_NEEDED
    # It is the applicant's turn.
    with pytest.raises(errors.NotYourTurn):
        approve(application, olga)
    assert [word.text for word in ApplicationWord.objects.all()] == ["Falta el título."]


def test_the_queue_and_the_page_of_an_application(
    application: ProfessionalApplication, olga: User, noelia: User
) -> None:
    draft = an_application(colleague(CLIENT), licence_number="")
    browser = Client()
    browser.force_login(olga)
    listed = browser.get(QUEUE)
    assert listed.status_code == 200
    assert "Noelia Castaño Ruiz" in listed.content.decode()
    assert str(draft.pk) not in browser.get(f"{QUEUE}?state=all").content.decode()
    page = f"{QUEUE}inspect/{application.pk}/"
    shown = browser.get(page).content.decode()
    assert "4603106" in shown
    assert browser.get(f"{QUEUE}inspect/{draft.pk}/").status_code == 404
    refused = browser.post(f"{QUEUE}reject/{application.pk}/", {"reject-text": ""})
    assert refused.status_code == 422
    browser.post(f"{QUEUE}note/{application.pk}/", {"note-text": "Llamé al colegio."})
    # It is to be answered by some day that is not over.
    for day in (today(ZONE) - dt.timedelta(days=1), today(ZONE) + dt.timedelta(days=99)):
        due = {"due_on": day.isoformat()}
        assert browser.post(f"{QUEUE}due/{application.pk}/", due).status_code == 422
    due = {"due_on": (today(ZONE) + dt.timedelta(days=9)).isoformat()}
    assert browser.post(f"{QUEUE}due/{application.pk}/", due)["Location"] == page
    asked = browser.post(f"{QUEUE}ask/{application.pk}/", {"ask-text": "Falta el título."})
    assert asked["Location"] == page
    assert "Llamé al colegio." in browser.get(page).content.decode()
    # Too late for the other reviewer, who has the page open.
    late = browser.post(f"{QUEUE}reject/{application.pk}/", {"reject-text": "No."})
    assert late.status_code == 409
    application.refresh_from_db()
    assert application.state == State.INFO_NEEDED
    # Who reads that it waits for the applicant may end it: else it would hold its licence for ever.
    shown = browser.get(page).content.decode()
    assert f"{QUEUE}reject/" in shown and f"{QUEUE}approve/" not in shown
    answer = {"reject-text": "No contesta.", "reject-seen": State.INFO_NEEDED}
    assert browser.post(f"{QUEUE}reject/{application.pk}/", answer)["Location"] == page
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (State.REJECTED, olga)
    assert Notification.objects.filter(kind="accounts.application_rejected").count() == 1


def test_whoever_reviews_by_now_reads_no_notes_about_themselves(
    application: ProfessionalApplication, olga: User, noelia: User
) -> None:
    reviewing.add_note(application=application, text="Parece raro.", by=olga)
    joined = colleague(ADMIN, "noelia2@example.com")
    ProfessionalApplication.objects.filter(pk=application.pk).update(user=joined)
    application.refresh_from_db()
    # Sealed with the key of the one who applied then: written anew.
    ApplicationWord.objects.all().delete()
    reviewing.add_note(application=application, text="Parece raro.", by=olga)
    browser = Client()
    for who, reads in ((olga, True), (joined, False)):
        browser.force_login(who)
        shown = browser.get(f"{QUEUE}inspect/{application.pk}/").content.decode()
        assert ("Parece raro." in shown) is reads
    with pytest.raises(errors.OwnApplication):
        reviewing.add_note(application=application, text="Todo bien.", by=joined)


def test_days_in_the_queue_are_those_of_the_calendar(
    application: ProfessionalApplication, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came late yesterday evening waits since yesterday, on the clock of the house."""
    evening = dt.datetime.combine(today(ZONE) - dt.timedelta(days=1), dt.time(23, 59), tzinfo=ZONE)
    browser = Client()
    browser.force_login(olga)
    for sent, words in ((evening, "1 día"), (evening + dt.timedelta(minutes=2), "desde hoy")):
        ProfessionalApplication.objects.update(submitted_at=sent)
        assert words in browser.get(QUEUE).content.decode()


@pytest.mark.parametrize("role", [CLIENT, PRO, ASSISTANT, EDITOR])
def test_nobody_else_sees_the_queue(application: ProfessionalApplication, role: str) -> None:
    browser = Client()
    browser.force_login(colleague(role))
    for path in (QUEUE, f"{QUEUE}inspect/{application.pk}/"):
        assert browser.get(path).status_code in (302, 403, 404)
    assert b"4603106" not in browser.get(f"{QUEUE}inspect/{application.pk}/").content


def test_a_superadministrator_decides_too(application: ProfessionalApplication) -> None:
    browser = Client()
    browser.force_login(colleague(SUPER))
    data = {"valid_until": in_a_year().isoformat()}
    done = browser.post(f"{QUEUE}approve/{application.pk}/", data)
    assert done.status_code == 302
    application.refresh_from_db()
    assert application.state == State.APPROVED
