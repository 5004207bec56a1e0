"""One row of everything the admin shows, all with the same number, so no 404 hides a right."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Workflow

from booking.models import Appointment, AvailabilityRule, Offering, Service, TimeOff
from home.models import HomePage
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.places.models import Closure, Location
from portal.taxonomy.models import Breed, College, Language, Profession, Speciality, Species
from portal.testing import Agenda, book

NUMBER = 987654


def renumbered(row: Any) -> Any:
    """A copy of `row` under the number; unique values get a mark."""
    row.pk = NUMBER
    row._state.adding = True
    for field in row._meta.concrete_fields:
        if field.unique and not field.primary_key and field.get_internal_type() == "SlugField":
            setattr(row, field.name, "numbered")
    row.save(force_insert=True)
    return row


def make_everything(agenda: Agenda) -> None:
    """Rows of our models, and the ones of Wagtail that its addresses name."""
    visit = book(agenda, agenda.morning())
    appointment = visit.appointments.get()
    appointment.starts_at += timedelta(days=400)
    appointment.ends_at += timedelta(days=400)
    renumbered(Appointment.objects.get(pk=appointment.pk))
    renumbered(Location.objects.get(pk=agenda.location.pk))
    service = renumbered(Service.objects.get(pk=agenda.service.pk))
    renumbered(Offering(service=service, professional=agenda.professional))
    renumbered(AvailabilityRule.objects.get(pk=agenda.rule.pk))
    start = agenda.morning(5)
    renumbered(
        TimeOff(resource=agenda.resource, starts_at=start, ends_at=start + timedelta(hours=2))
    )
    renumbered(
        Closure(
            location=agenda.location,
            name_es="Obras",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
    )
    for model in (Profession, College, Species, Language, Speciality):
        renumbered(model.objects.first())
    dogs = Species.objects.get(slug="dog")
    Breed.objects.create(pk=NUMBER, species=dogs, slug="numbered", name_es="X", name_en="X")
    AuditEvent.objects.create(pk=NUMBER, at=start, action="accounts.user_created", actor_role="")
    # Above an administrator, who meets nothing there.
    User.objects.create(pk=NUMBER, email="numbered@example.com", role="superadministrator")
    _wagtail()


def _wagtail() -> None:
    root = Page.get_first_root_node()
    root.add_child(instance=HomePage(pk=NUMBER, title="Numbered", slug="numbered"))
    Collection.get_first_root_node().add_child(instance=Collection(pk=NUMBER, name="Numbered"))
    Group.objects.create(pk=NUMBER, name="numbered")
    Redirect.objects.create(pk=NUMBER, old_path="/numbered", redirect_link="/")
    Site.objects.create(pk=NUMBER, hostname="numbered.example", root_page=root)
    Locale.objects.create(pk=NUMBER, language_code="fr")
    Document.objects.create(
        pk=NUMBER, title="Numbered", file=ContentFile(b"x", name="numbered.txt")
    )
    Image.objects.create(pk=NUMBER, title="Numbered", file=get_test_image_file())
    Workflow.objects.create(pk=NUMBER, name="Numbered")
    GroupApprovalTask.objects.create(pk=NUMBER, name="Numbered")
