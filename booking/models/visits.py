"""Who comes, when, to whom, with which animal."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Professional
from portal.core.fields import EncryptedTextField
from portal.core.models import AppendOnly
from portal.core.time import now
from portal.people.models import Person
from portal.places.models import Location
from portal.taxonomy.models import Species

from .services import Service


class Visit(models.Model):
    """One coming of one person to one place: the appointments booked together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=9, unique=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="visits", verbose_name=_("person")
    )
    location = models.ForeignKey(Location, models.PROTECT, verbose_name=_("place"))
    # The form's own number: a second click or a reload finds the visit instead of making another.
    attempt = models.UUIDField(unique=True)
    created_at = models.DateTimeField(_("booked"), default=now, editable=False)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return self.code


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Phrases about appointments."""

    def live(self) -> "AppointmentQuerySet":
        """Those that occupy their time."""
        return self.filter(status__in=Appointment.LIVE)


class Appointment(models.Model):
    """One service by one professional; name, price and duration as they were when booked."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        CONFIRMED = "confirmed", _("Confirmed")
        CHECKED_IN = "checked_in", _("Checked in")
        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no_show", _("No-show")

    # Nothing in Wagtail points here, and its index would cost a task at each booking.
    wagtail_reference_index_ignore = True
    LIVE = (Status.REQUESTED, Status.CONFIRMED, Status.CHECKED_IN, Status.IN_PROGRESS)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="appointments")
    service = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service"))
    professional = models.ForeignKey(
        Professional, models.PROTECT, related_name="appointments", verbose_name=_("professional")
    )
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="appointments", verbose_name=_("place")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    status = models.CharField(_("status"), max_length=11, choices=Status)
    service_name_es = models.CharField(max_length=80)
    service_name_en = models.CharField(max_length=80)
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2)
    created_at = models.DateTimeField(_("booked"), default=now, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-starts_at"]
        indexes = [
            models.Index(fields=["professional", "starts_at"], name="appointments_by_professional"),
            models.Index(fields=["location", "starts_at"], name="appointments_by_location"),
            models.Index(fields=["starts_at"], name="appointments_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_forward"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "requested",
                        "confirmed",
                        "checked_in",
                        "in_progress",
                        "completed",
                        "cancelled",
                        "no_show",
                    ]
                ),
                name="appointment_known_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_name} {self.starts_at:%Y-%m-%d %H:%M}Z"

    @property
    def service_name(self) -> str:
        """The service's name at booking, in the language of the page."""
        english = (get_language() or "es").startswith("en")
        return self.service_name_en if english else self.service_name_es

    @property
    def zone(self) -> ZoneInfo:
        return self.location.zone


class StatusChange(AppendOnly):
    """From which status to which, when, by whom: the appointment's history."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=11, blank=True, choices=Appointment.Status)
    to_status = models.CharField(max_length=11, choices=Appointment.Status)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.to_status}"


class Subject(models.Model):
    """Whom the person brings: what any professional needs to know about one animal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="subjects")
    label = models.CharField(_("name"), max_length=60)
    species = models.ForeignKey(Species, models.PROTECT, verbose_name=_("species"))
    notes = EncryptedTextField(
        _("what is wrong"),
        blank=True,
        name_in_seal="subject-notes",
        holder="appointment.visit.person",
    )

    class Meta:
        verbose_name = _("animal")
        verbose_name_plural = _("animals")

    def __str__(self) -> str:
        return self.label
