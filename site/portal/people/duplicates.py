"""Who is likely to stand twice in the list of people: a shared email or phone, a similar name.

Every guest who books is written down as a person of their own, so that nobody becomes somebody else
by typing their address; putting them together is staff's decision.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from portal.audit.actions import record
from portal.core.time import now

from .models import LikelyDuplicate, Person

BATCH = 200
# By pg_trgm's measure; «María García» and «Maria Garcia» are the same to it, «Ana Gil» and «Ana Gim» are not.
NAMES_ALIKE = 0.8
# More people than a family share a number: a shelter's, or a firm's. It says nothing about any two.
SHARED_BY_AT_MOST = 12

PAIRS = """
WITH pairs AS MATERIALIZED (
    SELECT mine.person_id AS a, theirs.person_id AS b, mine.kind
      FROM people_contactpoint mine
      JOIN people_contactpoint theirs USING (value, kind)
     WHERE mine.person_id = ANY(%(ids)s) AND theirs.person_id <> mine.person_id
       AND (SELECT count(*) FROM people_contactpoint shared
             WHERE shared.value = mine.value AND shared.kind = mine.kind) <= %(most)s
     UNION ALL
    SELECT mine.id, theirs.id, 'name'
      FROM people_person mine
      JOIN people_person theirs ON portal_folded(theirs.full_name) %% portal_folded(mine.full_name)
     WHERE mine.id = ANY(%(ids)s) AND theirs.id <> mine.id AND mine.full_name <> ''
)
INSERT INTO people_likelyduplicate
       (one_id, other_id, same_email, same_phone, likeness, found_at, verdict)
SELECT least(a, b), greatest(a, b), bool_or(kind = 'email'), bool_or(kind = 'phone'),
       round(100 * max(similarity(portal_folded(one.full_name), portal_folded(other.full_name)))),
       %(now)s, ''
  FROM pairs JOIN people_person one ON one.id = a JOIN people_person other ON other.id = b
 WHERE one.merged_into_id IS NULL AND other.merged_into_id IS NULL
   AND one.key_destroyed_at IS NULL AND other.key_destroyed_at IS NULL
 GROUP BY least(a, b), greatest(a, b)
    ON CONFLICT (one_id, other_id) DO UPDATE
   SET same_email = excluded.same_email, same_phone = excluded.same_phone,
       likeness = excluded.likeness
"""


def find_duplicates() -> int:
    """Look for the like of everybody who is new or was changed; returns how many were looked at.

    Each batch is a transaction of its own; safe to run twice, and beside another run.
    """
    looked_at = 0
    while batch := _look_at_some():
        looked_at += batch
    return looked_at


@transaction.atomic
def _look_at_some() -> int:
    due = Person.objects.filter(compared_at__isnull=True).order_by("created_at")
    ids = list(
        due.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:BATCH]
    )
    if not ids:
        return 0
    # What they no longer share is no longer a reason; what staff has decided stays decided.
    _open_pairs(ids).delete()
    with connection.cursor() as cursor, _by_index(cursor):
        cursor.execute(PAIRS, {"ids": ids, "most": SHARED_BY_AT_MOST, "now": now()})
    Person.objects.filter(pk__in=ids).update(compared_at=now())
    return len(ids)


@contextmanager
def _by_index(cursor: Any) -> Iterator[None]:
    """Names are alike by our measure, and are looked up in their index.

    Of tables that were just filled the planner knows nothing yet, and would compare all with all.
    """
    ours = {"pg_trgm.similarity_threshold": str(NAMES_ALIKE), "enable_seqscan": "off"}
    before = {}
    for name, value in ours.items():
        cursor.execute("SELECT coalesce(current_setting(%s, true), %s)", [name, value])
        before[name] = cursor.fetchone()[0]
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    yield
    for name, value in before.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _open_pairs(ids: Sequence[UUID]) -> Any:
    return LikelyDuplicate.objects.filter(Q(one__in=ids) | Q(other__in=ids), verdict="")


def settle_pair(*, pair: LikelyDuplicate, by: Any = None) -> None:
    """Say that these are two people; they are not proposed again. Audited; safe to run twice."""
    with transaction.atomic():
        open_one = LikelyDuplicate.objects.filter(pk=pair.pk, verdict="")
        verdict = LikelyDuplicate.Verdict.DIFFERENT
        if open_one.update(verdict=verdict, settled_at=now(), settled_by=by):
            record("people.pair_told_apart", pair, actor=by)


def settle_pairs(kept: Person, gone: Person, verdict: str, by: Any) -> None:
    """After a merge or its undoing: this pair is decided, and both are compared anew later."""
    pair = LikelyDuplicate.objects.filter(one=min(kept.pk, gone.pk), other=max(kept.pk, gone.pk))
    pair.update(verdict=verdict, settled_at=now(), settled_by=by)
    _open_pairs([gone.pk]).delete()


__all__ = ["find_duplicates", "settle_pair", "settle_pairs"]
