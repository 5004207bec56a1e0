"""One word in Redis that changes with everything public pages show.

Every statement of this process passes `notice_write`, so bulk updates, actions, the admin and
commands count alike, which signals of models would not see (docs/adr/0006-page-cache.md).
"""

import re
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.cache import caches
from django.db.backends.base.base import BaseDatabaseWrapper

VERSION_KEY = "content-version"

# Apps of which every table shows on some page: a model added there is watched from its first day.
SHOWN_APPS = ("home", "places", "taxonomy", "wagtailredirects")
SHOWN_MODELS = (
    "accounts.Professional",
    "booking.AvailabilityRule",
    "booking.Offering",
    "booking.Resource",
    "booking.Service",
    "booking.TimeOff",
    "booking.WorkingPeriod",
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtaildocs.Document",
    "wagtailimages.Image",
)
# Every guest is a new Person whom no page shows; a professional's name changes by an update.
SHOWN_WHEN_UPDATED = ("people.Person",)

_WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@lru_cache(maxsize=1)
def _watched() -> tuple[frozenset[str], frozenset[str]]:
    """Tables of which any write counts, and tables of which only updates do."""
    models = [
        model for name in SHOWN_APPS for model in apps.get_app_config(name).get_models(True)
    ] + [apps.get_model(label) for label in SHOWN_MODELS]
    tables = {model._meta.db_table for model in models}
    # Many-to-many tables belong to the model that states them.
    tables |= {
        field.remote_field.through._meta.db_table
        for model in models
        for field in model._meta.local_many_to_many
    }
    updated = {apps.get_model(label)._meta.db_table for label in SHOWN_WHEN_UPDATED}
    return frozenset(tables), frozenset(updated)


def notice_write(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run the statement; one that changes what pages show makes a new version at the commit."""
    result = execute(sql, params, many, context)
    match = _WRITE.match(sql) if isinstance(sql, str) else None
    if match:
        tables, updated = _watched()
        if match[2] in tables or (match[1] == "UPDATE" and match[2] in updated):
            _renew_on_commit(context["connection"])
    return result


def _renew_on_commit(connection: BaseDatabaseWrapper) -> None:
    if any(entry[1] is renew for entry in connection.run_on_commit):
        return
    connection.on_commit(renew, robust=True)


def renew() -> None:
    """From now on no copy made before is current. Never the same word twice, even after a loss."""
    caches["pages"].set(VERSION_KEY, uuid.uuid4().hex, None)


def current_version() -> str | None:
    """The version now, a first one where there was none; None when Redis cannot be asked."""
    return caches["pages"].get(VERSION_KEY) or first_version()


def first_version() -> str | None:
    """The version when Redis knows none; None when it cannot be asked, or somebody was quicker."""
    version = uuid.uuid4().hex
    return version if caches["pages"].add(VERSION_KEY, version, None) else None


def watch(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """For Django's `connection_created`: every connection of the process is listened to."""
    if notice_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice_write)
