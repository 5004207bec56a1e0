"""Writes of booking: one verb a function, atomic and audited."""

from .agenda import delete_rule, delete_time_off, save_rule, save_time_off
from .anyone import book_with_anyone
from .attending import attend
from .booking import book_visit
from .changing import cancel_appointment, move_appointment
from .closures import delete_closure, save_closure
from .holds import drop_hold, extend_hold, hold_time
from .hours import pause_bookings, save_hours
from .locks import lock_agendas
from .lost_links import send_lost_links
from .offerings import save_offerings

__all__ = [
    "attend",
    "book_visit",
    "book_with_anyone",
    "cancel_appointment",
    "delete_closure",
    "delete_rule",
    "delete_time_off",
    "drop_hold",
    "extend_hold",
    "hold_time",
    "lock_agendas",
    "move_appointment",
    "pause_bookings",
    "save_closure",
    "save_hours",
    "save_offerings",
    "save_rule",
    "save_time_off",
    "send_lost_links",
]
