"""Writes of booking: one verb a function, atomic and audited."""

from .agenda import delete_rule, delete_time_off, save_rule, save_time_off
from .booking import book_visit
from .locks import lock_agendas

__all__ = [
    "book_visit",
    "delete_rule",
    "delete_time_off",
    "lock_agendas",
    "save_rule",
    "save_time_off",
]
