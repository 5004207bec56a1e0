"""What a reviewer sees of one application: facts, papers, words and steps, each asked once."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import (
    ApplicationDocument,
    ApplicationWord,
    Professional,
    ProfessionalApplication,
)
from portal.core.phones import shown
from portal.core.time import now
from portal.places.queries import house_zone

from . import wishes


@dataclass(frozen=True)
class Event:
    """A step or a word, on the house's clock; `text` is what was written."""

    at: datetime
    what: str
    who: str
    text: str = ""


def facts(application: ProfessionalApplication) -> list[tuple[str, str]]:
    """What the applicant says, as (label, value); what was left empty says so."""
    person = application.user.person
    names = dict(wishes.services())
    wished = [names[slug] for slug in application.services if slug in names]
    rows: list[tuple[str, str]] = [
        (_("Name"), f"{application.title} {person.full_name}".strip()),
        (_("Email"), application.user.email),
        (_("Phone"), shown(person.phone) if person.phone else ""),
        (_("Profession"), str(application.profession or "")),
        (
            _("By law"),
            application.profession.get_regulated_display() if application.profession else "",
        ),
        (_("College or register"), str(application.college or "")),
        (_("Licence number"), application.licence_number),
        (_("In a line"), application.headline),
        (_("Specialities"), _listed(application.specialities, application.other_specialities)),
        (_("Animals"), _listed(application.species)),
        (_("Languages"), _listed(application.languages)),
        (_("Places"), _listed(application.locations)),
        (
            _("Services wished for"),
            ", ".join([*wished, *filter(None, [application.other_services])]),
        ),
        (_("Note to you"), application.note),
    ]
    return rows


def _listed(rows: Any, other: str = "") -> str:
    return ", ".join([*(str(row) for row in rows.all()), *filter(None, [other])])


def papers(application: ProfessionalApplication) -> list[ApplicationDocument]:
    """The papers that are there, certificates first."""
    return list(application.documents.filter(removed_at=None))


def twins(application: ProfessionalApplication) -> list[Professional]:
    """Professionals who have the same licence number, whatever college printed it."""
    if not application.licence_number:
        return []
    found = Professional.objects.filter(licence_number=application.licence_number)
    if application.professional_id:
        found = found.exclude(pk=application.professional_id)
    return list(found.select_related("person"))


def history(application: ProfessionalApplication, *, with_notes: bool) -> list[Event]:
    """Everything that happened and was said, the newest first. Two questions, however much that is."""
    zone = house_zone()
    steps = application.steps.select_related("by__person")
    words = application.words.select_related("by__person", "application__user__person")
    events = [
        Event(_local(step.at, zone), str(step.get_state_display()), step.by.get_full_name())
        for step in steps
    ]
    events += [
        Event(
            _local(word.at, zone),
            str(word.get_kind_display()),
            word.by.get_full_name(),
            word.text,
        )
        for word in words
        if with_notes or word.kind != ApplicationWord.Kind.NOTE
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone)


def is_overdue(application: ProfessionalApplication) -> bool:
    """Whether it should have been answered by now."""
    return application.due_at is not None and application.due_at < now()
