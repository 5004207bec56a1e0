"""An application sent and withdrawn at the same moment: one outcome, one step, one mail for each."""

import threading
from typing import Any

import pytest

from portal.accounts.applications import writing
from portal.accounts.applications.errors import AlreadyDecided, LicenceTaken, NotYourTurn
from portal.accounts.applications.writing import send, withdraw
from portal.accounts.models import ApplicationStep, ProfessionalApplication
from portal.accounts.tests.applicants import State, an_application
from portal.core.errors import Busy
from portal.notifications.models import Notification
from portal.testing import make_user

from .parallel import at_once
from .racing import deadlocks

ROUNDS = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def everything_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an application needs besides is another test's."""
    monkeypatch.setattr(writing, "missing_in", lambda application, person: [])


def steps_of(application: ProfessionalApplication) -> list[str]:
    found = ApplicationStep.objects.filter(application=application)
    return list(found.values_list("state", flat=True))


def mails() -> int:
    return Notification.objects.filter(kind__startswith="accounts.application_").count()


def test_sent_and_withdrawn_at_once_it_goes_one_way(db: None) -> None:
    before = deadlocks()
    for number in range(ROUNDS):
        user = make_user(f"noelia{number}@example.com", "client")
        application = an_application(user, licence_number=f"460310{number}")
        told = mails()
        acts = [lambda a=application, u=user: send(application=a, by=u)] * 4
        acts += [lambda a=application, u=user: withdraw(application=a, by=u)] * 2
        done = at_once(acts)
        refused = {type(one) for one in done if one is not None}
        assert refused <= {NotYourTurn, AlreadyDecided}, done
        # Withdrawing ends it whatever was first; sending counts once, or came too late.
        application.refresh_from_db()
        assert application.state == State.WITHDRAWN
        taken = steps_of(application)
        assert taken in ([State.WITHDRAWN], [State.SUBMITTED, State.WITHDRAWN])
        assert done.count(None) == len(taken) == mails() - told
    assert deadlocks() == before


def test_two_with_one_licence_number_sent_at_once_one_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only the database's word is left.
    monkeypatch.setattr(writing, "check_licence_is_free", lambda application: None)
    for number in range(ROUNDS):
        users = [make_user(f"{who}{number}@example.com", "client") for who in ("a", "b", "c")]
        same = [an_application(user, licence_number=f"460320{number}") for user in users]
        done = at_once(
            [
                lambda a=one, u=user: send(application=a, by=u)
                for one, user in zip(same, users, strict=True)
            ]
        )
        assert done.count(None) == 1, done
        assert {type(one) for one in done if one is not None} <= {LicenceTaken, Busy}
        sent = ProfessionalApplication.objects.filter(licence_number=f"460320{number}")
        assert sent.filter(state=State.SUBMITTED).count() == 1
        assert sent.filter(state=State.DRAFT).count() == 2


def test_control_without_the_lock_it_is_withdrawn_twice(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user("noelia@example.com", "client")
    application = an_application(user)
    both_have_read = threading.Barrier(2)

    def read_only(pk: Any) -> ProfessionalApplication:
        found = ProfessionalApplication.objects.get(pk=pk)
        both_have_read.wait(60)
        return found

    monkeypatch.setattr(writing, "locked", read_only)
    done = at_once([lambda: withdraw(application=application, by=user)] * 2)
    assert done == [None, None]
    assert steps_of(application) == [State.WITHDRAWN, State.WITHDRAWN]
    assert mails() == 2
