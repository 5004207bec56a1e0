"""The Celery app: `celery -A portal worker`, `celery -A portal beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

from portal.settings.env import refuse_owner

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def _without_the_owner(**kwargs: Any) -> None:
    refuse_owner("the worker")
