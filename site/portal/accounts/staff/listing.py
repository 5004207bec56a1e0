"""What the screen of the team's logins reads: rows, how each stands, what was done to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.accounts.models import Authenticator, Invitation, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.core.text_search import Folded, holding
from portal.core.time import now
from portal.people.models import Person

STATES = {
    "active": pgettext_lazy("state of a login", "Active"),
    "invited": pgettext_lazy("state of a login", "Invited"),
    "expired": gettext_lazy("Invitation expired"),
    "deactivated": gettext_lazy("Deactivated"),
}
# By what the list is narrowed: both kinds of waiting are one question.
ACTIVE, WAITING, DEACTIVATED = "active", "waiting", "deactivated"
# What a login's page tells of the audit trail; who logs in when is not among it.
TOLD = [
    "accounts.email_changed",
    "accounts.invitation_used",
    "accounts.invited",
    "accounts.invited_on_server",
    "accounts.login_deactivated",
    "accounts.login_reactivated",
    "accounts.password_changed",
    "accounts.places_assigned",
    "accounts.recovery_code_used",
    "accounts.recovery_codes_renewed",
    "accounts.role_assigned",
    "accounts.second_factor_added",
    "accounts.second_factor_removed",
    "accounts.second_factor_reset",
    "accounts.signed_up",
    "accounts.user_created",
]
EVENTS = 30


@dataclass(frozen=True)
class Line:
    """One login as the list and its page show it; moments are UTC."""

    user: User
    name: str
    places: str
    state: str
    since: datetime | None
    invited_until: datetime | None

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True)
class Event:
    """What was done to a login, by whom; `role` where one was given."""

    what: str
    role: str
    who: str
    at: datetime


def with_everything(found: QuerySet[User]) -> QuerySet[User]:
    """The rows with what a line needs, in as many questions for a thousand as for one."""
    open_ones = Invitation.objects.filter(
        user=OuterRef("pk"), used_at__isnull=True, revoked_at__isnull=True
    )
    devices = Authenticator.objects.filter(user=OuterRef("pk"), confirmed=True)
    moment = DateTimeField()
    return (
        found.select_related("person")
        .prefetch_related("locations")
        .annotate(
            invited_until=Subquery(open_ones.values("expires_at")[:1], output_field=moment),
            factor_since=Subquery(
                devices.order_by("created_at").values("created_at")[:1], output_field=moment
            ),
        )
        .order_by(Folded("person__full_name"), "email")
    )


def in_state(found: QuerySet[User], state: str) -> QuerySet[User]:
    """Those of the team that stand so; an unknown word narrows nothing."""
    if state == DEACTIVATED:
        return found.filter(is_active=False)
    if state in {ACTIVE, WAITING}:
        return found.filter(is_active=True, has_second_factor=state == ACTIVE)
    return found


def ways_to_logins(word: str) -> list[QuerySet[User]]:
    """The logins a word leads to, by the address and by the name (see `text_search.matching`)."""
    people = Person.objects.filter(holding(word, "full_name"), user__isnull=False)
    return [
        User.objects.filter(holding(word, "email")),
        User.objects.filter(pk__in=people.values("user")),
    ]


def line(user: Any) -> Line:
    """A row of `with_everything` in words."""
    person = getattr(user, "person", None)
    return Line(
        user=user,
        name=person.full_name if person else user.email,
        places=", ".join(place.name for place in user.locations.all()),
        state=_state(user),
        since=user.factor_since,
        invited_until=user.invited_until,
    )


def _state(user: Any) -> str:
    if not user.is_active:
        return "deactivated"
    if user.has_second_factor or not user.is_staff_role:
        return "active"
    waits = user.invited_until is not None and user.invited_until > now()
    return "invited" if waits else "expired"


def history_of(user: User) -> list[Event]:
    """The last things done to this login, the newest first."""
    rows = AuditEvent.objects.filter(
        target_type=User._meta.label_lower, target_id=str(user.pk), action__in=TOLD
    )
    events = list(rows.order_by("-pk")[:EVENTS])
    names = _names({event.actor_id for event in events if event.actor_id is not None})
    roles = {code: str(label) for code, label in Role.choices}
    return [
        Event(
            what=event.label,
            role=roles.get(str(event.data.get("role", "")), ""),
            who=names.get(event.actor_id or 0, _("the site itself")),
            at=event.at,
        )
        for event in events
    ]


def _names(numbers: Iterable[int]) -> dict[int, str]:
    found = User.objects.filter(pk__in=list(numbers)).select_related("person")
    return {
        user.pk: person.full_name if (person := getattr(user, "person", None)) else user.email
        for user in found
    }
