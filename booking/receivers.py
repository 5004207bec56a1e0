"""What booking does when a lower floor announces something."""

from typing import Any

from django.dispatch import receiver

from portal.accounts.models import User
from portal.accounts.signals import address_verified
from portal.places.models import Location
from portal.places.signals import location_saved

from .actions.attaching import attach_bookings
from .actions.closures import follow_location


@receiver(location_saved)
def hours_follow_the_place(sender: object, location: Location, **kwargs: Any) -> None:
    """Another clock or region: working periods and holidays are settled anew."""
    follow_location(location=location)


@receiver(address_verified)
def bookings_find_their_owner(sender: object, user: User, email: str, **kwargs: Any) -> None:
    """What a guest has booked from an address belongs to whoever proves it is theirs."""
    attach_bookings(user=user, email=email)
