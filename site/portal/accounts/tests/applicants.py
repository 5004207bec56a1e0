"""Applicants for tests: an application in a state, by the product's own doors where there are any."""

from typing import Any

from django.core.files.base import ContentFile

from portal.accounts.applications.papers import add_paper
from portal.accounts.models import ApplicationDocument, ProfessionalApplication, User
from portal.core.tests.papers import pdf
from portal.core.time import now
from portal.taxonomy.models import College, Language, Profession, Species

State = ProfessionalApplication.State


def an_application(user: User, **values: Any) -> ProfessionalApplication:
    """A draft with everything but papers, or what `values` say."""
    application = ProfessionalApplication.objects.create(
        **{
            "user": user,
            "profession": Profession.objects.get(slug="veterinarian"),
            "college": College.objects.get(slug="vet-46"),
            "licence_number": "4603106",
            "headline": "Medicina felina",
            **values,
        }
    )
    application.languages.add(Language.objects.get(slug="es"))
    application.species.add(Species.objects.get(slug="cat"))
    return application


def with_paper(
    application: ProfessionalApplication, kind: str = "licence", content: bytes | None = None
) -> ApplicationDocument:
    """A paper of that kind, whatever the application's state is."""
    state = application.state
    ProfessionalApplication.objects.filter(pk=application.pk).update(state=State.DRAFT)
    upload = ContentFile(content or pdf(), name=f"{kind}.pdf")
    paper = add_paper(application=application, kind=kind, upload=upload, by=application.user)
    ProfessionalApplication.objects.filter(pk=application.pk).update(state=state)
    application.refresh_from_db()
    return paper


def a_sent_application(user: User, **values: Any) -> ProfessionalApplication:
    """One that waits for an answer."""
    return an_application(user, state=State.SUBMITTED, submitted_at=now(), **values)
