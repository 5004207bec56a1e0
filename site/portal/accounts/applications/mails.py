"""Messages to an applicant, by mail always and in the account's inbox; and to those who decide."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ApplicationStep, ProfessionalApplication
from portal.accounts.queries import reviewers
from portal.core.time import day_and_time
from portal.notifications.actions import notify
from portal.notifications.kinds import EMAIL, Facts, Kind, Preference, Words, declare
from portal.notifications.letterhead import from_house
from portal.notifications.models import Notification
from portal.places.queries import house_zone

WAITING = "accounts.application_waiting"
# What staff call each, and what the applicant is asked about in the account.
KINDS = {
    "submitted": (_("Application received"), _("Your application as a professional is received")),
    "info_needed": (_("Question about an application"), _("We ask about your application")),
    "rejected": (_("Application rejected"), _("Your application is refused")),
    "withdrawn": (_("Application withdrawn"), _("Your application is withdrawn")),
}
PREHEADERS = {
    "submitted": _("Somebody of the team reads it now. There is nothing you have to do."),
    "info_needed": _("Read in your account what we need, and send the application again."),
    "rejected": _("Read in your account why. You may apply again."),
    "withdrawn": _("Nobody decides on it any more. You may begin a new one whenever you like."),
}


def applicant(title: Words) -> Preference:
    """A decision always comes by mail; the copy in the account is as one likes."""
    why = _("You are told about your application by email, so that one cannot be switched off.")
    return Preference(title, "applicant", fixed=(EMAIL,), why=why)


def _when(text: str) -> str:
    return day_and_time(datetime.fromisoformat(text).astimezone(house_zone())) if text else ""


def _view(event: str) -> Any:
    def view(facts: Facts) -> dict[str, Any]:
        return {
            # With who writes and where the button leads, which join as the mail is sent.
            **facts,
            "called": facts.get("called", ""),
            "at_shown": _when(facts.get("at", "")),
            "due_shown": _when(facts.get("due", "")),
            "preheader": str(PREHEADERS[event]),
        }

    return view


def tell_reviewers(application: ProfessionalApplication, step: ApplicationStep) -> None:
    """Somebody waits for an answer: who it is stands in the queue alone, behind the login."""
    assert application.due_at
    for person in reviewers().exclude(user=application.user_id):
        notify(
            person=person,
            kind=WAITING,
            facts={"application": str(application.pk), "due": application.due_at.isoformat()},
            dedupe_key=f"{WAITING}:{step.pk}:{person.pk}",
        )


def _to_decide(facts: Facts) -> dict[str, Any]:
    return {**facts, "due_shown": _when(facts["due"]), "preheader": str(_("Read it and decide."))}


def _queue(message: Notification) -> dict[str, Any]:
    facts: Any = message.facts
    address = reverse("applications_modeladmin_inspect", args=[facts["application"]])
    return from_house(lambda: address)(message)


def declare_kinds() -> None:
    """Make them known to the outbox; what a reviewer wrote is read in the account alone."""
    declare(Kind(WAITING, _to_decide, at_sending=_queue, label=_("Application to decide on")))
    for event, (label, title) in KINDS.items():
        declare(
            Kind(
                f"accounts.application_{event}",
                _view(event),
                at_sending=from_house(lambda: reverse("applying:mine")),
                label=label,
                preference=applicant(title),
            )
        )
