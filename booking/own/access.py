"""Whose pages these are: whoever of the team is booked opens their own agenda, and nobody else's."""

from typing import Any

from django.http import Http404

from booking import access
from booking.models import Appointment, Resource, TimeOff
from portal.accounts.models import Professional
from portal.accounts.roles import Role

# In a clinic of one person the owner is the professional.
OWN_AGENDA = access.ALL_APPOINTMENTS | {Role.PROFESSIONAL}


def professional_of(user: Any) -> Professional:
    """The professional behind the login; Http404 for everybody who is none."""
    found = None
    if getattr(user, "role", "") in OWN_AGENDA:
        found = (
            Professional.objects.filter(person__user=user)
            .select_related("person", "profession", "resource")
            .first()
        )
    if found is None or not hasattr(found, "resource"):
        raise Http404
    return found


def own_appointment(user: Any, pk: int) -> Appointment:
    """One's own appointment, with what its pages show; the same Http404 for another's as for none."""
    mine = professional_of(user)
    found = (
        access.appointments_changeable_by(user)
        .filter(pk=pk, professional=mine)
        .select_related("visit__person", "professional__person", "location", "service")
        .prefetch_related("subjects__species", "visit__person__contact_points")
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_time_off(resource: Resource, pk: int) -> TimeOff:
    """A stretch off of this agenda; the same Http404 for another's as for none."""
    found = TimeOff.objects.filter(resource=resource, pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_change_hours(user: Any) -> bool:
    """Whether somebody changes the hours of others in the Wagtail admin."""
    return bool(user.has_perm("booking.change_availabilityrule"))


def agenda_for(user: Any, pk: int) -> Resource:
    """The agenda of the professional `pk` for whoever looks after hours; Http404 otherwise."""
    found = (
        Resource.objects.filter(professional=pk).select_related("professional__person").first()
        if may_change_hours(user)
        else None
    )
    if found is None:
        raise Http404
    return found
