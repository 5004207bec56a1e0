"""What people agree to: declared with version and words; given and withdrawn, each time as a row.

Changed words get a new version: an earlier consent then no longer counts until it is given again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.audit.actions import record
from portal.core.db import waiting_briefly

from .details import locked_person
from .errors import CannotWithdraw, NoSuchConsent
from .known import everybody_in
from .models import Consent, Person


@dataclass(frozen=True)
class ConsentKind:
    """Something to agree to; what rests on a required one has to end before it does."""

    code: str
    version: str
    title: str | Promise
    text: str | Promise
    is_required: bool = False
    # How a required one ends, in the words of the account.
    ends: str | Promise = _("Your account rests on this: to withdraw it, delete the account.")
    # Asked for on a page of its own; in the account of those alone who were asked.
    is_elsewhere: bool = False


KINDS = (
    ConsentKind(
        "privacy",
        "2026-11",
        _("How we use your data"),
        _(
            "We use your name, how to reach you and your appointments only to give you those "
            "appointments and to write to you about them."
        ),
        is_required=True,
    ),
    ConsentKind(
        "news",
        "2026-11",
        _("News and advice by email"),
        _("Now and then we write to you about your pet's health and what is new at the clinic."),
    ),
    ConsentKind(
        "professional_terms",
        "2026-11",
        _("Conditions for professionals"),
        _(
            "What you say in your application is checked, and your papers are read by those who decide. "
            "If we approve it you get a public page with your name, profession and licence number, you "
            "keep your own hours and prices, and you tell us at once when your licence ends."
        ),
        is_required=True,
        ends=_("It counts while you apply or are booked here: withdraw the application to end it."),
        is_elsewhere=True,
    ),
)


@dataclass(frozen=True)
class Standing:
    """A kind as it stands for somebody: their latest word, and every one before it, newest first."""

    kind: ConsentKind
    rows: Sequence[Consent]

    @property
    def latest(self) -> Consent | None:
        return self.rows[0] if self.rows else None

    @property
    def is_given(self) -> bool:
        """Whether it was given, and to the words of today."""
        latest = self.latest
        return bool(latest and latest.is_given and latest.version == self.kind.version)

    @property
    def is_outdated(self) -> bool:
        """Whether it was given to other words than today's."""
        latest = self.latest
        return bool(latest and latest.is_given and latest.version != self.kind.version)


def consent_kind(code: str) -> ConsentKind:
    """The kind of that code; NoSuchConsent for any other."""
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise NoSuchConsent()


def standings(person: Person) -> list[Standing]:
    """Every kind as it stands for the person and everybody merged into them.

    Of what is asked for elsewhere, only what they were asked.
    """
    found = _standings(person)
    return [one for one in found if one.rows or not one.kind.is_elsewhere]


def _standings(person: Person) -> list[Standing]:
    rows = list(Consent.objects.filter(person__in=everybody_in(person)).order_by("-at", "-pk"))
    return [Standing(kind, [row for row in rows if row.kind == kind.code]) for kind in KINDS]


def has_consent(person: Person, code: str) -> bool:
    """Whether what `code` names may be done for the person now."""
    return any(one.is_given for one in standings(person) if one.kind.code == code)


def give_consent(*, person: Person, code: str, origin: str, by: Any = None) -> bool:
    """Write that the person agrees to today's words; False when they had already. Audited."""
    return _say(person, consent_kind(code), True, origin, by)


def withdraw_consent(*, person: Person, code: str, origin: str, by: Any = None) -> bool:
    """Write that the person no longer agrees; False when they did not before. Audited.

    Raises CannotWithdraw for what an account rests on.
    """
    kind = consent_kind(code)
    if kind.is_required:
        raise CannotWithdraw()
    return _say(person, kind, False, origin, by)


def _say(person: Person, kind: ConsentKind, is_given: bool, origin: str, by: Any) -> bool:
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(person)
        now_is = next(one for one in _standings(mine) if one.kind == kind)
        was_given = now_is.is_given or (not is_given and now_is.is_outdated)
        if was_given == is_given:
            return False
        _write(mine.pk, kind.code, kind.version, is_given, origin)
        action = "people.consent_given" if is_given else "people.consent_withdrawn"
        record(action, mine, actor=by, kind=kind.code)
        return True


def _write(person: UUID, kind: str, version: str, is_given: bool, origin: str) -> None:
    Consent.objects.create(
        person_id=person, kind=kind, version=version, is_given=is_given, origin=origin
    )


def end_consents(ids: Sequence[UUID]) -> None:
    """With an erasure everything that was given ends; from then on its proof is kept as the law says."""
    rows = Consent.objects.filter(person__in=ids).order_by("kind", "-at", "-pk").distinct("kind")
    for row in rows:
        if row.is_given:
            _write(row.person_id, row.kind, row.version, False, Consent.Origin.ERASURE)
