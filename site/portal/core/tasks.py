"""Celery entry points of the ground floor."""

from typing import Any

from celery import shared_task
from django.utils.module_loading import import_string

from . import idempotency


@shared_task(name="portal.core.tasks.run_django_task")
def run_django_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one of Wagtail's own background tasks; they are safe to run twice."""
    import_string(path).call(*args, **kwargs)


@shared_task(name="portal.core.tasks.forget_idempotency_keys")
def forget_idempotency_keys() -> None:
    """Delete the keys of requests that can no longer be repeated."""
    idempotency.forget_over()
