"""A client joins what staff wrote down to their own account: a proven address, and a code besides."""

import uuid
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count, Max

from portal.audit.actions import record
from portal.core.db import lock_names, waiting_briefly
from portal.core.digests import digest
from portal.core.errors import DomainError
from portal.core.time import now
from portal.notifications.actions import notify
from portal.people.account_codes import redeem_code
from portal.people.errors import CodeRefused
from portal.people.models import AccountCodeTry, Merge

from .errors import AddressNotProven, SlowDown, TooManyCodes
from .models import User

WITHIN = timedelta(hours=24)
# Wrong codes in that time, after which the next is not even looked at.
BY_LOGIN, FROM_ADDRESS = 10, 30


def join_with_code(*, user: User, code: str, address: str) -> Merge:
    """Join the entry that `code` was given for to the login's person, and tell both addresses.

    `address` is the visitor's network address. Raises AddressNotProven, CodeRefused (the same for
    whatever is wrong with a code), SlowDown after a wrong one (1, 2, 4, 8 … seconds for the login),
    TooManyCodes after ten of a login or thirty from one address in 24 hours, and Busy. Wrong ones are
    counted under a lock, so that many at once are counted too. Audited.
    """
    login = digest("account-code-login", str(user.pk))
    origin = digest("account-code-address", address)
    with waiting_briefly(), transaction.atomic():
        # Before the people's rows, against the order of the house: nobody else takes these names.
        lock_names(f"account-code-login:{login}", f"account-code-address:{origin}")
        answer = _answer(user, code, login, origin)
    # Outside: what was written about a wrong one stays.
    if isinstance(answer, Merge):
        return answer
    raise answer


def _answer(user: User, code: str, login: str, origin: str) -> Merge | DomainError:
    if not EmailAddress.objects.filter(user=user, primary=True, verified=True).exists():
        return AddressNotProven()
    if refusal := _too_often(login, origin):
        return refusal
    try:
        merge = redeem_code(user=user, code=code)
    except CodeRefused as refused:
        AccountCodeTry.objects.create(login_digest=login, address_digest=origin)
        record("people.account_code_refused", user, actor=user)
        return refused
    _tell(user, merge)
    return merge


def _too_often(login: str, origin: str) -> DomainError | None:
    lately = AccountCodeTry.objects.filter(at__gt=now() - WITHIN)
    wrong = lately.filter(login_digest=login).aggregate(count=Count("pk"), last=Max("at"))
    if wrong["count"] >= BY_LOGIN or lately.filter(address_digest=origin).count() >= FROM_ADDRESS:
        return TooManyCodes()
    if wrong["count"]:
        until = wrong["last"] + timedelta(seconds=2 ** (wrong["count"] - 1))
        if now() < until:
            return SlowDown(until=until)
    return None


def _tell(user: User, merge: Merge) -> None:
    """By mail, to the login's address and to the one the clinic had: it may not have been its owner."""
    known = merge.changes["first"]["gone"].get("email", [None, ""])[1]
    for recipient in sorted({user.email, known} - {""}):
        notify(
            person=merge.kept,
            kind="accounts.entry_joined",
            facts={"at": now().isoformat(), "called": merge.kept.called},
            recipient=recipient,
            language=merge.kept.language[:2],
            dedupe_key=f"accounts.entry_joined:{uuid.uuid4()}",
        )
