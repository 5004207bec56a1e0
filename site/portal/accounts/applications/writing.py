"""What an applicant does with an application: begin it, write in it, send it, withdraw it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.errors import AddressNotProven
from portal.accounts.models import (
    ApplicationStep,
    Professional,
    ProfessionalApplication,
    User,
)
from portal.accounts.roles import Role
from portal.audit.actions import record
from portal.core.db import refusing, waiting_briefly
from portal.core.time import now
from portal.people.consents import give_consent
from portal.people.details import locked_person
from portal.people.models import Consent
from portal.places.queries import house_zone

from .access import own_applications
from .completeness import missing_in
from .due import answer_due
from .errors import AlreadyProfessional, LicenceTaken, NotComplete, NotYourTurn
from .mails import tell_reviewers
from .parts import Part, Trade
from .steps import REFUSALS, State, check_way, locked, take

# What people agree to when they send one (portal.people.consents).
TERMS = "professional_terms"
# States in which a licence number is somebody's.
SENT = (State.SUBMITTED, State.INFO_NEEDED, State.APPROVED)
# What a new one takes over from the last.
COPIED = (
    *("title", "profession_id", "college_id", "licence_number", "headline"),
    *("other_specialities", "services", "other_services", "note"),
)
COPIED_LISTS = ("specialities", "species", "languages", "locations")


def check_may_apply(user: User) -> None:
    """Raises AlreadyProfessional for the team and for professionals, AddressNotProven without a
    verified address.
    """
    is_one = Professional.objects.filter(person__user=user).exists()
    if user.role != Role.CLIENT or is_one:
        raise AlreadyProfessional()
    if not EmailAddress.objects.filter(user=user, primary=True, verified=True).exists():
        raise AddressNotProven()


def begin(*, user: User) -> ProfessionalApplication:
    """A new draft, filled in from the last one that was decided or withdrawn; papers are sent anew.

    Raises what `check_may_apply` raises, and OneApplication while one is open.
    """
    check_may_apply(user)
    with waiting_briefly(), transaction.atomic():
        last = own_applications(user).first()
        application = ProfessionalApplication(user=user)
        for name in COPIED if last else ():
            setattr(application, name, getattr(last, name))
        with refusing(REFUSALS):
            application.save(force_insert=True)
        for name in COPIED_LISTS if last else ():
            getattr(application, name).set(getattr(last, name).all())
        ApplicationStep.objects.create(application=application, state=State.DRAFT, by=user)
        record("accounts.application_moved", application, actor=user, kind=State.DRAFT)
    return application


def save_part(*, application: ProfessionalApplication, part: Part, by: User) -> list[str]:
    """Write what differs; returns its field names, which are audited without their values.

    Another profession drops college, number and specialities, which were of the one before. Raises
    NotYourTurn, LicenceTaken, Busy.
    """
    with waiting_briefly(), transaction.atomic():
        application = locked(application.pk)
        if not application.is_editable:
            raise NotYourTurn()
        columns = part.columns()
        if isinstance(part, Trade) and part.profession != application.profession:
            columns |= {"college": None, "licence_number": ""}
            application.specialities.clear()
        changed = [name for name, value in columns.items() if getattr(application, name) != value]
        for name in changed:
            setattr(application, name, columns[name])
        for name, rows in part.lists().items():
            held = getattr(application, name)
            if set(held.all()) != set(rows):
                held.set(rows)
                changed.append(name)
        check_licence_is_free(application)
        application.saved_at = now()
        with refusing(REFUSALS):
            application.save()
        if changed:
            fields = ",".join(sorted(changed))
            record("accounts.application_saved", application, actor=by, fields=fields)
    return sorted(changed)


def check_licence_is_free(application: ProfessionalApplication) -> None:
    """Raises LicenceTaken when a professional, or an application that was sent, has the number.

    The database says the same of two that are sent at once (`steps.REFUSALS`).
    """
    licence: dict[str, Any] = {
        "college": application.college,
        "licence_number": application.licence_number,
    }
    if not all(licence.values()):
        return
    others = ProfessionalApplication.objects.exclude(pk=application.pk).filter(state__in=SENT)
    if Professional.objects.filter(**licence).exists() or others.filter(**licence).exists():
        raise LicenceTaken(fields={"licence_number": LicenceTaken.message})


def send(*, application: ProfessionalApplication, by: User) -> None:
    """Hand it to those who decide, who are told, by somebody who has agreed to the terms; says by when
    the answer comes.

    Raises NotComplete, whose `fields` say what is missing, LicenceTaken, NotYourTurn, AlreadyDecided,
    Busy, and what `check_may_apply` raises.
    """
    check_may_apply(by)
    with waiting_briefly(), transaction.atomic():
        # Persons before everything else, in the house's order of locks.
        person = locked_person(by.person)
        application = locked(application.pk)
        check_way(application, State.SUBMITTED)
        if missing := missing_in(application, person):
            raise NotComplete(fields={one.field: one.words for one in missing})
        check_licence_is_free(application)
        give_consent(person=person, code=TERMS, origin=Consent.Origin.ACCOUNT, by=by)
        moment = now()
        application.submitted_at = application.saved_at = moment
        application.due_at = answer_due(moment, house_zone())
        step = take(application, State.SUBMITTED, by=by)
        tell_reviewers(application, step)


def withdraw(*, application: ProfessionalApplication, by: User) -> None:
    """End it; a new one may be begun. Raises AlreadyDecided when the decision was first, and Busy."""
    with waiting_briefly(), transaction.atomic():
        application = locked(application.pk)
        application.due_at = None
        take(application, State.WITHDRAWN, by=by)
