"""What booking does when a lower floor announces something."""

from typing import Any

from django.dispatch import receiver

from portal.accounts.models import Professional, ProfessionalApplication, User
from portal.accounts.signals import (
    address_verified,
    professional_approved,
    professional_suspending,
)
from portal.places.models import Location
from portal.places.signals import location_saved

from .actions.attaching import attach_bookings
from .actions.closures import follow_location
from .actions.locks import lock_agendas
from .models import Offering, Resource, Service


@receiver(location_saved)
def hours_follow_the_place(sender: object, location: Location, **kwargs: Any) -> None:
    """Another clock or region: working periods and holidays are settled anew."""
    follow_location(location=location)


@receiver(address_verified)
def bookings_find_their_owner(sender: object, user: User, email: str, **kwargs: Any) -> None:
    """What a guest has booked from an address belongs to whoever proves it is theirs."""
    attach_bookings(user=user, email=email)


@receiver(professional_approved)
def agenda_for_somebody_new(
    sender: object,
    professional: Professional,
    application: ProfessionalApplication,
    **kwargs: Any,
) -> None:
    """An agenda without hours yet, and the services they wished for, on the service's own terms."""
    Resource.objects.create(professional=professional)
    wished = Service.objects.filter(slug__in=application.services, is_online=True)
    Offering.objects.bulk_create(
        Offering(professional=professional, service=service) for service in wished
    )


@receiver(professional_suspending)
def no_booking_slips_past(sender: object, professional: Professional, **kwargs: Any) -> None:
    """Whoever books holds this lock until their booking is there; after it nobody is let through."""
    lock_agendas(Resource.objects.filter(professional=professional).values_list("pk", flat=True))
