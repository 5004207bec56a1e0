"""Who offers which service, on whose terms."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Professional

from .services import LONGEST_BUFFER_MINUTES, LONGEST_MINUTES, Service


def _own_in_range(field: str, low: int, high: int) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (low, high)})


def _own_or_of_service(name: str) -> Any:
    """What counts: the professional's own value, else the service's."""

    def value(offering: "Offering") -> Any:
        own = getattr(offering, f"own_{name}")
        return getattr(offering.service, name) if own is None else own

    return property(value)


class Offering(models.Model):
    """This professional offers this service; each `own_` value stands before the service's."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="offerings", verbose_name=_("service")
    )
    professional = models.ForeignKey(
        Professional, models.CASCADE, related_name="offerings", verbose_name=_("professional")
    )

    own_duration_minutes = models.PositiveSmallIntegerField(
        _("own minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)],
    )
    own_buffer_before_minutes = models.PositiveSmallIntegerField(
        _("own minutes kept free before"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_BUFFER_MINUTES)],
    )
    own_buffer_after_minutes = models.PositiveSmallIntegerField(
        _("own minutes kept free after"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_BUFFER_MINUTES)],
    )
    own_start_grid_minutes = models.PositiveSmallIntegerField(
        _("own start every so many minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
    )
    own_minimum_notice_minutes = models.PositiveIntegerField(
        _("own minutes of notice at least"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60 * 24 * 30)],
    )
    own_window_days = models.PositiveSmallIntegerField(
        _("own bookable so many days ahead"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    own_change_cutoff_minutes = models.PositiveIntegerField(
        _("own minutes before which it can be moved"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60 * 24 * 30)],
    )
    own_cancel_cutoff_minutes = models.PositiveIntegerField(
        _("own minutes before which it can be cancelled"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60 * 24 * 30)],
    )
    own_price = models.DecimalField(
        _("own price in euros, VAT included"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    own_is_online = models.BooleanField(_("own word on booking online"), null=True, blank=True)

    class Meta:
        verbose_name = _("offered service")
        verbose_name_plural = _("offered services")
        ordering = ["professional", "service"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "professional"], name="service_offered_once_per_professional"
            ),
            models.CheckConstraint(
                condition=_own_in_range("own_duration_minutes", 5, LONGEST_MINUTES)
                & _own_in_range("own_buffer_before_minutes", 0, LONGEST_BUFFER_MINUTES)
                & _own_in_range("own_buffer_after_minutes", 0, LONGEST_BUFFER_MINUTES)
                & _own_in_range("own_start_grid_minutes", 5, 240)
                & _own_in_range("own_window_days", 1, 365),
                name="offering_of_bounded_length",
            ),
            models.CheckConstraint(
                condition=Q(own_price__isnull=True) | Q(own_price__gte=0),
                name="offering_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.professional}: {self.service}"

    duration_minutes = _own_or_of_service("duration_minutes")
    buffer_before_minutes = _own_or_of_service("buffer_before_minutes")
    buffer_after_minutes = _own_or_of_service("buffer_after_minutes")
    start_grid_minutes = _own_or_of_service("start_grid_minutes")
    minimum_notice_minutes = _own_or_of_service("minimum_notice_minutes")
    window_days = _own_or_of_service("window_days")
    change_cutoff_minutes = _own_or_of_service("change_cutoff_minutes")
    cancel_cutoff_minutes = _own_or_of_service("cancel_cutoff_minutes")
    price = _own_or_of_service("price")
    is_online = _own_or_of_service("is_online")
