"""How a visit ends: most take place, some are cancelled, now and then nobody comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.models import Appointment
from booking.models.reasons import Reason

from .planning import random_of

Status = Appointment.Status
CANCELLED, NO_SHOW = 0.07, 0.04
REASONS = (Reason.CANNOT_COME, Reason.CANNOT_COME, Reason.BETTER, Reason.UNSTATED)


@dataclass(frozen=True)
class Step:
    """A status and the moment from which it holds."""

    status: str
    at: datetime
    reason: str = ""


def life_of(slug: str, starts_at: datetime, ends_at: datetime, booked_at: datetime) -> list[Step]:
    """Every step of a visit with the professional `slug`, those to come included."""
    dice = random_of(starts_at, slug, "fate")
    chance = dice.random()
    booked = Step(Status.CONFIRMED, booked_at)
    if chance < CANCELLED:
        waited = (starts_at - booked_at) * dice.uniform(0.1, 0.95)
        return [booked, Step(Status.CANCELLED, booked_at + waited, dice.choice(REASONS))]
    if chance < CANCELLED + NO_SHOW:
        return [booked, Step(Status.NO_SHOW, starts_at + timedelta(minutes=20))]
    return [
        booked,
        Step(Status.CHECKED_IN, starts_at - timedelta(minutes=dice.randint(1, 12))),
        Step(Status.IN_PROGRESS, starts_at + timedelta(minutes=dice.randint(0, 5))),
        Step(Status.COMPLETED, ends_at + timedelta(minutes=dice.randint(-4, 6))),
    ]


def plain_life_of(starts_at: datetime, ends_at: datetime) -> list[Step]:
    """A visitor's own booking: nobody but the visitor cancels it, and they came."""
    return [Step(Status.IN_PROGRESS, starts_at), Step(Status.COMPLETED, ends_at)]


def until(steps: list[Step], moment: datetime) -> list[Step]:
    """What has happened by `moment`; being booked always has."""
    return [step for step in steps if step.at <= moment] or steps[:1]


def bring_to(appointment: Appointment, step: Step) -> None:
    """Let the appointment stand where `step` leaves it; saves nothing."""
    appointment.status = step.status
    if step.status == Status.CANCELLED:
        appointment.cancelled_at, appointment.cancel_reason = step.at, step.reason
        appointment.sequence += 1
