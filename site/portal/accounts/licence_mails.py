"""Warning before a licence lapses, and on the day it has: the professional, and who looks after them."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.core.time import today
from portal.notifications.actions import notify
from portal.notifications.kinds import EMAIL, INBOX, Facts, Kind, Preference, declare
from portal.notifications.letterhead import from_house
from portal.people.models import Person
from portal.places.queries import house_zone

from .models import Professional
from .queries import reviewers

# How long before its last day a licence is warned of.
AHEAD = timedelta(days=30)
# A worker that was off catches up with so many days; older ones were told, or are long known.
BEHIND = timedelta(days=30)
LAPSING, LAPSED, FOR_TEAM = "licence_lapsing", "licence_lapsed", "licence_lapsing_team"


@transaction.atomic
def warn() -> int:
    """Write to those whose licence ends within 30 days or has ended; returns how many were found.

    Each check of a licence is warned of once, however often this runs.
    """
    current = today(house_zone())
    found = Professional.objects.filter(
        licence_valid_until__range=(current - BEHIND, current + AHEAD),
        suspended_at=None,
        person__key_destroyed_at=None,
    ).select_related("person")
    team = list(reviewers())
    for one in found:
        event = LAPSED if _until(one) < current else LAPSING
        _write(one.person, event, one)
        if event == LAPSING:
            for person in team:
                _write(person, FOR_TEAM, one)
    return len(found)


def _until(professional: Professional) -> date:
    assert professional.licence_valid_until is not None
    return professional.licence_valid_until


def _write(person: Person, event: str, about: Professional) -> None:
    until = _until(about).isoformat()
    notify(
        person=person,
        kind=f"accounts.{event}",
        facts={
            "called": person.called,
            "name": about.display_name,
            "number": about.licence_number,
            "until": until,
        },
        dedupe_key=f"accounts.{event}:{about.pk}:{until}:{person.pk}",
    )


def _view(facts: Facts) -> dict[str, Any]:
    day = date_format(date.fromisoformat(facts["until"]), "DATE_FORMAT")
    return {**facts, "until_day": day, "preheader": facts["name"]}


def declare_kinds() -> None:
    """Make them known to the outbox."""
    # Where each leads stands on higher floors: the way in leads on to one's own pages.
    way = from_house(lambda: reverse("account_login"))
    own = Preference(
        _("My licence is to be checked again"), "professional", (EMAIL, INBOX), (EMAIL,)
    )
    for code, label, preference in (
        (LAPSING, _("Licence about to lapse"), own),
        (LAPSED, _("Licence lapsed"), None),
        (FOR_TEAM, _("Licence of a professional about to lapse"), None),
    ):
        declare(Kind(f"accounts.{code}", _view, at_sending=way, label=label, preference=preference))
