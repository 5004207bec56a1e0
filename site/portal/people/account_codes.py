"""Codes for an account: given by staff, used once by whoever proves with one whose file it is.

An address alone does not open what staff wrote down (docs/adr/0015); a code handed over in person or
read out on the phone does. A merge and an erasure end it, as it would open something else from then on.
"""

import re
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.audit.actions import record
from portal.core.db import lock_in_order, waiting_briefly
from portal.core.digests import digest
from portal.core.time import now

from .details import locked_person
from .errors import CannotGiveCode, CannotMerge, CodeRefused
from .merging import merge_people, pointing_at_people
from .models import AccountCode, AccountCodeTry, Merge, Person

# Without what looks like something else (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V): 46 random bits.
ALPHABET = "23456789ACDEFHJKMNPQRTWXY"
GROUP, GROUPS = 5, 2
VALID = timedelta(days=7)
# How long the row of a code that is over says that there was one.
KEPT_AFTER = timedelta(days=30)
TRIES_KEPT = timedelta(days=2)


def normal(typed: str) -> str:
    """The code in what somebody typed, however they wrote spaces, dashes and capitals."""
    return re.sub(r"[\W_]+", "", typed).upper()


def may_have_code(person: Person) -> bool:
    """Whether there is something that only a code opens: no login, not erased, nobody merged away.

    Nor somebody with what a person has once (a professional's page): the house invites its own.
    """
    if person.user_id or person.is_erased or person.merged_into_id:
        return False
    return not any(
        link.model._base_manager.filter(**{link.name: person.pk}).exists()
        for link in pointing_at_people()
        if link.unique
    )


def open_code_of(person: Person) -> AccountCode | None:
    """The code that counts now, with who gave it, or None."""
    found = AccountCode.objects.filter(person=person, expires_at__gt=now()).not_ended()
    return found.select_related("created_by__person").first()


def give_code(*, person: Person, by: Any) -> tuple[AccountCode, str]:
    """A new code for whoever `person` is after merges, and the code itself in two groups.

    It is kept nowhere: whoever needs it again is given another. One from before counts no more.
    Raises CannotGiveCode for somebody who needs none (`may_have_code`), PersonErased, and Busy when
    somebody holds the person for long. Audited.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(person)
        if not may_have_code(mine):
            raise CannotGiveCode()
        _end([mine.pk])
        letters = "".join(secrets.choice(ALPHABET) for _place in range(GROUP * GROUPS))
        code = AccountCode.objects.create(
            person=mine, digest=_digest(letters), expires_at=now() + VALID, created_by=by
        )
        record("people.account_code_given", mine, actor=by)
    groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    return code, " ".join(groups)


def withdraw_code(*, person: Person, by: Any) -> bool:
    """The open code counts no more; returns whether there was one. Audited; safe to run twice."""
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(person)
        if not _end([mine.pk]):
            return False
        record("people.account_code_withdrawn", mine, actor=by)
        return True


def redeem_code(*, user: Any, code: str) -> Merge:
    """Join the entry the code was given for to the login's own person, and use the code up.

    What the account says stays, what it left empty comes from the entry; staff may undo the merge for
    30 days. Raises CodeRefused, the same for a code that is wrong, used, withdrawn, expired, of
    somebody who has a login by now, or the user's own gift; Busy when somebody holds one of the two
    for long. Of two at once one gets it. Audited.
    """
    found = AccountCode.objects.filter(digest=_digest(normal(code))).first()
    if found is None:
        raise CodeRefused()
    with waiting_briefly(), transaction.atomic():
        mine, theirs = _locked(user, found.person_id)
        given = _locked_code(found)
        if not given.is_open or given.person_id != theirs.pk or given.created_by_id == user.pk:
            raise CodeRefused()
        if not may_have_code(theirs):
            raise CodeRefused()
        given.used_at = now()
        given.save(update_fields=["used_at"])
        try:
            merge = merge_people(kept=mine, gone=theirs, by=user)
        except CannotMerge as refused:
            raise CodeRefused() from refused
        record("people.account_code_used", mine, actor=user, person=theirs.pk)
        return merge


def _digest(letters: str) -> str:
    return digest("account-code", letters)


def _end(people: list[UUID]) -> int:
    return AccountCode.objects.filter(person__in=people).not_ended().update(withdrawn_at=now())


def _locked(user: Any, other: UUID) -> tuple[Person, Person]:
    """The login's own person and the other one, as a merge locks them."""
    while True:
        mine = Person.objects.filter(user=user).first()
        if mine is None or mine.pk == other:
            raise CodeRefused()
        both = Person.objects.filter(pk__in=[mine.pk, other])
        rows = {person.pk: person for person in lock_in_order(both, references_wait=True)}
        # Staff may have merged the login's person between the question and the lock.
        if rows[mine.pk].user_id == user.pk:
            return rows[mine.pk], rows[other]


def _locked_code(found: AccountCode) -> AccountCode:
    """The row as it is now, after whoever held one of the two people; none when it was erased."""
    given = AccountCode.objects.select_for_update().filter(pk=found.pk).first()
    if given is None:
        raise CodeRefused()
    return given


def forget_ended_codes() -> int:
    """Drop codes that have been over for 30 days, and tries that count no more; returns how many."""
    codes = AccountCode.objects.filter(expires_at__lt=now() - KEPT_AFTER).delete()[0]
    return codes + AccountCodeTry.objects.filter(at__lt=now() - TRIES_KEPT).delete()[0]
