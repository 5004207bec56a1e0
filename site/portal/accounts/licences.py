"""Licences: checked until a day, renewed, and warned of before they lapse; suspending and taking it back."""

from datetime import date, timedelta

from django.db import transaction

from portal.audit.actions import record
from portal.core.db import lock_in_order, refusing
from portal.core.time import now, today
from portal.places.queries import house_zone
from portal.taxonomy.models import College

from . import errors
from .applications.errors import LicenceTaken
from .models import Professional, User
from .signals import professional_suspending

MOST = timedelta(days=366 * 5)
CHECKED = ("licence_checked_by", "licence_checked_at", "licence_valid_until")


def usual_end() -> date:
    """What forms propose: a licence is looked at again after a year."""
    return today(house_zone()) + timedelta(days=365)


@transaction.atomic
def check(
    *,
    professional: Professional,
    valid_until: date | None,
    by: User,
    college: College | None = None,
    licence_number: str = "",
) -> None:
    """The licence was looked at by `by`, who trusts it up to and including that day.

    `college` and `licence_number`, as the college writes it, where it is another one by now. Raises
    NoLicence, DateNotAhead, OwnLicence, LicenceTaken.
    """
    fresh = _locked(professional, by)
    if college and licence_number and not _has(fresh, college, licence_number):
        fresh.college, fresh.licence_number = college, licence_number
        fields = "college,licence_number"
        record("accounts.professional_changed", fresh, actor=by, fields=fields)
    note_check(fresh, valid_until=valid_until, by=by)
    with refusing({"a_licence_is_one_professionals": LicenceTaken}):
        fresh.save(update_fields=[*CHECKED, "college", "licence_number"])


def _has(professional: Professional, college: College, number: str) -> bool:
    return (professional.college_id, professional.licence_number) == (college.pk, number)


def note_check(professional: Professional, *, valid_until: date | None, by: User) -> None:
    """As `check`, on a professional that the caller saves."""
    if not professional.licence_number:
        raise errors.NoLicence()
    first = today(house_zone())
    if valid_until is None or not first < valid_until <= first + MOST:
        raise errors.DateNotAhead(fields={"valid_until": errors.DateNotAhead.message})
    professional.licence_checked_by = by
    professional.licence_checked_at = now()
    professional.licence_valid_until = valid_until
    record("accounts.licence_checked", professional.person, actor=by, person=professional.person_id)


@transaction.atomic
def suspend(*, professional: Professional, reason: str, by: User) -> None:
    """Hide the profile and take no bookings from now on; what is booked stays until somebody moves it.

    Of two who suspend, the reason of the later one stands, with their name; both are recorded.
    After the commit no booking is made any more: the agenda is locked first, which every booking does.
    Raises SuspensionNeedsReason, OwnLicence.
    """
    if not reason.strip():
        raise errors.SuspensionNeedsReason(fields={"reason": errors.SuspensionNeedsReason.message})
    professional_suspending.send(sender=Professional, professional=professional)
    fresh = _locked(professional, by)
    fresh.suspended_at = fresh.suspended_at or now()
    fresh.suspended_by, fresh.suspension_reason = by, reason.strip()
    record("accounts.professional_suspended", fresh, actor=by, person=fresh.person_id)
    fresh.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])


@transaction.atomic
def reinstate(*, professional: Professional, by: User) -> None:
    """Show the profile again and take bookings; raises OwnLicence. Twice changes nothing."""
    fresh = _locked(professional, by)
    if fresh.suspended_at is None:
        return
    fresh.suspended_at, fresh.suspended_by, fresh.suspension_reason = None, None, ""
    fresh.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])
    record("accounts.professional_reinstated", fresh, actor=by, person=fresh.person_id)


def _locked(professional: Professional, by: User) -> Professional:
    """As they are now, if somebody else's page is meant."""
    rows = Professional.objects.select_related(None).filter(pk=professional.pk)
    [fresh] = lock_in_order(rows)
    if fresh.person.user_id == by.pk:
        raise errors.OwnLicence()
    return fresh
