"""What happened to an appointment: rows that are added and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Professional
from portal.core.models import AppendOnly
from portal.core.time import now
from portal.places.models import Location

from .reasons import Reason
from .visits import Appointment


class StatusChange(AppendOnly):
    """From which status to which, when, by whom: the appointment's history."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=11, blank=True, choices=Appointment.Status)
    to_status = models.CharField(max_length=11, choices=Appointment.Status)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True, choices=Reason)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.to_status}"


class Move(AppendOnly):
    """From which time to which, with whom and where, when, by whom; nobody means the client."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="moves")
    from_starts_at = models.DateTimeField(_("time before"))
    from_professional = models.ForeignKey(Professional, models.PROTECT, related_name="+")
    from_location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    to_starts_at = models.DateTimeField(_("time after"))
    to_professional = models.ForeignKey(Professional, models.PROTECT, related_name="+")
    to_location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True, choices=Reason)

    class Meta:
        verbose_name = _("change of time")
        verbose_name_plural = _("changes of time")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.to_starts_at:%Y-%m-%d %H:%M}Z"
