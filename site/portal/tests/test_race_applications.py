"""Reviewers and the applicant at once: one outcome. A suspension and a booking: nobody slips past.

Each test has a database of its own (a fresh clone), so a control may take the guards away.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from booking.errors import NotOffered
from booking.models import Appointment
from home.models import ProfilePage
from home.tests.small_site import make_site
from portal.accounts import licences
from portal.accounts.applications import approving, errors, reviewing, steps, writing
from portal.accounts.models import ApplicationStep, Professional, ProfessionalApplication, User
from portal.accounts.tests.applicants import a_sent_application
from portal.accounts.tests.team import ADMIN, CLIENT, SUPER, colleague
from portal.core.time import today
from portal.people.erasure import erase_person
from portal.taxonomy.models import Profession
from portal.testing import ZONE, Agenda, as_owner, book

from .parallel import at_once, lock_nothing, once_somebody_waits, somebody_writes
from .racing import deadlocks

LONG = os.environ.get("PORTAL_LONG") == "1"
State = ProfessionalApplication.State
TOO_LATE = (errors.AlreadyDecided, errors.NotYourTurn)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewers() -> tuple[User, User]:
    make_site()
    return colleague(ADMIN), colleague(SUPER)


def sent(number: int) -> ProfessionalApplication:
    return a_sent_application(colleague(CLIENT), licence_number=f"46{number:05}")


def approves(application: ProfessionalApplication, by: User) -> Any:
    until = today(ZONE) + timedelta(days=300)
    return lambda: approving.approve(application=application, valid_until=until, by=by)


def rejects(application: ProfessionalApplication, by: User) -> Any:
    return lambda: reviewing.reject(application=application, text="No.", by=by)


def withdraws(application: ProfessionalApplication) -> Any:
    """The applicant's own step, as the page takes it."""
    return lambda: writing.withdraw(application=application, by=application.user)


def decisions(application: ProfessionalApplication) -> list[str]:
    """The steps that end it: one, whatever happened at once."""
    ends = (State.APPROVED, State.REJECTED, State.WITHDRAWN)
    found = ApplicationStep.objects.filter(application=application, state__in=ends)
    return list(found.values_list("state", flat=True))


def test_two_reviewers_and_the_applicant_come_to_one_outcome(reviewers: tuple[User, User]) -> None:
    olga, amparo = reviewers
    before = deadlocks()
    for number in range(1, 11 if LONG else 4):
        application = sent(number)
        results = at_once(
            [
                approves(application, olga),
                approves(application, amparo),
                rejects(application, amparo),
                withdraws(application),
            ]
        )
        refused = [result for result in results if isinstance(result, Exception)]
        assert all(isinstance(error, TOO_LATE) for error in refused), results
        assert len(refused) == 3
        application.refresh_from_db()
        assert decisions(application) == [application.state]
        made = Professional.objects.filter(licence_number=application.licence_number).count()
        pages = ProfilePage.objects.filter(
            professional__licence_number=application.licence_number
        ).count()
        assert made == pages == (1 if application.state == State.APPROVED else 0)
    assert deadlocks() == before


def test_an_answer_and_a_refusal_for_want_of_it_come_to_one_outcome(
    reviewers: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "missing_in", lambda *given: [])
    olga, _amparo = reviewers
    for number in range(1, 11 if LONG else 4):
        application = sent(number)
        EmailAddress.objects.filter(user=application.user).update(primary=True, verified=True)
        reviewing.ask_for_more(application=application, text="¿Y el título?", by=olga)
        results = at_once(
            [
                lambda one=application: writing.send(application=one, by=one.user),
                lambda one=application: reviewing.reject(
                    application=one, text="No contesta.", by=olga, seen=State.INFO_NEEDED
                ),
            ]
        )
        [refused] = [result for result in results if isinstance(result, Exception)]
        assert isinstance(refused, TOO_LATE), results
        application.refresh_from_db()
        rejected = application.state == State.REJECTED
        assert rejected or application.state == State.SUBMITTED
        assert decisions(application) == ([State.REJECTED] if rejected else [])
        assert (application.due_at is None) is rejected


def test_an_erasure_waits_for_a_decision_and_leaves_it(reviewers: tuple[User, User]) -> None:
    olga, _amparo = reviewers
    application = sent(1)
    with somebody_writes(rejects(application, olga)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        erase_person(person=application.user.person)
        watcher.join(60)
    application.refresh_from_db()
    assert application.state == State.REJECTED
    assert decisions(application) == [State.REJECTED]
    assert (application.licence_number, application.headline) == ("", "")


def test_the_database_alone_lets_one_decision_stand(
    reviewers: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any lock of ours the second one is refused by the trigger."""
    monkeypatch.setattr(steps, "lock_in_order", lock_nothing)
    monkeypatch.setattr(reviewing, "lock_in_order", lock_nothing)
    olga, amparo = reviewers
    application = sent(1)
    with somebody_writes(rejects(application, olga)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        with pytest.raises(errors.AlreadyDecided):
            withdraws(application)()
        watcher.join(60)
    assert decisions(application) == [State.REJECTED]


def test_control_without_lock_and_trigger_there_are_two_outcomes(
    reviewers: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "lock_in_order", lock_nothing)
    monkeypatch.setattr(reviewing, "lock_in_order", lock_nothing)
    with as_owner() as cursor:
        cursor.execute("DROP TRIGGER decision_stays ON accounts_professionalapplication")
    olga, _amparo = reviewers
    application = sent(1)
    with somebody_writes(rejects(application, olga)) as may_commit:
        watcher = once_somebody_waits(may_commit)
        withdraws(application)()
        watcher.join(60)
    assert sorted(decisions(application)) == sorted([State.REJECTED, State.WITHDRAWN])


def test_nobody_books_past_a_suspension(agenda: Agenda) -> None:
    Profession.objects.filter(slug="veterinarian").update(offered=True)
    by = colleague(ADMIN)
    suspends = lambda: licences.suspend(  # noqa: E731
        professional=agenda.professional, reason="De baja.", by=by
    )
    with somebody_writes(suspends) as may_commit:
        watcher = once_somebody_waits(may_commit)
        with pytest.raises(NotOffered):
            book(agenda, agenda.morning())
        watcher.join(60)
    assert not Appointment.objects.exists()


def test_control_without_the_agendas_lock_somebody_does(
    agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.receivers.lock_agendas", lock_nothing)
    Profession.objects.filter(slug="veterinarian").update(offered=True)
    by = colleague(ADMIN)
    suspends = lambda: licences.suspend(  # noqa: E731
        professional=agenda.professional, reason="De baja.", by=by
    )
    with somebody_writes(suspends):
        book(agenda, agenda.morning())
    assert Appointment.objects.count() == 1
