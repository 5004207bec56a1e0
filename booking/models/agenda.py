"""Time: who works when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from recurrence.fields import RecurrenceField

from portal.accounts.models import Professional
from portal.places.models import Location


class Resource(models.Model):
    """What can be in one place at a time: for now a professional, later a room or a machine.

    Its row is what every writer of its time locks first.
    """

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", _("professional")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PROFESSIONAL)
    professional = models.OneToOneField(
        Professional, models.PROTECT, related_name="resource", verbose_name=_("professional")
    )

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.professional)


class AvailabilityRule(models.Model):
    """On which days somebody works at a place, from when to when on the place's own clock."""

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="rules", verbose_name=_("professional")
    )
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="rules", verbose_name=_("place")
    )
    starts_on = models.DateField(_("from day"))
    ends_on = models.DateField(_("until day"), null=True, blank=True)
    days = RecurrenceField(
        verbose_name=_("days"),
        include_dtstart=False,
        help_text=_("Daily, weekly or monthly; at most four rules."),
    )
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["resource", "location", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="rule_hours_forward"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="rule_days_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} · {self.location} · {self.opens:%H:%M}–{self.closes:%H:%M}"


class WorkingPeriod(models.Model):
    """A rule, expanded: one stretch of work in UTC. Made by `expand_rule`, never edited."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="working_periods")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    rule = models.ForeignKey(AvailabilityRule, models.CASCADE, related_name="periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["resource", "starts_at"],
                include=["ends_at", "location"],
                name="working_by_resource_and_time",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="working_forward"),
            models.UniqueConstraint(fields=["rule", "starts_at"], name="working_once_per_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}Z {self.resource_id}"


class TimeOff(models.Model):
    """A stretch in which somebody does not work, whatever the rules say."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        TRAINING = "training", _("Training")
        ABSENCE = "absence", _("Absence")

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="time_off", verbose_name=_("professional")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.HOLIDAY)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("time off")
        verbose_name_plural = _("time off")
        ordering = ["-starts_at"]
        indexes = [
            models.Index(fields=["resource", "ends_at"], name="time_off_by_resource_and_end")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="time_off_forward")
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.get_kind_display()}"
