"""What the applicant is shown about an application, on the clock of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404

from portal.accounts.models import ApplicationStep, ApplicationWord, ProfessionalApplication, User
from portal.people.details import Details
from portal.people.models import Person
from portal.people.retention import rule
from portal.places.queries import house_zone

from . import wishes
from .access import own_applications
from .papers import papers_of

State = ProfessionalApplication.State
# What the applicant reads of what reviewers wrote; a note is theirs alone.
TOLD = (ApplicationWord.Kind.QUESTION, ApplicationWord.Kind.REASON)
# How each state looks: tone and picture.
LOOKS = {
    State.DRAFT: ("", "pencil"),
    State.SUBMITTED: ("info", "hourglass"),
    State.INFO_NEEDED: ("warn", "message-circle"),
    State.APPROVED: ("ok", "circle-check"),
    State.REJECTED: ("bad", "x"),
    State.WITHDRAWN: ("", "ban"),
}


def local(moment: datetime | None) -> datetime | None:
    """On the clock of the house."""
    return moment.astimezone(house_zone()) if moment else None


@dataclass(frozen=True)
class Line:
    """One line of what happened: a step, with what the reviewer wrote at it."""

    state: str
    label: str
    at: datetime
    words: Sequence[str]

    @property
    def tone(self) -> str:
        return LOOKS[State(self.state)][0]

    @property
    def picture(self) -> str:
        return LOOKS[State(self.state)][1]


@dataclass(frozen=True)
class Shown:
    """An application as its applicant sees it; `lines` the latest first."""

    application: ProfessionalApplication
    lines: Sequence[Line]
    due: datetime | None
    kept_until: date

    @property
    def tone(self) -> str:
        return LOOKS[State(self.application.state)][0]

    @property
    def picture(self) -> str:
        return LOOKS[State(self.application.state)][1]

    @property
    def words(self) -> Sequence[str]:
        """What the reviewer asks, or why it was refused; nothing where it is neither."""
        asked = self.application.state in {State.INFO_NEEDED, State.REJECTED}
        return self.lines[0].words if asked and self.lines else ()


def latest(user: User) -> Shown:
    """The application that was begun last; Http404 for whoever never began one."""
    found = own_applications(user).select_related("user__person", "profession", "college").first()
    if found is None:
        raise Http404
    return Shown(found, _lines(found), local(found.due_at), kept_until(found))


def _lines(application: ProfessionalApplication) -> list[Line]:
    """The steps, each with the words that were written since the one before it."""
    zone = house_zone()
    steps = list(ApplicationStep.objects.filter(application=application))
    words = list(ApplicationWord.objects.filter(application=application, kind__in=TOLD))
    for one in words:
        # Opened with the key of the applicant, who is at hand.
        one.application = application
    lines, last = [], None
    for step in steps:
        said = [w.text for w in words if w.at <= step.at and (last is None or w.at > last)]
        lines.append(Line(step.state, step.get_state_display(), step.at.astimezone(zone), said))
        last = step.at
    return lines[::-1]


def open_question(application: ProfessionalApplication) -> str:
    """What the reviewer asked last, while the applicant is to answer it."""
    if application.state != State.INFO_NEEDED:
        return ""
    kind = ApplicationWord.Kind.QUESTION
    found = ApplicationWord.objects.filter(application=application, kind=kind).last()
    if found is None:
        return ""
    found.application = application
    return str(found.text)


def kept_until(application: ProfessionalApplication) -> date:
    """Until which day what was never sent is kept, if nobody writes in it again."""
    until = rule("applicant_cv_not_selected").until(application.saved_at)
    return until.astimezone(house_zone()).date()


def promises() -> dict[str, Any]:
    """The figures that the pages promise."""
    return {
        "answer_days": settings.APPLICATION_ANSWER_DAYS,
        "paper_mb": settings.APPLICATION_PAPER_MB,
        "papers_most": settings.APPLICATION_PAPERS,
    }


def summary(application: ProfessionalApplication) -> dict[str, Any]:
    """What the last page shows once more."""
    chosen = dict(wishes.services())
    return {
        "languages": list(application.languages.all()),
        "specialities": list(application.specialities.all()),
        "species": list(application.species.all()),
        "locations": list(application.locations.all()),
        "services": [chosen[one] for one in application.services if one in chosen],
        "papers": list(papers_of(application)),
    }


def details_with(person: Person, full_name: str, phone: str) -> Details:
    """The person's own data with another name and phone; what was left empty stays."""
    address: Any = person.address
    emergency: Any = person.emergency_contact
    return Details(
        full_name=full_name or person.full_name,
        language=person.language,
        phone=phone or person.phone,
        address=address or None,
        emergency_contact=emergency or None,
    )
