"""The one statement that reads everybody's agenda: a range scan per table, whoever is asked about.

Written by hand because it is the hot path: whole minutes since the epoch come back, not datetimes,
and each branch is answered from one index. Working time is rounded inwards, what is taken outwards.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from .models.claims import LONGEST_CLAIM

# Longer than a day that is worked through, also one on which the clocks change.
LONGEST_WORK = timedelta(hours=26)
WORKED, TAKEN, CLOSED = range(3)

_UP = "ceil(date_part('epoch', {}) / 60)::bigint"
_DOWN = "floor(date_part('epoch', {}) / 60)::bigint"
_INWARDS = f"{_UP.format('t.starts_at')}, {_DOWN.format('t.ends_at')}"
_OUTWARDS = f"{_DOWN.format('t.starts_at')}, {_UP.format('t.ends_at')}"

AGENDA = f"""
WITH r AS MATERIALIZED (
    SELECT id, professional_id FROM booking_resource WHERE professional_id = ANY(%(professionals)s)
)
SELECT {WORKED}, r.professional_id, t.location_id, {_INWARDS}
  FROM booking_workingperiod t JOIN r ON r.id = t.resource_id
 WHERE t.starts_at >= %(work_back)s AND t.starts_at < %(work_reach)s
   AND (%(location)s::bigint IS NULL OR t.location_id = %(location)s)
UNION ALL
SELECT {TAKEN}, r.professional_id, NULL, {_OUTWARDS}
  FROM booking_timeoff t JOIN r ON r.id = t.resource_id
 WHERE t.ends_at > %(back)s AND t.starts_at < %(reach)s
UNION ALL
SELECT {TAKEN}, r.professional_id, NULL, {_OUTWARDS}
  FROM booking_claim t JOIN r ON r.id = t.resource_id
 WHERE t.released_at IS NULL
   AND t.starts_at >= %(claim_back)s AND t.starts_at < %(reach)s AND t.ends_at > %(back)s
   AND (t.expires_at IS NULL OR t.expires_at > %(now)s)
   AND NOT t.id = ANY(%(ignoring)s)
UNION ALL
SELECT {CLOSED}, NULL, t.location_id, {_OUTWARDS}
  FROM places_closure t
 WHERE NOT t.is_open AND t.ends_at > %(work_back)s AND t.starts_at < %(work_reach)s
"""


def read(
    professionals: Iterable[int],
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    location_id: int | None = None,
    ignoring_claims: Collection[int] = (),
) -> list[tuple[int, int, int, int, int]]:
    """Rows (kind, professional, location, start, end) that matter to a visit starting in [start, end).

    A visit may begin late in the span and last beyond it, so claims are read some hours further. Stretches
    of work that touch are one, and a closure that is over has moved the beginning from which starts are
    counted: both are read for a day around the span, so that a moment is answered as its week is.
    """
    back = start - LONGEST_CLAIM
    values: dict[str, Any] = {
        "professionals": list(set(professionals)),
        "work_back": start - LONGEST_WORK,
        "work_reach": end + LONGEST_WORK,
        "back": back,
        "claim_back": back - LONGEST_CLAIM,
        "reach": end + LONGEST_CLAIM,
        "location": location_id,
        "now": now,
        "ignoring": list(ignoring_claims),
    }
    with connection.cursor() as cursor:
        cursor.execute(AGENDA, values)
        return cursor.fetchall()
