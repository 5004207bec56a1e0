"""The time this browser keeps while somebody types, as the pages show it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.digests import client_address, digest
from portal.core.time import now

from .actions import hold_time
from .actions.booking import Held
from .actions.holds import Visitor
from .choices import Choice, at_its_place, sees
from .errors import SlotTaken
from .models import Claim, Hold
from .models.claims import MOST_EXTENSIONS

# In the session: the choice this browser last kept a time for.
HELD = "booking_held"


@dataclass(frozen=True)
class Kept:
    """A hold of this browser that nobody has released, with the claim that says until when."""

    hold: Hold
    claim_id: int
    expires_at: datetime

    @property
    def seconds(self) -> int:
        return max(0, int((self.expires_at - now()).total_seconds()))

    @property
    def is_live(self) -> bool:
        return self.expires_at > now()

    @property
    def starts_local(self) -> datetime:
        return self.hold.starts_at.astimezone(self.hold.location.zone)

    @property
    def claims(self) -> list[int]:
        """What its own times are free in spite of."""
        return [self.claim_id]

    @property
    def proof(self) -> Held:
        return Held(self.hold.pk, self.hold.session_digest)

    def is_for(self, choice: Choice) -> bool:
        """Whether it keeps just this: the moment, somebody who was meant, the place."""
        return (
            self.hold.starts_at == choice.starts_at
            and self.hold.offering_id in {offering.pk for offering in choice.offerings}
            and choice.place in {"", self.hold.location.slug}
        )


@dataclass(frozen=True)
class HoldBox:
    """What a page says about the hold; `state` is none, live, over or elsewhere."""

    state: str
    seconds: int = 0
    total: int = 0
    can_extend: bool = True
    elsewhere: datetime | None = None

    @property
    def clock(self) -> str:
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"

    @property
    def minutes(self) -> int:
        return int(settings.BOOKING_HOLD_MINUTES)


def session_digest(request: HttpRequest) -> str:
    """The browser's session as a keyed digest, or "" for a browser without one."""
    key = request.session.session_key
    return digest("hold-session", key) if key else ""


def visitor_of(request: HttpRequest) -> Visitor:
    """Who holds; begins a session, so only an answer to a POST may ask."""
    if not request.session.session_key:
        request.session.create()
    return Visitor(session_digest(request), digest("hold-address", client_address(request)))


def kept_by(request: HttpRequest) -> Kept | None:
    """The hold of this browser that is not released; it may have expired."""
    mine = session_digest(request)
    if not mine:
        return None
    claim = (
        Claim.objects.filter(
            hold__session_digest=mine,
            hold__released_at__isnull=True,
            released_at__isnull=True,
            expires_at__isnull=False,
        )
        .select_related("hold__location")
        .first()
    )
    if claim is None or claim.hold is None or claim.expires_at is None:
        return None
    return Kept(claim.hold, claim.pk, claim.expires_at)


def settled(choice: Choice, kept: Kept | None) -> Choice:
    """The choice with its place: as kept, or as free for this browser; without one when taken."""
    if kept and kept.is_live and kept.is_for(choice):
        mine = next(one for one in choice.offerings if one.pk == kept.hold.offering_id)
        return replace(choice, offering=mine, location=kept.hold.location)
    return at_its_place(choice, ignoring_claims=kept.claims if kept else ())


def keep_time(request: HttpRequest, choice: Choice, species: list[str]) -> Kept | None:
    """Keep the chosen time for this browser, with somebody who sees these animals.

    Raises SlotTaken, TooManyHolds or Busy. An earlier hold on another time is given up.
    """
    visitor = visitor_of(request)
    kept = kept_by(request)
    placed = settled(choice, kept)
    if placed.location is None:
        raise SlotTaken()
    if placed.offering and (not choice.is_anyone or sees(placed.offering.professional, species)):
        offerings = [placed.offering]
    else:
        # The animals may only be known now: those who see them, among all who are free.
        claims = kept.claims if kept else ()
        offerings = at_its_place(choice, ignoring_claims=claims).suiting(species)
    if not offerings:
        raise SlotTaken()
    hold_time(offerings=offerings, starts_at=choice.starts_at, visitor=visitor)
    request.session[HELD] = choice.query
    return kept_by(request)


def hold_box(session: Any, choice: Choice, kept: Kept | None) -> HoldBox:
    """What the page of `choice` says about its hold."""
    if kept and kept.is_live and kept.is_for(choice):
        return HoldBox(
            "live",
            seconds=kept.seconds,
            total=max(settings.BOOKING_HOLD_MINUTES * 60, kept.seconds),
            can_extend=kept.hold.extensions < MOST_EXTENSIONS,
        )
    if session.get(HELD) == choice.query:
        return HoldBox("over")
    if kept and kept.is_live:
        return HoldBox("elsewhere", elsewhere=kept.starts_local)
    return HoldBox("none")
