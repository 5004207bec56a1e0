"""The booking model: what is offered, when somebody works, what is taken, who comes."""

from .agenda import AvailabilityRule, Resource, TimeOff, WorkingPeriod
from .claims import Claim, Hold
from .history import Move, StatusChange
from .links import LinkRequest, ManageLink
from .mailings import Mailing
from .notes import ClientNote
from .offerings import Offering
from .reasons import CLIENT_REASONS, STAFF_REASONS, Reason
from .services import IntakeQuestion, Service
from .visits import Appointment, Subject, Visit

__all__ = [
    "CLIENT_REASONS",
    "STAFF_REASONS",
    "Appointment",
    "AvailabilityRule",
    "Claim",
    "ClientNote",
    "Hold",
    "IntakeQuestion",
    "LinkRequest",
    "Mailing",
    "ManageLink",
    "Move",
    "Offering",
    "Reason",
    "Resource",
    "Service",
    "StatusChange",
    "Subject",
    "TimeOff",
    "Visit",
    "WorkingPeriod",
]
