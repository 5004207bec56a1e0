"""The product with one care taken away, for controls: `celery -A portal.tests.careless worker`.

A message is not noted as handed over before its last dot, so after a death nobody knows of it.
"""

from typing import Any

from celery.signals import worker_init

from portal.celery import app

__all__ = ["app"]


@worker_init.connect
def _forget_to_hand_over(**kwargs: Any) -> None:
    from portal.notifications import sending

    sending._hand_over = lambda message: None
