"""What reviewers do but approve: ask for more, reject, note, give themselves another day."""

from datetime import datetime

from django.db import transaction

from portal.accounts.models import ApplicationWord, ProfessionalApplication, User
from portal.audit.actions import record
from portal.core.db import lock_in_order
from portal.core.time import now

from . import access, errors, steps

State = ProfessionalApplication.State
Kind = ApplicationWord.Kind


@transaction.atomic
def ask_for_more(*, application: ProfessionalApplication, text: str, by: User) -> None:
    """Hand it back with a question; the applicant is told and may change it.

    Raises ReasonNeeded, OwnApplication, NotYourTurn, AlreadyDecided.
    """
    fresh = taken_up(application, State.INFO_NEEDED, by)
    _say(fresh, Kind.QUESTION, text, by)
    fresh.due_at = None
    steps.take(fresh, State.INFO_NEEDED, by=by)


@transaction.atomic
def reject(
    *, application: ProfessionalApplication, text: str, by: User, seen: str = State.SUBMITTED
) -> None:
    """Refuse it with a reason, which the applicant reads; also one that was asked about and waits.

    `seen` is the state in which `by` read it: NotYourTurn when it has moved on. Raises as `ask_for_more`.
    """
    fresh = taken_up(application, State.REJECTED, by)
    if fresh.state != seen:
        raise errors.NotYourTurn()
    _say(fresh, Kind.REASON, text, by)
    decide(fresh, by)
    steps.take(fresh, State.REJECTED, by=by)


@transaction.atomic
def add_note(*, application: ProfessionalApplication, text: str, by: User) -> None:
    """A word among reviewers, at any time; raises ReasonNeeded for an empty one, OwnApplication."""
    access.check_reviews(by)
    if application.user_id == by.pk:
        raise errors.OwnApplication()
    _say(application, Kind.NOTE, text, by)
    record("accounts.application_noted", application, actor=by)


@transaction.atomic
def put_off(*, application: ProfessionalApplication, due_at: datetime, by: User) -> None:
    """Another moment by which it is to be answered; raises NotYourTurn, AlreadyDecided, OwnApplication."""
    fresh = taken_up(application, State.APPROVED, by)
    fresh.due_at = due_at
    fresh.save(update_fields=["due_at"])
    record("accounts.application_saved", fresh, actor=by, fields="due_at")


def taken_up(application: ProfessionalApplication, state: str, by: User) -> ProfessionalApplication:
    """The application locked as it is now, if `by` may lead it to `state`.

    The logins of both first, in the order of their numbers: whoever loses the role of a reviewer, or
    gets another one as the applicant, at this very moment comes before or after.
    """
    rows = lock_in_order(User.objects.filter(pk__in={application.user_id, by.pk}))
    actor = next(row for row in rows if row.pk == by.pk)
    access.check_reviews(actor)
    if application.user_id == by.pk:
        raise errors.OwnApplication()
    fresh = steps.locked(application.pk)
    steps.check_way(fresh, state)
    return fresh


def decide(application: ProfessionalApplication, by: User) -> None:
    """Write down who decides, and when; saved with the step."""
    application.decided_by, application.decided_at = by, now()
    application.due_at = None


def _say(application: ProfessionalApplication, kind: str, text: str, by: User) -> None:
    if not text.strip():
        raise errors.ReasonNeeded(fields={"text": errors.ReasonNeeded.message})
    ApplicationWord.objects.create(application=application, kind=kind, text=text.strip(), by=by)
