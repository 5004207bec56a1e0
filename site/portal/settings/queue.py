"""Celery: Redis as broker, no result backend, tasks safe to run twice."""

from . import env
from .caches import REDIS_URL, broker_url
from .trust import AUDIT_SEAL_SECONDS

NOTIFICATIONS_SWEEP_SECONDS = env.integer("NOTIFICATIONS_SWEEP_SECONDS", 30)
NOTIFICATIONS_LEASE_SECONDS = env.integer("NOTIFICATIONS_LEASE_SECONDS", 60)
NOTIFICATIONS_ANSWER_SECONDS = env.integer("NOTIFICATIONS_ANSWER_SECONDS", 120)

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "send due notifications": {
        "task": "portal.notifications.tasks.sweep",
        "schedule": NOTIFICATIONS_SWEEP_SECONDS,
        # A sweep that waited for a broken broker is of no use once the next one is due.
        "options": {"expires": NOTIFICATIONS_SWEEP_SECONDS},
    },
    "seal the audit trail": {
        "task": "portal.audit.tasks.seal",
        "schedule": AUDIT_SEAL_SECONDS,
        "options": {"expires": AUDIT_SEAL_SECONDS},
    },
    "let go of what has been kept long enough": {
        "task": "portal.people.tasks.apply_retention",
        "schedule": 24 * 3600,
    },
    "warn of licences": {"task": "portal.accounts.tasks.warn_of_licences", "schedule": 6 * 3600},
    "find who stands twice": {"task": "portal.people.tasks.find_duplicates", "schedule": 900},
    "mail the head of the audit trail": {
        "task": "portal.backups.tasks.mail_audit_heads",
        "schedule": 24 * 3600,
    },
    "back up when it is time": {"task": "portal.backups.tasks.back_up", "schedule": 900},
    "extend working periods": {
        "task": "booking.tasks.extend_working_periods",
        "schedule": 6 * 3600,
    },
    "know public holidays": {"task": "booking.tasks.sync_holidays", "schedule": 24 * 3600},
    "forget requests that can no longer be repeated": {
        "task": "portal.core.tasks.forget_idempotency_keys",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget what is over": {"task": "booking.tasks.forget_what_is_over", "schedule": 6 * 3600},
}
