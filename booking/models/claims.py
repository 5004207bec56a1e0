"""What is taken: claims on somebody's time, and the constraint that no time is given twice."""

import uuid
from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from portal.core.time import now
from portal.places.models import Location

from .agenda import Resource
from .offerings import Offering

# No claim is longer, so reading a day looks back this far and no further.
LONGEST_CLAIM = timedelta(hours=12)
MOST_EXTENSIONS = 10


class TstzRange(Func):
    """PostgreSQL's `[start, end)` of two moments."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Hold(models.Model):
    """A time kept for one visitor while they type; its Claim says until when.

    The primary key is the token. Session and address are keyed digests: enough to count, no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="holds")
    location = models.ForeignKey(Location, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    session_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64, db_index=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    # Given up, expired and noticed, or turned into a visit.
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(
                condition=Q(extensions__lte=MOST_EXTENSIONS), name="hold_extended_ten_times_at_most"
            ),
            models.UniqueConstraint(
                fields=["session_digest"],
                condition=Q(released_at__isnull=True),
                name="one_hold_per_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}Z"


class Claim(models.Model):
    """A stretch of time that one resource cannot give twice; buffers included.

    The exclusion constraint is the promise of the product. The btree index serves reading:
    it holds both ends, and as no claim is longer than LONGEST_CLAIM a day is one bounded scan.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="claims")
    appointment = models.ForeignKey(
        "booking.Appointment", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    hold = models.ForeignKey(Hold, models.SET_NULL, null=True, blank=True, related_name="claims")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Of a hold: from then on it counts as free, whether or not anything has released it.
    expires_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["resource", "starts_at"],
                include=["ends_at", "expires_at"],
                name="claims_by_resource_and_time",
                condition=Q(released_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"))
                & Q(ends_at__lte=F("starts_at") + LONGEST_CLAIM),
                name="claim_of_bounded_length",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, expires_at__isnull=True)
                | Q(appointment__isnull=True, expires_at__isnull=False),
                name="claim_is_booked_or_expires",
            ),
            ExclusionConstraint(
                name="claims_never_overlap",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    (TstzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}Z {self.resource_id}"
