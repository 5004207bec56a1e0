"""Two rows for one person become one: everything that may change moves, and nothing is copied.

The person who goes keeps a row, led to the one who stays by `merged_into`; what never changes (the
audit trail, histories) goes on naming it and is read through there. See docs/adr/0014-merging.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models, transaction

from portal.audit.actions import record
from portal.core.db import lock_in_order, waiting_briefly
from portal.core.time import now

from .duplicates import settle_pairs
from .errors import CannotMerge, MergeRefusal
from .keys import seal_all_for
from .models import AccountCode, ContactPoint, LikelyDuplicate, Merge, MovedRow, Person

FIELDS = ("full_name", "language", "address", "emergency_contact", "identity_number")
KINDS = (ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE)
# Led by a merge in ways of their own.
OF_MERGING = (Person, Merge, MovedRow, LikelyDuplicate)


def pointing_at_people() -> Iterator["models.ForeignKey[Any, Any]"]:
    """Every foreign key to a Person whose rows a merge leads to who stays."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model in OF_MERGING or getattr(model, "append_only", False):
            continue
        assert isinstance(relation.field, models.ForeignKey)
        yield relation.field


def merge_people(
    *, kept: Person, gone: Person, choices: Mapping[str, str] | None = None, by: Any = None
) -> Merge:
    """Lead everything of `gone` to `kept`; `choices` says whose value counts, "kept" or "gone".

    Of the fields in `FIELDS`, `email` and `phone`, without a choice what `kept` has counts, and where
    that is empty, what `gone` has. Waits for whoever is writing
    for either of them; whoever writes later is led on by the database. Raises CannotMerge for one and
    the same, for somebody erased or merged already, and where both have what a person has once (a
    login, a professional's page); Busy when somebody holds one of them for long. Audited.
    """
    with waiting_briefly(), transaction.atomic():
        people = lock_in_order(
            Person.objects.filter(pk__in=[kept.pk, gone.pk]), references_wait=True
        )
        rows = {person.pk: person for person in people}
        if refusal := refusal_to_merge(rows.get(kept.pk), rows.get(gone.pk)):
            raise CannotMerge(refusal)
        return _merged(rows[kept.pk], rows[gone.pk], choices or {}, by)


def refusal_to_merge(kept: Person | None, gone: Person | None) -> str:
    """Why these two cannot be merged, in the reader's words, or nothing."""
    if kept is None or gone is None or kept.pk == gone.pk:
        return str(MergeRefusal.SAME)
    if kept.is_erased or gone.is_erased:
        return str(MergeRefusal.ERASED)
    if kept.merged_into_id or gone.merged_into_id:
        return str(MergeRefusal.MERGED)
    if kept.user_id and gone.user_id:
        return str(MergeRefusal.LOGINS)
    for link in pointing_at_people():
        both = link.model._base_manager.filter(**{f"{link.name}__in": [kept.pk, gone.pk]})
        if link.unique and both.count() > 1:
            return str(MergeRefusal.TWICE) % {"what": link.model._meta.verbose_name}
    return ""


def what_would_move(gone: Person) -> list[tuple[str, int]]:
    """What a merge would lead to the person who stays: the name of each kind of row, and how many."""
    found = []
    for link in pointing_at_people():
        count = link.model._base_manager.filter(**{link.name: gone.pk}).count()
        if count:
            names = link.model._meta
            found.append(
                (str(names.verbose_name if count == 1 else names.verbose_name_plural), count)
            )
    return found


def _merged(kept: Person, gone: Person, choices: Mapping[str, str], by: Any) -> Merge:
    fields = _chosen(kept, gone, choices)
    first = {"kept": first_choices(kept), "gone": first_choices(gone)}
    user = gone.user_id
    merge = Merge.objects.create(kept=kept, gone=gone, by=by)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept, user=None)
    _end_codes(kept, gone, by)
    for link in pointing_at_people():
        # Writing them again is what makes the database lead them on, and note which.
        link.model._base_manager.filter(**{link.name: gone.pk}).update(**{link.name: gone.pk})
    for name, (_before, after) in fields.items():
        setattr(kept, name, after)
    kept.user_id = kept.user_id or user
    kept.compared_at = None
    kept.save(update_fields=[*fields, "user", "compared_at"])
    for kind in KINDS:
        _choose_first(kept, kind, first, choices)
    merge.changes = {
        "fields": fields,
        "user": user,
        "first": {**first, "after": first_choices(kept)},
    }
    merge.save(update_fields=["changes"])
    seal_all_for(kept.pk)
    settle_pairs(kept, gone, LikelyDuplicate.Verdict.MERGED, by)
    record("people.merged", kept, actor=by, person=gone.pk, count=merge.moved.count())
    return merge


def _end_codes(kept: Person, gone: Person, by: Any) -> None:
    """A code given for one of them would open both from now on: it dies, and staff gives another."""
    codes = AccountCode.objects.filter(person__in=[kept.pk, gone.pk]).not_ended()
    holders = list(codes.values_list("person", flat=True))
    codes.update(withdrawn_at=now())
    for holder in holders:
        record("people.account_code_withdrawn", kept, actor=by, person=holder, reason="merged")


def _chosen(kept: Person, gone: Person, choices: Mapping[str, str]) -> dict[str, list[Any]]:
    """The fields that change: before and after."""
    found = {}
    for name in FIELDS:
        before, other = getattr(kept, name), getattr(gone, name)
        wanted = choices.get(name) or ("gone" if not before else "kept")
        if wanted == "gone" and other != before:
            found[name] = [before, other]
    return found


def first_choices(person: Person) -> dict[str, list[Any]]:
    """By kind of contact, which row and value is the first choice."""
    rows = ContactPoint.objects.filter(person=person, is_primary=True)
    return {str(row.kind): [row.pk, row.value] for row in rows}


def _choose_first(
    kept: Person, kind: str, first: Mapping[str, Mapping[str, Any]], choices: Mapping[str, str]
) -> None:
    """Make the wanted email or phone the first one, where it is not yet."""
    own, other = first["kept"].get(kind), first["gone"].get(kind)
    wanted = choices.get(kind) or ("kept" if own else "gone")
    if wanted != "gone" or other is None:
        return
    points = ContactPoint.objects.filter(person=kept, kind=kind)
    points.filter(is_primary=True).update(is_primary=False)
    # By its value: both may have had it, each in a row of their own.
    points.filter(value=other[1]).update(is_primary=True)
