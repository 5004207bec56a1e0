"""The race's control: the same server with the lock function replaced by one that locks nothing.

The one place where our own code is replaced; no setting, header or variable of the product does it.
"""

from booking.actions import locks
from booking.models import Resource
from portal.wsgi import application

__all__ = ["application"]


def lock_nothing(resource_ids: object) -> list[Resource]:
    return list(Resource.objects.filter(pk__in=set(resource_ids)))  # type: ignore[call-overload]


locks.lock_agendas = lock_nothing  # type: ignore[assignment]
