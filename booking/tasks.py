"""Celery entry points of booking."""

from celery import shared_task

from .actions.agenda import extend_all_rules
from .actions.closures import sync_all_holidays
from .actions.holds import forget_old_holds
from .actions.links import forget_dead_links


@shared_task(name="booking.tasks.extend_working_periods")
def extend_working_periods() -> None:
    """Keep working periods written as far ahead as anybody may book."""
    extend_all_rules()


@shared_task(name="booking.tasks.sync_holidays")
def sync_holidays() -> None:
    """Know the public holidays of every place long before anybody can book them."""
    sync_all_holidays()


@shared_task(name="booking.tasks.forget_what_is_over")
def forget_what_is_over() -> None:
    """Delete holds, links and requests that count for nothing any more."""
    forget_old_holds()
    forget_dead_links()
