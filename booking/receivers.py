"""What booking does when a lower floor announces something."""

from typing import Any

from django.dispatch import receiver

from portal.places.models import Location
from portal.places.signals import location_saved

from .actions.closures import follow_location


@receiver(location_saved)
def hours_follow_the_place(sender: object, location: Location, **kwargs: Any) -> None:
    """Another clock or region: working periods and holidays are settled anew."""
    follow_location(location=location)
