"""Who comes, when, to whom, with which animal."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Professional
from portal.core.fields import EncryptedJSONField, EncryptedTextField
from portal.core.text_search import Folded
from portal.core.time import now
from portal.people.models import Person
from portal.places.models import Location
from portal.taxonomy.models import Species

from .reasons import Reason
from .services import Service


class Visit(models.Model):
    """One coming of one person to one place: the appointments booked together."""

    class Origin(models.TextChoices):
        GUEST = "guest", _("the client, without an account")
        CLIENT = "client", _("the client, with their account")
        STAFF = "staff", _("staff")

    # Whether this very call has booked it, and not an earlier click with the same form.
    is_new = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=9, unique=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="visits", verbose_name=_("person")
    )
    location = models.ForeignKey(Location, models.PROTECT, verbose_name=_("place"))
    # The form's own number: a second click or a reload finds the visit instead of making another.
    attempt = models.UUIDField(unique=True)
    origin = models.CharField(
        _("booked by"), max_length=6, choices=Origin, default=Origin.GUEST, editable=False
    )
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
    # As it was agreed: moving keeps price, length, buffers and terms.
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=0)
    change_cutoff_minutes = models.PositiveIntegerField(default=0)
    cancel_cutoff_minutes = models.PositiveIntegerField(default=0)
    # How often its calendar entry has changed (RFC 5545 SEQUENCE).
    sequence = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=20, blank=True, choices=Reason)
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
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="appointment_cancelled_has_its_moment",
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

    @property
    def duration_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_live(self) -> bool:
        """Whether it occupies its time."""
        return self.status in self.LIVE

    @property
    def change_until(self) -> datetime:
        """The last moment at which the client can move it."""
        return self.starts_at - timedelta(minutes=self.change_cutoff_minutes)

    @property
    def cancel_until(self) -> datetime:
        """The last moment at which the client can cancel it."""
        return self.starts_at - timedelta(minutes=self.cancel_cutoff_minutes)


class Subject(models.Model):
    """Whom the person brings: what any professional needs to know about one animal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="subjects")
    label = models.CharField(_("name"), max_length=60)
    species = models.ForeignKey(Species, models.PROTECT, verbose_name=_("species"))
    position = models.PositiveSmallIntegerField(default=0)
    # [{"es": question, "en": question, "answer": text}], as asked when booking.
    intake = EncryptedJSONField(
        _("answers"),
        null=True,
        blank=True,
        name_in_seal="subject-intake",
        holder="appointment.visit.person",
    )
    notes = EncryptedTextField(
        _("what is wrong"),
        blank=True,
        name_in_seal="subject-notes",
        holder="appointment.visit.person",
    )

    class Meta:
        verbose_name = _("animal")
        verbose_name_plural = _("animals")
        ordering = ["position"]
        indexes = [GinIndex(OpClass(Folded("label"), "gin_trgm_ops"), name="subject_by_label")]

    def __str__(self) -> str:
        return self.label
