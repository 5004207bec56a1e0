"""The retention job: what a rule of the list has ended is removed, a bounded number at a time."""

from datetime import datetime

import structlog

from portal.audit.actions import record
from portal.core.registries import expiries
from portal.core.time import now

from . import erasure_list
from .retention import rule

log = structlog.get_logger(__name__)


def apply_retention(at: datetime | None = None) -> dict[str, int]:
    """Remove what has been kept long enough at `at` (now); returns how many rows by rule.

    Safe to run twice and to stop: each app removes in transactions of its own.
    """
    moment = at or now()
    done: dict[str, int] = {}
    for expiry in expiries():
        limit = rule(expiry.rule).limit(moment)
        while count := expiry.remove(limit):
            done[expiry.rule] = done.get(expiry.rule, 0) + count
    if forgotten := erasure_list.forget(rule("erasure_request_log").limit(moment)):
        done["erasure_request_log"] = forgotten
    if done:
        record("people.retention_applied", None, count=sum(done.values()))
        log.info("retention_applied", **done)
    return done
