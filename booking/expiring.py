"""What booking lets go of when the retention list says so, and what stands in an erasure's way."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import ngettext

from portal.core import idempotency
from portal.core.fields import Sealed
from portal.core.registries import Ids
from portal.core.time import now
from portal.people.erasure import erase_person
from portal.people.models import Person

from .models import Appointment, Subject, Visit

BATCH = 200
WITHOUT_VISIT = (Appointment.Status.CANCELLED, Appointment.Status.NO_SHOW)


@transaction.atomic
def anonymise_missed(limit: datetime) -> int:
    """Empty what was said about animals whose visit never took place (appointment_without_visit)."""
    rows = Subject.objects.filter(
        appointment__status__in=WITHOUT_VISIT, appointment__starts_at__lt=limit
    ).exclude(label="")
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    return Subject.objects.filter(pk__in=ids).update(label="", notes=Sealed(""), intake=None)


def erase_inactive(limit: datetime) -> int:
    """Erase clients without a login whom nobody has seen since the limit (owner_account_inactive)."""
    lately = Visit.objects.filter(person=OuterRef("pk")).filter(
        Q(created_at__gte=limit) | Q(appointments__ends_at__gte=limit)
    )
    found = Person.objects.filter(
        ~Exists(lately),
        created_at__lt=limit,
        user__isnull=True,
        professional__isnull=True,
        merged_into__isnull=True,
        key_destroyed_at__isnull=True,
    ).order_by("pk")[:BATCH]
    people = list(found)
    for person in people:
        erase_person(person=person)
    return len(people)


def visits_to_come(ids: Ids) -> str:
    """Whoever is still expected must be cancelled first."""
    count = Appointment.objects.filter(
        visit__person__in=ids, status__in=Appointment.LIVE, ends_at__gt=now()
    ).count()
    if not count:
        return ""
    return ngettext(
        "There is %(count)d visit to come: cancel it first.",
        "There are %(count)d visits to come: cancel them first.",
        count,
    ) % {"count": count}


def forget_answers(ids: Ids) -> None:
    """What programs of the staff were answered about their appointments, kept to be repeated."""
    theirs = Appointment.objects.filter(visit__person__in=ids).values_list("pk", flat=True)
    idempotency.forget_about(reverse("api:appointment", args=[pk]) for pk in theirs)
