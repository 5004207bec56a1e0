"""Keeping a time for somebody who types: ten minutes, extendable ten times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from booking.errors import HoldGone, SlotTaken, TooManyExtensions
from booking.models import Claim, Hold, Offering, Resource
from booking.queries import free_time_at
from portal.core.db import refusing, waiting_briefly
from portal.core.time import now

from . import claiming, limits, locks
from .choosing import in_fair_order


@dataclass(frozen=True)
class Visitor:
    """Who holds: keyed digests of the browser's session and of its network address."""

    session_digest: str
    address_digest: str


def hold_until() -> datetime:
    """When a hold taken or extended now would end."""
    return now() + timedelta(minutes=settings.BOOKING_HOLD_MINUTES)


def live_hold(*, session_digest: str) -> Hold | None:
    """The time this browser keeps right now, or None."""
    return (
        Hold.objects.filter(
            session_digest=session_digest,
            released_at__isnull=True,
            claims__released_at__isnull=True,
            claims__expires_at__gt=now(),
        )
        .select_related("offering__service", "offering__professional__person", "location")
        .first()
    )


def hold_time(*, offerings: Sequence[Offering], starts_at: datetime, visitor: Visitor) -> Hold:
    """Keep `starts_at` with one of `offerings` (one, or any professional of a service).

    Raises SlotTaken when none of them is free, TooManyHolds, or Busy. A visitor keeps one time:
    an earlier hold is given up in the same transaction, and stays when this one is refused. The
    same time again changes nothing.
    """
    kept = live_hold(session_digest=visitor.session_digest)
    if kept and kept.starts_at == starts_at and kept.offering_id in {o.pk for o in offerings}:
        return kept
    # The visitor's own earlier time is given up on the way, so it stands in nobody's way.
    own = list(kept.claims.values_list("pk", flat=True)) if kept else []
    for offering in in_fair_order(offerings, starts_at, ignoring_claims=own):
        try:
            return _hold(offering, starts_at, visitor)
        except SlotTaken:
            continue
    raise SlotTaken()


def _hold(offering: Offering, starts_at: datetime, visitor: Visitor) -> Hold:
    with waiting_briefly(), transaction.atomic():
        resource = Resource.objects.get(professional=offering.professional_id)
        earlier = list(
            Hold.objects.filter(session_digest=visitor.session_digest, released_at__isnull=True)
        )
        locks.lock_agendas([resource.pk, *_resources_of(earlier)])
        limits.lock_visitor(
            session_digest=visitor.session_digest, address_digest=visitor.address_digest
        )
        for hold in Hold.objects.filter(
            session_digest=visitor.session_digest, released_at__isnull=True
        ):
            claiming.free_hold(hold)
        claiming.release_expired(resource)
        limits.check_holds(address_digest=visitor.address_digest)
        free = free_time_at(offering, starts_at)
        if free is None:
            raise SlotTaken()
        hold = Hold.objects.create(
            offering=offering,
            location_id=free.location_id,
            starts_at=starts_at,
            session_digest=visitor.session_digest,
            address_digest=visitor.address_digest,
        )
        claiming.claim_for_hold(hold, offering, resource, hold_until())
        return hold


def _resources_of(holds: list[Hold]) -> list[int]:
    return list(Claim.objects.filter(hold__in=holds).values_list("resource", flat=True))


def extend_hold(*, hold_id: UUID, session_digest: str) -> Hold:
    """Ten minutes more from now, ten times at most; an expired hold comes back if its time is free.

    Raises HoldGone when it is not, TooManyExtensions for the eleventh.
    """
    with waiting_briefly(), transaction.atomic():
        hold = _own(hold_id, session_digest)
        resource = Resource.objects.get(professional=hold.offering.professional_id)
        locks.lock_agendas([resource.pk])
        claim = hold.claims.filter(appointment__isnull=True, released_at__isnull=True).first()
        if claim is None:
            raise HoldGone()
        if claim.expires_at and claim.expires_at <= now() and not _still_free(hold, claim):
            raise HoldGone()
        with refusing({"hold_extended_ten_times_at_most": TooManyExtensions}):
            claiming.extend(claim, hold_until())
        hold.refresh_from_db(fields=["extensions"])
        return hold


def _still_free(hold: Hold, claim: Claim) -> bool:
    """An expired claim that nobody released has no rival; the hours may have changed all the same."""
    return free_time_at(hold.offering, hold.starts_at, ignoring_claims=[claim.pk]) is not None


def drop_hold(*, session_digest: str) -> None:
    """The visitor gives the time up."""
    hold = live_hold(session_digest=session_digest)
    if hold is None:
        return
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas(_resources_of([hold]))
        claiming.free_hold(hold)


def _own(hold_id: UUID, session_digest: str) -> Hold:
    hold = (
        Hold.objects.filter(pk=hold_id, session_digest=session_digest, released_at__isnull=True)
        .select_related("offering__service", "offering__professional")
        .first()
    )
    if hold is None:
        raise HoldGone()
    return hold


def forget_old_holds() -> int:
    """Delete holds that ended more than a day ago, with the claims that never became anything."""
    limit = now() - timedelta(days=1)
    old = Hold.objects.filter(created_at__lt=limit, claims__expires_at__lt=limit)
    ids = list(old.values_list("pk", flat=True)[:5000])
    Claim.objects.filter(hold__in=ids, appointment__isnull=True).delete()
    ids += list(
        Hold.objects.filter(created_at__lt=limit, released_at__isnull=False).values_list(
            "pk", flat=True
        )[:5000]
    )
    return Hold.objects.filter(pk__in=ids).delete()[0]
