"""The booking model: what is offered, when somebody works, what is taken, who comes."""

from .agenda import AvailabilityRule, Claim, Resource, TimeOff, WorkingPeriod
from .services import Offering, Service
from .visits import Appointment, StatusChange, Subject, Visit

__all__ = [
    "Appointment",
    "AvailabilityRule",
    "Claim",
    "Offering",
    "Resource",
    "Service",
    "StatusChange",
    "Subject",
    "TimeOff",
    "Visit",
    "WorkingPeriod",
]
