"""Any available professional: who is asked first."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from random import SystemRandom

from booking.models import Claim, Offering
from booking.queries import free_times
from portal.core.time import now

_dice = SystemRandom()


def in_fair_order(
    offerings: Sequence[Offering], starts_at: datetime, *, ignoring_claims: Collection[int] = ()
) -> list[Offering]:
    """Those free at `starts_at`, who has least to do in the week around it first; ties by lot.

    Only an order: whoever is chosen is checked again under the lock. One offering comes back as
    it is.
    """
    if len(offerings) == 1:
        return list(offerings)
    free = free_times(
        offerings,
        starts_at,
        starts_at + timedelta(minutes=1),
        ignoring_claims=ignoring_claims,
    )
    able = [offering for offering in offerings if free[offering.pk]]
    load = _load([offering.professional_id for offering in able], starts_at)
    return sorted(able, key=lambda offering: (load[offering.professional_id], _dice.random()))


def _load(professionals: list[int], starts_at: datetime) -> Counter[int]:
    """Live claims of each professional three days before and after."""
    days = timedelta(days=3)
    rows = Claim.objects.filter(
        resource__professional__in=professionals,
        released_at__isnull=True,
        starts_at__range=(starts_at - days, starts_at + days),
    ).exclude(expires_at__lte=now())
    return Counter(rows.values_list("resource__professional", flat=True))
