"""Writes of booking: one verb a function, atomic and audited."""

from .agenda import delete_rule, delete_time_off, save_rule, save_time_off
from .anyone import book_with_anyone
from .booking import book_visit
from .changing import cancel_appointment, move_appointment
from .closures import delete_closure, save_closure
from .holds import drop_hold, extend_hold, hold_time
from .locks import lock_agendas
from .lost_links import send_lost_links

__all__ = [
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
    "save_closure",
    "save_rule",
    "save_time_off",
    "send_lost_links",
]
