"""A request that may be sent again: one key, one effect, one answer (docs/adr/0018).

The key is taken in a transaction of its own, so that others see it, with a lease. What the request does
and the answer it got are written in a second one, under the key's lock: either both or neither. Whoever
dies in between leaves a lease that ends, and the next one with this key does it.
"""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .db import lock_in_order, waiting_briefly
from .digests import digest
from .errors import Busy, DomainError
from .models import IdempotencyKey
from .time import now

LEASE = timedelta(seconds=60)
KEPT = timedelta(hours=24)
LONGEST_KEY = 200
# Whoever asks while somebody is at it; nearly always it is done by then.
SOON_SECONDS = 2
A_BATCH, BATCHES = 1000, 20


class KeyMissing(DomainError):
    """This request would do something twice if it were sent twice."""

    code = "idempotency_key_missing"
    message = _("Send a key of your own in the Idempotency-Key header, a new one for each wish.")
    status = 400


class KeyUnreadable(DomainError):
    """Not a key: empty, too long, or not of visible ASCII signs."""

    code = "idempotency_key_unreadable"
    message = _("The Idempotency-Key is 1 to 200 visible signs of ASCII.")
    status = 400


class KeyReused(DomainError):
    """The key was sent before, with something else."""

    code = "idempotency_key_reused"
    message = _("That Idempotency-Key was sent with another request. Use a new one.")
    status = 422


class KeyBusy(DomainError):
    """Another request with this key is at work, or died less than a minute ago."""

    code = "idempotency_key_busy"
    message = _("The same request is still at work. Ask again in a moment.")


@dataclass(frozen=True)
class Wish:
    """Who asks for what: the same key and actor are the same wish."""

    actor: Any
    key: str
    method: str
    path: str
    # What was sent, and what the address asked for besides, as JSON would hold it.
    sent: Any

    @property
    def fingerprint(self) -> str:
        """The same for the same content, however it was laid out; of no use without our secret."""
        text = json.dumps([self.method, self.path, self.sent], sort_keys=True, ensure_ascii=False)
        return digest("api.idempotency.body", text)


@dataclass(frozen=True)
class Answer:
    """Status and body, as text; `is_repeated` says that it was given before."""

    status: int
    body: str
    is_repeated: bool = False


def read_key(text: str) -> str:
    """The key of a header; KeyUnreadable for what is none."""
    if not 1 <= len(text) <= LONGEST_KEY or any(not "!" <= sign <= "~" for sign in text):
        raise KeyUnreadable()
    return text


def once(wish: Wish, act: Callable[[UUID], Answer]) -> Answer:
    """What `act` answers, or what it answered before for this actor and key.

    `act` gets a number that is the same for every try of this wish. What it raises is not kept: the
    key is free for the next try at once. Raises KeyReused, KeyBusy or Busy.
    """
    row = _take(wish)
    if answer := _answered(row):
        return answer
    try:
        with waiting_briefly(), transaction.atomic():
            row = _locked(row)
            # Somebody may have taken over while we stalled, and be done.
            if answer := _answered(row):
                return answer
            answer = act(row.pk)
            row.status, row.answer = answer.status, answer.body
            row.save(update_fields=["status", "answer"])
            return answer
    except Exception:
        mine = IdempotencyKey.objects.filter(pk=row.pk, status__isnull=True)
        mine.update(lease_until=now())
        raise


def _take(wish: Wish) -> IdempotencyKey:
    """The row of this wish: ours to work on, or answered."""
    fresh = _fresh(wish)
    while True:
        IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
        same = IdempotencyKey.objects.filter(actor=wish.actor, key_digest=fresh.key_digest)
        row = same.first()
        if row is None or row.expires_at <= now():
            # Over, or removed since: the key is new again.
            same.filter(expires_at__lte=now()).delete()
            continue
        row.actor = wish.actor
        if row.body_digest != fresh.body_digest:
            raise KeyReused()
        if row.pk != fresh.pk and not row.is_answered:
            _take_over(row)
        return row


def _fresh(wish: Wish) -> IdempotencyKey:
    moment = now()
    return IdempotencyKey(
        actor=wish.actor,
        key_digest=digest("api.idempotency.key", wish.key),
        method=wish.method,
        path=wish.path,
        body_digest=wish.fingerprint,
        lease_until=moment + LEASE,
        expires_at=moment + KEPT,
    )


def _take_over(row: IdempotencyKey) -> None:
    """The lease of somebody who died; KeyBusy while they may still be at it, Busy if they only stall."""
    moment = now()
    over = IdempotencyKey.objects.filter(pk=row.pk, lease_until__lte=moment)
    with transaction.atomic():
        if lock_in_order(over):
            over.update(lease_until=moment + LEASE)
            return
    busy = KeyBusy()
    left = math.ceil((row.lease_until - moment).total_seconds())
    busy.retry_after = max(1, min(left, SOON_SECONDS))
    raise busy


def _locked(row: IdempotencyKey) -> IdempotencyKey:
    found = lock_in_order(IdempotencyKey.objects.filter(pk=row.pk))
    if not found:
        raise Busy()
    found[0].actor = row.actor
    return found[0]


def _answered(row: IdempotencyKey) -> Answer | None:
    if row.status is None or row.answer is None:
        return None
    return Answer(row.status, row.answer, is_repeated=True)


def forget_over() -> int:
    """Delete keys whose time is over, a bounded number in bounded batches; returns how many."""
    count = 0
    for _batch in range(BATCHES):
        over = IdempotencyKey.objects.filter(expires_at__lte=now()).values_list("pk", flat=True)
        ids = list(over[:A_BATCH])
        count += IdempotencyKey.objects.filter(pk__in=ids).delete()[0]
        if len(ids) < A_BATCH:
            break
    return count


def forget_about(paths: Iterable[str]) -> None:
    """Delete every answer about what stands at these addresses, whoever asked for it."""
    IdempotencyKey.objects.filter(path__in=list(paths)).delete()
