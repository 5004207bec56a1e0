"""The one lock before every write to somebody's time."""

from collections.abc import Iterable

from booking.models import Resource
from portal.core.db import lock_in_order


def lock_agendas(resource_ids: Iterable[int]) -> list[Resource]:
    """Lock the agendas, in primary-key order, until the transaction ends.

    Every writer of a resource's time comes through here first: booking, time off, rules. The
    exclusion constraint alone would keep claims apart, but not a booking from a new day off, and
    many waiting inserts would fall into deadlocks. Raises Busy when the wait is too long.
    """
    return lock_in_order(Resource.objects.filter(pk__in=set(resource_ids)))


def lock_agenda_of(professional_id: int) -> Resource:
    """As `lock_agendas`, for one professional's agenda, found and locked at once."""
    [resource] = lock_in_order(Resource.objects.filter(professional=professional_id))
    return resource
