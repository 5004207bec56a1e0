"""Undoing a merge: both people get back what was theirs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from portal.audit.actions import record
from portal.core.db import lock_in_order, waiting_briefly
from portal.core.time import now

from .duplicates import settle_pairs
from .errors import CannotMerge, MergeRefusal
from .keys import seal_all_for
from .merging import pointing_at_people
from .models import UNDO_WITHIN, ContactPoint, LikelyDuplicate, Merge, MovedRow, Person


def undo_merge(*, merge: Merge, by: Any = None) -> Merge:
    """Give both people back what was theirs; raises CannotMerge when it is too late.

    Within 30 days. What the merge moved goes back, also rows that came late for the person who went;
    what was written for the kept one since stays there. A field goes back to what it was unless
    somebody has changed it since. A merge of the kept person into a third has to be undone first.
    """
    with waiting_briefly(), transaction.atomic():
        ids = [merge.kept_id, merge.gone_id]
        people = lock_in_order(Person.objects.filter(pk__in=ids), references_wait=True)
        rows = {person.pk: person for person in people}
        merge = (
            Merge.objects.select_for_update(of=("self",)).select_related("kept").get(pk=merge.pk)
        )
        kept, gone = rows[merge.kept_id], rows[merge.gone_id]
        if refusal := _refusal_to_undo(merge, kept, gone):
            raise CannotMerge(refusal)
        changes = merge.changes
        with _unmerging():
            _parted(merge, kept, gone, changes)
        Merge.objects.filter(pk=merge.pk).update(undone_at=now(), undone_by=by, changes=None)
        for holder in ids:
            seal_all_for(holder)
        settle_pairs(kept, gone, LikelyDuplicate.Verdict.DIFFERENT, by)
        record("people.merge_undone", kept, actor=by, person=gone.pk, count=merge.moved.count())
    merge.refresh_from_db()
    return merge


def _refusal_to_undo(merge: Merge, kept: Person, gone: Person) -> str:
    if kept.is_erased or gone.is_erased:
        return str(MergeRefusal.ERASED)
    if not merge.may_be_undone:
        return str(MergeRefusal.LATE)
    if kept.merged_into_id:
        return str(MergeRefusal.LATER_FIRST)
    return ""


@contextmanager
def _unmerging() -> Iterator[None]:
    """While the row of somebody merged may become a person's own again (following.FUNCTIONS)."""
    _say("on")
    yield
    # After an error there is no transaction left to say it in, and the word ends with it.
    _say("off")


def _say(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.unmerging', %s, true)", [word])


def _parted(merge: Merge, kept: Person, gone: Person, changes: dict[str, Any]) -> None:
    user = changes["user"]
    for name, (before, after) in changes["fields"].items():
        if getattr(kept, name) == after:
            setattr(kept, name, before)
    if user and kept.user_id == user:
        kept.user_id = None
    kept.compared_at = None
    kept.save(update_fields=[*changes["fields"], "user", "compared_at"])
    Person.objects.filter(pk=gone.pk).update(merged_into=None, user=user, compared_at=None)
    moved: dict[str, list[str]] = {}
    for row in merge.moved.all():
        moved.setdefault(row.table, []).append(row.row)
    # Which one comes first is said again below; two firsts of a kind would clash on the way.
    firsts = changes["first"]
    for link in pointing_at_people():
        rows = link.model._base_manager.filter(
            pk__in=moved.get(link.model._meta.db_table, []), **{link.name: kept.pk}
        )
        if link.model is ContactPoint:
            # Somebody may have written it down for them again since.
            again = ContactPoint.objects.filter(
                person=gone, kind=OuterRef("kind"), value=OuterRef("value")
            )
            rows.filter(Exists(again)).delete()
            rows.update(person=gone, is_primary=False)
        else:
            rows.update(**{link.name: gone.pk})
    _first_again(kept, firsts["kept"], firsts["after"])
    _first_again(gone, firsts["gone"], {})


def _first_again(person: Person, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Whichever was the first choice is so again, unless somebody has chosen another since."""
    for kind, (pk, _value) in before.items():
        points = ContactPoint.objects.filter(person=person, kind=kind)
        current = points.filter(is_primary=True).values_list("pk", flat=True).first()
        if current is None or current == after.get(kind, [None])[0]:
            points.filter(is_primary=True).update(is_primary=False)
            points.filter(pk=pk).update(is_primary=True)


def forget_past_undoing() -> int:
    """Drop what it would take to undo merges that are too old for it; returns how many merges.

    The values before and after are personal, and serve nothing else. Safe to run twice.
    """
    old = Merge.objects.filter(at__lt=now() - UNDO_WITHIN)
    MovedRow.objects.filter(merge__in=old).delete()
    return old.filter(changes__isnull=False).update(changes=None)
