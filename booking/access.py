"""Who may see and book what; asked by views, API and admin alike."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404

from portal.accounts import standing
from portal.accounts.models import Professional
from portal.accounts.roles import Role
from portal.core.time import now
from portal.people.access import own_person
from portal.people.models import Person
from portal.places.models import Location

from .actions.links import visit_of
from .errors import LinkDead, NotOffered
from .models import Appointment, AvailabilityRule, Offering, Visit
from .models.visits import AppointmentQuerySet
from .offered import online_offerings

ALL_APPOINTMENTS = frozenset({Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR})


def bookable(*, professional: str, service: str) -> Offering:
    """The offering anybody may book online, by its two slugs; NotOffered otherwise."""
    offering = (
        online_offerings().filter(professional__slug=professional, service__slug=service).first()
    )
    if offering is None:
        raise NotOffered()
    return offering


def bookable_with(*, service: str, professional: str = "") -> list[Offering]:
    """Every offering of the service that is booked online, or the one professional's own.

    NotOffered when there is none. Animals and questions come with them, whatever their number.
    """
    found = online_offerings().filter(service__slug=service)
    if professional:
        found = found.filter(professional__slug=professional)
    offerings = list(
        found.prefetch_related(
            "service__species", "service__questions", "professional__species"
        ).order_by()
    )
    if not offerings:
        raise NotOffered()
    # Everybody in one order, so that the same address always names the same one first.
    return sorted(offerings, key=lambda one: (one.professional.person.full_name, one.pk))


def places_where_they_work(professionals: list[int]) -> list[Location]:
    """Where any of these professionals works, in the house's order."""
    working = AvailabilityRule.objects.filter(resource__professional__in=professionals)
    return list(Location.objects.filter(pk__in=working.values("location")).order_by("pk"))


def listed_professionals() -> QuerySet[Professional]:
    """The professionals the public may see."""
    return Professional.objects.filter(standing.shown()).select_related("person", "profession")


def looks_after_professionals(user: Any) -> bool:
    """Whether this login checks licences, suspends and reinstates: administrators do."""
    return bool(getattr(user, "is_active", False) and user.role in ALL_APPOINTMENTS)


def professionals_looked_after(user: Any) -> QuerySet[Professional]:
    """Every professional for them, none for anybody else."""
    if not looks_after_professionals(user):
        return Professional.objects.none()
    return Professional.objects.select_related(
        "person", "profession", "college", "licence_checked_by__person", "suspended_by__person"
    )


def appointments_visible_to(user: Any) -> QuerySet[Appointment]:
    """All for administrators, their places' for assistants, a professional's own, none for others."""
    if not user.is_authenticated:
        return Appointment.objects.none()
    if user.role in ALL_APPOINTMENTS:
        return Appointment.objects.all()
    if user.role == Role.ASSISTANT:
        return Appointment.objects.filter(location__in=user.locations.all())
    if user.role == Role.PROFESSIONAL:
        return Appointment.objects.filter(professional__person__user=user)
    return Appointment.objects.none()


def appointments_changeable_by(user: Any) -> QuerySet[Appointment]:
    """Those that staff may move and cancel: what they see, if their role says so; always one's own."""
    is_own = user.is_authenticated and user.role == Role.PROFESSIONAL
    if not is_own and not user.has_perm("booking.change_appointment"):
        return Appointment.objects.none()
    return appointments_visible_to(user)


def works_in_the_admin(user: Any) -> bool:
    """Whether the Wagtail admin's screens of appointments are there for somebody.

    A professional's own appointments are on the pages of the own agenda, and nowhere else.
    """
    return bool(user.has_perm("booking.view_appointment"))


def places_of(user: Any) -> QuerySet[Location]:
    """The places whose appointments somebody works with: an assistant's own, those where a
    professional has hours, else every one.
    """
    if user.role in ALL_APPOINTMENTS:
        return Location.objects.all()
    if user.role == Role.PROFESSIONAL:
        working = AvailabilityRule.objects.filter(resource__professional__person__user=user)
        return Location.objects.filter(pk__in=working.values("location"))
    return Location.objects.filter(pk__in=user.locations.all())


def visit_of_attempt(attempt: UUID) -> Visit | None:
    """The visit that this very form has made; its number is a secret of the browser."""
    return Visit.objects.filter(attempt=attempt).first()


def visit_just_booked(*, code: str, booked_here: list[str]) -> Visit | None:
    """The visit of this code, if this very browser booked it."""
    if code not in booked_here:
        return None
    return (
        Visit.objects.filter(code=code)
        .select_related("person", "location")
        .prefetch_related(
            "appointments__professional__person",
            "appointments__professional__profession",
            "appointments__location",
            "appointments__subjects__species",
            "person__contact_points",
        )
        .first()
    )


def visit_by_token(token: str) -> tuple[Visit, Appointment]:
    """The visit a manage link opens, with its appointment; LinkDead otherwise.

    Of several appointments the next one to come counts, else the last.
    """
    visit = visit_of(token)
    chosen = _next_or_last(visit)
    if chosen is None:
        raise LinkDead()
    return visit, chosen


def visits_of(person: Person) -> AppointmentQuerySet:
    """The appointments of one's own visits, with what a list shows."""
    return (
        Appointment.objects.filter(visit__person=person)
        .select_related("visit", "service", "location", "professional__person")
        .prefetch_related("subjects")
    )


def own_visit(person: Person, pk: UUID) -> tuple[Visit, Appointment]:
    """One's own visit with its appointment; Http404 for somebody else's as for one that never was."""
    visit = Visit.objects.filter(pk=pk, person=person).select_related("person", "location").first()
    chosen = _next_or_last(visit) if visit else None
    if visit is None or chosen is None:
        raise Http404
    return visit, chosen


def _next_or_last(visit: Visit) -> Appointment | None:
    """The appointment that comes next, else the last one, with what its pages show."""
    found = (
        visit.appointments.select_related(
            "service", "location", "professional__person", "professional__profession"
        )
        .prefetch_related("subjects__species")
        .order_by("starts_at")
    )
    appointments = list(found)
    if not appointments:
        return None
    prefetch_related_objects([visit.person], "contact_points")
    coming = (one for one in appointments if one.is_live and one.starts_at > now())
    chosen = next(coming, appointments[-1])
    chosen.visit = visit
    return chosen


def offerings_to_move(appointment: Appointment) -> list[Offering]:
    """Whose times the client may choose from: the own professional first, then who else offers it."""
    found = online_offerings().filter(service=appointment.service_id)
    return sorted(
        found.order_by("professional__slug"),
        key=lambda offering: offering.professional_id != appointment.professional_id,
    )


def appointments_within_reach(user: Any) -> QuerySet[Appointment]:
    """Those of one's own visits, and those that one's role sees, with what the API tells of them."""
    reach: QuerySet[Appointment] = appointments_visible_to(user)
    if person := own_person(user):
        reach |= Appointment.objects.filter(visit__person=person)
    return reach.select_related(
        "visit__person",
        "service",
        "location",
        "professional__person",
        "professional__profession",
    ).prefetch_related("subjects__species", "visit__person__contact_points")
