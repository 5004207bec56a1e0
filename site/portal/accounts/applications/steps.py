"""From one state of an application to the next: under its lock, remembered, told to the applicant."""

from uuid import UUID

from portal.accounts.models import ApplicationStep, ProfessionalApplication, User
from portal.audit.actions import record
from portal.core.db import lock_in_order, refusing
from portal.notifications.actions import notify
from portal.people.models import Person

from . import errors

State = ProfessionalApplication.State
# What the database calls these promises.
REFUSALS = {
    "a_decision_stays": errors.AlreadyDecided,
    "a_licence_applies_once": errors.LicenceTaken,
    "a_licence_is_one_professionals": errors.LicenceTaken,
    "nobody_decides_on_their_own_application": errors.OwnApplication,
    "one_open_application_per_login": errors.OneApplication,
}
# Whence a step may be taken.
WAYS: dict[str, frozenset[str]] = {
    State.SUBMITTED: frozenset({State.DRAFT, State.INFO_NEEDED}),
    State.INFO_NEEDED: frozenset({State.SUBMITTED}),
    State.APPROVED: frozenset({State.SUBMITTED}),
    # Whoever was asked and never answers keeps neither the queue nor a licence number waiting.
    State.REJECTED: frozenset({State.SUBMITTED, State.INFO_NEEDED}),
    State.WITHDRAWN: frozenset({State.DRAFT, State.SUBMITTED, State.INFO_NEEDED}),
}
DECIDED = frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN})


def locked(pk: UUID) -> ProfessionalApplication:
    """The application as it is now; nobody else moves it until the transaction ends (Busy)."""
    [application] = lock_in_order(ProfessionalApplication.objects.filter(pk=pk))
    return application


def check_way(application: ProfessionalApplication, state: str) -> None:
    """Raises AlreadyDecided or NotYourTurn when no way leads to `state` from where it is."""
    if application.state in WAYS[state]:
        return
    raise errors.AlreadyDecided() if application.state in DECIDED else errors.NotYourTurn()


def take(
    application: ProfessionalApplication, state: str, *, by: User, **facts: str
) -> ApplicationStep:
    """Save a locked application in its next state, with the step, its audit row and the mail.

    `facts` go into the mail beside the name and the moment. Returns the step.
    Raises what `check_way` raises, and what the database says of two that collide (LicenceTaken).
    """
    check_way(application, state)
    application.state = state
    with refusing(REFUSALS):
        application.save()
    step = ApplicationStep.objects.create(application=application, state=state, by=by)
    record("accounts.application_moved", application, actor=by, kind=state)
    _tell(application, step, facts)
    return step


def _tell(
    application: ProfessionalApplication, step: ApplicationStep, facts: dict[str, str]
) -> None:
    """Write to the applicant that the state changed; words of a reviewer are read on the page alone."""
    person = Person.objects.filter(user=application.user_id).first()
    if person is None:
        return
    notify(
        person=person,
        kind=f"accounts.application_{step.state}",
        facts={
            "called": person.called,
            "at": step.at.isoformat(),
            "due": application.due_at.isoformat() if application.due_at else "",
            **facts,
        },
        recipient=application.user.email,
        language=person.language[:2],
        dedupe_key=f"accounts.application:{step.pk}",
    )
