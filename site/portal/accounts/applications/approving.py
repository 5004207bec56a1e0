"""Approving an application: everything it brings with it, in one transaction."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.text import slugify

from portal.accounts import inviting, licences
from portal.accounts.actions import assign_role
from portal.accounts.expiring import close_sessions
from portal.accounts.models import Professional, ProfessionalApplication, User
from portal.accounts.roles import Role
from portal.accounts.signals import professional_approved
from portal.audit.actions import record
from portal.core.db import refusing
from portal.people.access import own_person
from portal.people.models import Person
from portal.taxonomy.models import Regulation

from . import errors, reviewing, steps

State = ProfessionalApplication.State
SLUG_LENGTH = 40


@transaction.atomic
def approve(
    *, application: ProfessionalApplication, valid_until: date | None, by: User
) -> Professional:
    """Make the applicant a professional: role, Professional, and by `professional_approved` the agenda,
    the services wished for, the draft of a page and the right to edit it.

    `valid_until` is up to which day the licence counts, where there is one. The mail carries the link
    by which the second factor is set up; until it is used the role opens nothing. If any step fails,
    nothing of it was. Raises OwnApplication, AlreadyDecided, NotYourTurn, NotFit, LicenceTaken, and of
    `licences.check` what it says of the date.
    """
    fresh = reviewing.taken_up(application, State.APPROVED, by)
    user = User.objects.select_related("person").get(pk=fresh.user_id)
    person = _fit(fresh, user)
    professional = _create(fresh, person)
    if fresh.college_id:
        licences.note_check(professional, valid_until=valid_until, by=by)
    with refusing(steps.REFUSALS):
        professional.save()
    _describe(professional, fresh)
    assign_role(user=user, role=Role.PROFESSIONAL, by=by)
    close_sessions([user.pk])
    professional_approved.send(
        sender=Professional, professional=professional, application=fresh, user=user, by=by
    )
    fresh.professional = professional
    reviewing.decide(fresh, by)
    invited = None if user.has_second_factor else inviting.invite(user=user, by=by)
    steps.take(fresh, State.APPROVED, by=by, invitation=str(invited.pk) if invited else "")
    record("accounts.professional_approved", professional, actor=by, person=person.pk)
    return professional


def _fit(application: ProfessionalApplication, user: User) -> Person:
    """Whose person it is, as things are now: an active client's, with a proven address."""
    person = own_person(user)
    proven = EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    if person is None or not proven or not user.is_active or user.role != Role.CLIENT:
        raise errors.NotFit()
    if Professional.objects.filter(person=person).exists():
        raise errors.NotFit()
    profession = application.profession
    if profession is None or not profession.offered:
        raise errors.NotFit()
    if profession.regulated == Regulation.YES and application.college_id is None:
        raise errors.NotFit()
    return person


def _create(application: ProfessionalApplication, person: Person) -> Professional:
    """Not listed yet: that comes with the first page that is published."""
    english = person.language.startswith("en")
    return Professional(
        person=person,
        slug=_free_slug(person.full_name),
        title=application.title,
        profession=application.profession,
        headline_es="" if english else application.headline,
        headline_en=application.headline if english else "",
        college=application.college,
        licence_number=application.licence_number,
        is_listed=False,
    )


def _describe(professional: Professional, application: ProfessionalApplication) -> None:
    professional.specialities.set(application.specialities.all())
    professional.species.set(application.species.all())
    professional.languages.set(application.languages.all())


def _free_slug(name: str) -> str:
    """«marta-ferrer-soler», with a number behind it where somebody has that already."""
    stem = slugify(name)[:SLUG_LENGTH].strip("-") or "profesional"
    taken = set(Professional.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
