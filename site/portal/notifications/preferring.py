"""Which messages somebody wants, by kind and channel; asked as a message is written and as it is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.people.consents import has_consent
from portal.people.details import locked_person
from portal.people.models import Person

from .account_models import MessageChoice
from .kinds import EMAIL, INBOX, Kind, offered
from .models import Notification

Choices = Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Way:
    """One channel of one kind as the account shows it; a fixed one cannot be switched off."""

    channel: str
    is_wanted: bool
    is_fixed: bool


@dataclass(frozen=True)
class Wish:
    """One kind of message with its ways."""

    kind: Kind
    ways: list[Way]

    @property
    def why(self) -> Any:
        """Why something about it cannot be switched off, or nothing."""
        return self.kind.preference.why if self.kind.preference else ""


def channels_for(person: Person, kind: Kind) -> set[str]:
    """The ways a message of `kind` goes to `person` now.

    Without a login there is no inbox and nothing was ever chosen; a kind that nobody is asked about
    goes by email. What rests on a consent goes nowhere without it. One query where something could
    have been chosen, else none.
    """
    preference = kind.preference
    if preference is None:
        return {EMAIL}
    if preference.consent and not has_consent(person, preference.consent):
        return set()
    ways = set(preference.channels)
    if person.user_id is None:
        return ways - {INBOX}
    open_ways = ways - set(preference.fixed)
    if not open_ways:
        return ways
    chosen = _chosen(person, [kind.code])
    return {way for way in ways if way not in open_ways or chosen.get((kind.code, way), True)}


def is_still_wanted(message: Notification, kind: Kind) -> bool:
    """Asked again as the message is about to leave: somebody may have switched it off meanwhile."""
    preference = kind.preference
    if preference is None or (EMAIL in preference.fixed and not preference.consent):
        return True
    return EMAIL in channels_for(message.person, kind)


def wishes_of(person: Person, audiences: Iterable[str]) -> list[Wish]:
    """What can be chosen, and what was, in the order the kinds were declared."""
    kinds = offered(audiences)
    chosen = _chosen(person, [kind.code for kind in kinds])
    return [Wish(kind, _ways(kind, chosen)) for kind in kinds]


def choose_messages(*, person: Person, wanted: Choices, by: Any = None) -> int:
    """Write what differs from what was chosen before; returns how many. Audited with that number.

    What is fixed, or was never offered, is left alone. Of two changes at once the later one counts.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(person)
        kinds = {kind.code: kind for kind in offered(("client", "professional", "applicant"))}
        chosen = _chosen(mine, list(kinds))
        rows = [
            MessageChoice(person=mine, kind=code, channel=channel, is_wanted=is_wanted)
            for (code, channel), is_wanted in wanted.items()
            if _may_be_chosen(kinds.get(code), channel)
            and chosen.get((code, channel), True) != is_wanted
        ]
        if rows:
            MessageChoice.objects.bulk_create(rows)
            record("notifications.choices_changed", mine, actor=by, count=len(rows))
        return len(rows)


def _may_be_chosen(kind: Kind | None, channel: str) -> bool:
    preference = kind.preference if kind else None
    return bool(preference and channel in preference.channels and channel not in preference.fixed)


def _ways(kind: Kind, chosen: Choices) -> list[Way]:
    preference = kind.preference
    assert preference is not None
    return [
        Way(
            channel,
            channel in preference.fixed or chosen.get((kind.code, channel), True),
            channel in preference.fixed,
        )
        for channel in preference.channels
    ]


def _chosen(person: Person, kinds: list[str]) -> dict[tuple[str, str], bool]:
    """The latest word on each kind and channel."""
    rows = (
        MessageChoice.objects.filter(person=person, kind__in=kinds)
        .order_by("kind", "channel", "-at", "-pk")
        .distinct("kind", "channel")
    )
    return {(row.kind, row.channel): row.is_wanted for row in rows}
