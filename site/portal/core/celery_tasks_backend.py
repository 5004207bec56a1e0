"""Wagtail's background work (search and reference index) runs in our Celery worker."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id, normalize_json

from .breaker import broker, send_task
from .tasks import run_django_task


class CeleryBackend(BaseTaskBackend):
    """Sends a django-tasks task to Celery on commit; runs it here when the broker is down."""

    supports_defer = True
    supports_priority = False
    supports_async_task = False

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        result: Any = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=normalize_json(list(args)),
            kwargs=normalize_json(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        transaction.on_commit(lambda: self._send(task, result), robust=True)
        task_enqueued.send(type(self), task_result=result)
        return result

    def _send(self, task: Any, result: TaskResult) -> None:
        """An index out of date is a lost page in search, and no sweep would mend it."""
        if not broker.is_open():
            try:
                send_task(
                    run_django_task,
                    task.module_path,
                    result.args,
                    result.kwargs,
                    task_id=result.id,
                    eta=task.run_after,
                )
                return
            except Exception:  # broker, redis and socket errors alike
                broker.failed()
        task.call(*result.args, **result.kwargs)
