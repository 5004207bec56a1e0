"""What an application needs before it can be sent, and on which page each of it is given."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ApplicationDocument, ProfessionalApplication
from portal.people.models import Person
from portal.taxonomy.models import Profession, Regulation

from .papers import papers_of

Kind = ApplicationDocument.Kind


@dataclass(frozen=True)
class Missing:
    """`step` is the page's name (`applying:<step>`), `field` a code, `words` what to do."""

    step: str
    field: str
    words: str | Promise


def is_regulated(profession: Profession | None) -> bool:
    """Whether the law reserves it, so that college, number and both papers are asked for."""
    return profession is not None and profession.regulated == Regulation.YES


def needed_papers(profession: Profession | None) -> list[str]:
    """Without which papers nobody is approved: for a regulated profession the college's word too."""
    return [Kind.DEGREE, Kind.LICENCE] if is_regulated(profession) else [Kind.DEGREE]


def missing_in(application: ProfessionalApplication, person: Person) -> list[Missing]:
    """Everything that is missing, in the order of the pages; asks the database a fixed number of times."""
    return [
        *_about(application, person),
        *_training(application),
        *_papers(application),
        *_wishes(application),
    ]


def _about(application: ProfessionalApplication, person: Person) -> list[Missing]:
    found = []
    if not person.full_name.strip():
        found.append(Missing("about", "full_name", _("Write your name and surname.")))
    if not person.phone:
        found.append(Missing("about", "phone", _("Write a phone on which we reach you.")))
    if application.profession is None or not application.profession.offered:
        found.append(Missing("about", "profession", _("Choose your profession.")))
    if not application.languages.exists():
        found.append(Missing("about", "languages", _("Say which languages you speak.")))
    return found


def _training(application: ProfessionalApplication) -> list[Missing]:
    found = []
    if is_regulated(application.profession):
        if application.college is None:
            found.append(Missing("training", "college", _("Choose your college.")))
        if not application.licence_number:
            found.append(Missing("training", "licence_number", _("Write your licence number.")))
    if not application.species.exists():
        found.append(Missing("training", "species", _("Say which animals you see.")))
    return found


def _papers(application: ProfessionalApplication) -> list[Missing]:
    words = {
        Kind.DEGREE: _("Send your degree or diploma."),
        Kind.LICENCE: _("Send the certificate of your college."),
    }
    there = set(papers_of(application).order_by().values_list("kind", flat=True))
    needed = needed_papers(application.profession)
    return [Missing("papers", kind, words[Kind(kind)]) for kind in needed if kind not in there]


def _wishes(application: ProfessionalApplication) -> list[Missing]:
    found = []
    if not application.services and not application.other_services:
        found.append(Missing("wishes", "services", _("Say which services you want to offer.")))
    if not application.locations.exists():
        found.append(Missing("wishes", "locations", _("Choose where you want to work.")))
    return found
