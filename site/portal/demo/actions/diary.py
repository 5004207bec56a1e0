"""Appointments around today: which ones the demo has by now, and how far each has come."""

import uuid
from collections import Counter
from datetime import date, datetime, time, timedelta

from wagtail.signal_handlers import disable_reference_index_auto_update

from booking.actions import book_visit
from booking.actions.booking import Animal, Guest
from booking.models import Appointment, Claim, StatusChange
from portal.core.errors import DomainError
from portal.core.time import now
from portal.demo.fates import Step, bring_to, life_of, plain_life_of, until
from portal.demo.planning import ZONE, Coming, attempt_of
from portal.demo.worked_days import Agendas
from portal.notifications.models import Notification
from portal.taxonomy.models import Species

from .writing_down import write_down

DAYS_BACK = DAYS_AHEAD = 60
Status = Appointment.Status
# The next two days' visits take the way of a visitor's booking, one a family and as many as the
# start of the demo has time for: 15 ms each, with messages and audit, against 1 ms in bulk.
NEAR = timedelta(hours=48)
MOST_BOOKED = 30


def fill_diary(last_filled: date | None, current: date) -> int:
    """Write the visits that were booked before `current` and not yet on `last_filled`.

    Every day is drawn whole, with the moment each visit was booked; those whose moment has come
    are there. So the agenda is full today, thinner with every week ahead, and fills up as days
    go by. Nobody gets mail about them: their messages count as sent. Returns how many were made.
    """
    first = current - timedelta(days=DAYS_BACK)
    if last_filled:
        first = max(first, last_filled)
    last = current + timedelta(days=DAYS_AHEAD)
    agendas = Agendas.between(first, last)
    since = _midnight(last_filled) if last_filled else None
    coming = [
        one
        for number in range((last - first).days + 1)
        for one in agendas.day(first + timedelta(days=number))
        if _is_new(one, since, _midnight(current))
    ]
    # An appointment refers to no page or picture that Wagtail would look for.
    with disable_reference_index_auto_update():
        booked = _book_near(coming)
        rest = [one for one in coming if one.attempt not in booked]
        return len(booked) + write_down(rest, first, last)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


def _is_new(coming: Coming, since: datetime | None, before: datetime) -> bool:
    return coming.booked_at < before and (since is None or coming.booked_at >= since)


def _book_near(coming: list[Coming]) -> set[uuid.UUID]:
    """Book what lies near; the attempts of what the action took."""
    species = Species.objects.in_bulk(field_name="slug")
    families: Counter[str] = Counter()
    booked: dict[uuid.UUID, int] = {}
    for one in coming:
        if len(booked) == MOST_BOOKED:
            break
        if _is_near(one) and not families[one.family.email]:
            families[one.family.email] += 1
            if appointment := _book(one, species):
                booked[one.attempt] = appointment
    count_as_sent(list(booked.values()))
    return set(booked)


def _is_near(coming: Coming) -> bool:
    """Bookable now and soon, and not to be cancelled before this minute."""
    notice = timedelta(minutes=coming.offering.minimum_notice_minutes)
    if not now() + notice < coming.starts_at < now() + NEAR:
        return False
    life = life_of(coming.slug, coming.starts_at, coming.ends_at, coming.booked_at)
    return until(life, now())[-1].status == Status.CONFIRMED


def _book(coming: Coming, species: dict[str, Species]) -> int | None:
    """By the same action as a visitor's booking, with all its checks; None when it refuses."""
    family = coming.family
    try:
        visit = book_visit(
            offering=coming.offering,
            starts_at=coming.starts_at,
            guest=Guest(family.full_name, family.email, coming.phone, family.language),
            animals=[Animal(name, species[kind], coming.reason) for name, kind in coming.animals],
            attempt=coming.attempt,
        )
    except DomainError:
        return None
    return visit.appointments.values_list("pk", flat=True).get()


def count_as_sent(appointments: list[int]) -> None:
    """Nobody is written to about these visits.

    In the transaction that wrote the messages, so that no worker ever sees them waiting.
    """
    keys = [
        f"{kind}:{pk}:0"
        for pk in appointments
        for kind in ("visit_confirmed", "appointment_booked")
    ]
    Notification.objects.filter(dedupe_key__in=keys).update(
        state=Notification.State.SENT, sent_at=now(), attempts=1
    )


def let_time_pass() -> int:
    """Bring every live appointment to where the clock is; how many changed."""
    live = Appointment.objects.live().select_related("professional", "visit")
    changed = [(one, steps) for one in live if (steps := _steps_since(one))]
    StatusChange.objects.bulk_create(
        StatusChange(
            appointment=one,
            from_status=before,
            to_status=step.status,
            at=step.at,
            reason=step.reason,
        )
        for one, steps in changed
        for before, step in zip([one.status, *(s.status for s in steps)], steps, strict=False)
    )
    for one, steps in changed:
        bring_to(one, steps[-1])
    Appointment.objects.bulk_update(
        [one for one, _ in changed],
        ["status", "cancelled_at", "cancel_reason", "sequence"],
        batch_size=500,
    )
    _give_back([one for one, _ in changed if one.status == Status.CANCELLED])
    return len(changed)


def _give_back(cancelled: list[Appointment]) -> None:
    moments = {one.pk: one.cancelled_at for one in cancelled}
    claims = list(Claim.objects.filter(appointment__in=moments, released_at__isnull=True))
    for claim in claims:
        assert claim.appointment_id is not None
        claim.released_at = moments[claim.appointment_id]
    Claim.objects.bulk_update(claims, ["released_at"])


def _steps_since(appointment: Appointment) -> list[Step]:
    """What has happened to it since the last step that is written down."""
    slug, starts_at = appointment.professional.slug, appointment.starts_at
    if appointment.visit.attempt == attempt_of(starts_at, slug):
        life = life_of(slug, starts_at, appointment.ends_at, appointment.visit.created_at)
    else:
        life = plain_life_of(starts_at, appointment.ends_at)
    happened = [step for step in life if step.at <= now()]
    statuses = [step.status for step in happened]
    known = statuses.index(appointment.status) + 1 if appointment.status in statuses else 0
    return happened[known:]
