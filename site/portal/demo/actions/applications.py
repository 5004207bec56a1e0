"""Applications in every state with their papers, a page that waits for approval, a suspended colleague."""

import uuid
from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from wagtail.models import Locale

from booking.actions import book_visit
from booking.actions.booking import Animal, Guest
from booking.models import Offering, Resource, Service
from booking.queries import free_times
from home.models import DirectoryPage, ProfilePage
from portal.accounts.actions import create_user, give_person
from portal.accounts.applications.approving import approve
from portal.accounts.applications.due import answer_due
from portal.accounts.applications.papers import add_paper
from portal.accounts.licences import suspend
from portal.accounts.models import (
    ApplicationStep,
    ApplicationWord,
    Professional,
    ProfessionalApplication,
    User,
)
from portal.accounts.roles import Role
from portal.core.time import now, today
from portal.demo.certificates import certificate
from portal.demo.content import applications as content
from portal.demo.content.applications import APPLICANTS, Applicant
from portal.demo.content.clients import FAMILIES, phone_of
from portal.demo.planning import ZONE
from portal.people.actions import add_person
from portal.people.models import ContactPoint
from portal.places.models import Location
from portal.taxonomy.models import College, Language, Profession, Speciality, Species

from .diary import count_as_sent
from .team import work_weekday_mornings

State = ProfessionalApplication.State
CHECKER = "admin@clinicaazahar.example"
MORE_APPOINTMENTS = 3


def create_applications() -> None:
    """All six, and the text of the one who was approved."""
    reviewer = User.objects.get(email=CHECKER)
    for applicant in APPLICANTS:
        application = _create(applicant, reviewer)
        if applicant.state == State.APPROVED:
            made = approve(application=application, valid_until=None, by=reviewer)
            made.headline_en = content.OWN_HEADLINE_EN
            made.save(update_fields=["headline_en"])
            _submit_text(made)


def _create(applicant: Applicant, reviewer: User) -> ProfessionalApplication:
    user = create_user(email=applicant.email, role=Role.CLIENT)
    person = give_person(user=user, full_name=applicant.full_name, language="es")
    person.contact_points.create(kind=ContactPoint.Kind.PHONE, value=applicant.phone)
    college = College.objects.filter(slug=applicant.college).first()
    application = ProfessionalApplication.objects.create(
        user=user,
        title=applicant.title,
        profession=Profession.objects.get(slug=applicant.profession),
        college=college,
        licence_number=college.number(applicant.licence) if college else "",
        headline=applicant.headline,
        services=list(applicant.services),
        note=applicant.note,
        created_at=_begun(applicant),
    )
    application.species.set(Species.objects.filter(slug__in=applicant.species))
    application.languages.set(Language.objects.filter(slug__in=applicant.languages))
    application.specialities.set(Speciality.objects.filter(slug__in=applicant.specialities))
    application.locations.set(Location.objects.filter(slug__in=applicant.places))
    for kind in applicant.papers:
        content_ = certificate(kind, applicant.full_name, application.licence_number)
        upload = ContentFile(content_, name=f"{kind}.jpg")
        add_paper(application=application, kind=kind, upload=upload, by=user)
    application.documents.update(uploaded_at=_begun(applicant))
    _bring_to(application, applicant, reviewer)
    return application


def _bring_to(application: ProfessionalApplication, applicant: Applicant, reviewer: User) -> None:
    """Write down what has happened since, as it would stand there by now."""
    sent = applicant.days[0] if applicant.days else None
    by_reviewer = {State.INFO_NEEDED, State.REJECTED}
    ApplicationStep.objects.bulk_create(
        ApplicationStep(
            application=application,
            state=state,
            at=_at(days),
            by=reviewer if state in by_reviewer else application.user,
        )
        for state, days in zip(
            (State.DRAFT, *applicant.steps), (_age(applicant), *applicant.days), strict=True
        )
    )
    for kind, text in applicant.words:
        word = ApplicationWord(application=application, kind=kind, text=text, by=reviewer)
        word.at = _at(applicant.days[-1])
        word.save()
    reached = applicant.steps[-1] if applicant.steps else State.DRAFT
    is_decided = reached == State.REJECTED
    ProfessionalApplication.objects.filter(pk=application.pk).update(
        state=reached,
        submitted_at=_at(sent) if sent else None,
        saved_at=_at(sent or _age(applicant)),
        due_at=answer_due(_at(sent), ZONE) if sent and reached == State.SUBMITTED else None,
        decided_at=_at(applicant.days[-1]) if is_decided else None,
        decided_by=reviewer if is_decided else None,
    )
    application.refresh_from_db()


def _age(applicant: Applicant) -> int:
    """How many days ago it was begun: the day before it was sent; a draft two days ago."""
    return max((*applicant.days, 1)) + 1


def _begun(applicant: Applicant) -> datetime:
    return _at(_age(applicant))


def _at(days: int) -> datetime:
    """So many days ago, in the morning."""
    day = today(ZONE) - timedelta(days=days)
    return datetime.combine(day, time(11, 20), tzinfo=ZONE)


def _submit_text(professional: Professional) -> None:
    """What she has written about herself, sent for approval."""
    page = ProfilePage.objects.get(professional=professional)
    page.body_es, page.body_en = content.OWN_TEXT_ES, content.OWN_TEXT_EN
    user = professional.person.user
    page.save_revision(user=user)
    page.get_workflow().start(page, user)


def create_suspended_colleague() -> None:
    """Somebody with a page and appointments to come, hidden since this morning."""
    checker = User.objects.get(email=CHECKER)
    professional = _colleague(checker)
    _publish(professional)
    _book_some(professional)
    suspend(professional=professional, reason=content.SUSPENSION_REASON, by=checker)


def _colleague(checker: User) -> Professional:
    college = College.objects.get(slug=content.SUSPENDED_LICENCE[0])
    person = add_person(
        full_name=content.SUSPENDED_NAME,
        email="ramon.tarazona@clinicaazahar.example",
        phone="+34600000913",
        language="es",
    )
    professional = Professional.objects.create(
        person=person,
        slug=content.SUSPENDED_SLUG,
        title="Dr.",
        profession=Profession.objects.get(slug="veterinarian"),
        headline_es=content.SUSPENDED_HEADLINES[0],
        headline_en=content.SUSPENDED_HEADLINES[1],
        college=college,
        licence_number=college.number(content.SUSPENDED_LICENCE[1]),
        licence_checked_by=checker,
        licence_checked_at=_at(90),
        licence_valid_until=today(ZONE) + timedelta(days=275),
    )
    professional.languages.set(Language.objects.filter(slug="es"))
    professional.species.set(Species.objects.filter(slug__in=("dog", "cat")))
    professional.specialities.set(Speciality.objects.filter(slug="general"))
    Offering.objects.bulk_create(
        Offering(professional=professional, service=service)
        for service in Service.objects.filter(slug__in=content.SUSPENDED_SERVICES)
    )
    work_weekday_mornings(Resource.objects.create(professional=professional))
    return professional


def _publish(professional: Professional) -> None:
    directory = DirectoryPage.objects.get(locale__language_code="es")
    page = ProfilePage(
        title=professional.display_name,
        slug=professional.slug,
        professional=professional,
        locale=Locale.objects.get(language_code="es"),
        body_es="<p>Veinte años de consulta en el barrio.</p>",
        body_en="<p>Twenty years of practice in the neighbourhood.</p>",
    )
    directory.add_child(instance=page)
    page.save_revision().publish()


def _book_some(professional: Professional) -> None:
    """A few visits in the days to come, by the action of a visitor's booking."""
    offering = professional.offerings.select_related("service", "professional__person").first()
    assert offering is not None
    start = now() + timedelta(days=2)
    free = free_times([offering], start, start + timedelta(days=10))[offering.pk]
    species = Species.objects.in_bulk(field_name="slug")
    step = max(1, len(free) // MORE_APPOINTMENTS)
    booked = []
    for family, found in zip(FAMILIES[-MORE_APPOINTMENTS:], free[::step], strict=False):
        name, kind = family.animals[0]
        visit = book_visit(
            offering=offering,
            starts_at=found.starts_at,
            guest=Guest(family.full_name, family.email, phone_of(family), family.language),
            animals=[Animal(name, species[kind], "Revisión anual.")],
            attempt=uuid.uuid4(),
        )
        booked.append(visit.appointments.get().pk)
    count_as_sent(booked)
