"""The log of reads: which of the staff saw whose data, and on which screen.

The one thing that a GET writes (docs/security.md, "Who has read"): a screen that is shown notes
who stands on it, in one round trip, and whatever happens to that, the page is answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.core.registries import is_screen
from portal.core.time import now
from portal.places.queries import house_zone

from .known import everybody_in
from .models import Person, Reading

log = structlog.get_logger(__name__)

A_PAGE = 20

# The screens of this app, by the codes that rows keep.
SCREENS = {
    "people": _("List of people"),
    "duplicates": _("Likely duplicates"),
    "merge_choose": _("Search for a second entry"),
    "merge_compare": _("Comparison of two entries"),
    "personal_data": _("Personal data: what is known"),
    "data_file": _("File with everything known"),
}

# A reader's two tabs wait for each other, so that one of them sees what the other wrote.
WRITE = """
SET LOCAL lock_timeout = '500ms';
SELECT pg_advisory_xact_lock(hashtextextended(%(lock)s, 0));
INSERT INTO people_reading (user_id, role, screen, persons, at)
SELECT %(user)s, %(role)s, %(screen)s, array_agg(who ORDER BY who), %(at)s
  FROM unnest(%(persons)s::uuid[]) AS who
 WHERE who <> ALL (ARRAY(
       SELECT unnest(persons) FROM people_reading
        WHERE user_id = %(user)s AND screen = %(screen)s AND at > %(since)s))
HAVING count(*) > 0
"""


def note(request: HttpRequest, screen: str, persons: Iterable[UUID | None]) -> None:
    """Log that the request's login is shown these Persons' data on the screen of that code.

    Whoever the same login has seen there in the last `READINGS_ONCE_IN_MINUTES` is left out; nobody
    left writes nothing. Never fails the page: a log that cannot be written is told in the logs.
    Raises ValueError for a screen that no app declared.
    """
    if not is_screen(screen):
        raise ValueError(f"undeclared screen {screen!r}")
    user = request.user
    found = sorted({one for one in persons if one is not None})
    if not found or not user.is_authenticated:
        return
    moment = now()
    values = {
        "lock": f"reading:{user.pk}:{screen}",
        "user": user.pk,
        "role": getattr(user, "role", ""),
        "screen": screen,
        "persons": found,
        "at": moment,
        "since": moment - timedelta(minutes=settings.READINGS_ONCE_IN_MINUTES),
    }
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITE, values)
    except DatabaseError:
        log.exception("reading_not_logged", screen=screen, user=user.pk, count=len(found))


@dataclass(frozen=True)
class Line:
    """One reading, told to people: `at` on the house's clock, `who` empty for whoever left no name."""

    reader: int
    who: str
    role: str
    screen: str
    at: datetime


def readings_of(person: Person, *, page: Any = 1, size: int = A_PAGE) -> "Page[Line]":
    """Who read the data of this person and of all who were merged into them, the newest first.

    In the language of the page; a page number that is none counts as the nearest one.
    """
    rows = Reading.objects.filter(persons__overlap=everybody_in(person))
    rows = rows.select_related("user__person").order_by("-at", "-pk")
    found: Any = Paginator(rows, size).get_page(page)
    zone = house_zone()
    lines = [
        Line(
            reader=row.user_id,
            who=row.who,
            role=_role(row.role),
            screen=row.get_screen_display(),
            at=row.at.astimezone(zone),
        )
        for row in found
    ]
    found.object_list = lines
    return cast("Page[Line]", found)


def _role(code: str) -> str:
    """What the role is called; roles belong to the login, on a floor above."""
    choices: Any = get_user_model()._meta.get_field("role").choices
    return str(dict(choices).get(code, code))
