"""Messages about a login: codes, and what somebody did to it; through the outbox like all others."""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.time import now
from portal.notifications.actions import notify
from portal.notifications.kinds import Facts, Kind, declare
from portal.notifications.letterhead import from_house
from portal.people.models import Person

from .models import User
from .roles import Role

# What allauth calls its mails, and what ours are called.
CODES = {
    "login_code": "login_code",
    "email_confirmation": "verification_code",
    "email_confirmation_signup": "verification_code",
    "password_reset_code": "reset_code",
}
NOTICES = {
    "account_already_exists": "account_exists",
    "email_changed": "email_changed",
    "email_confirm": "email_confirmed",
    "password_changed": "password_changed",
    "password_reset": "password_changed",
    "password_set": "password_changed",
}
# What staff call them.
LABELS = {
    "login_code": _("Code to log in"),
    "verification_code": _("Code to confirm an email"),
    "reset_code": _("Code for a new password"),
    "account_exists": _("Account exists already"),
    "email_changed": _("Email of a login changed"),
    "email_confirmed": _("Email of a login verified"),
    "password_changed": _("Password changed"),
    "second_factor_added": _("Second factor added"),
    "second_factor_removed": _("Second factor removed"),
    "second_factor_reset": _("Second factor taken back"),
    "recovery_codes_renewed": _("Recovery codes renewed"),
    "entry_joined": _("What the clinic knows joined to an account"),
    "superadministrator_invited": _("Superadministrator invited on the server"),
    "role_changed": _("Role of a login changed"),
    "login_deactivated": _("Login deactivated"),
    "login_reactivated": _("Login activated again"),
    "token_reused": _("Login of a program ended"),
}


def owner_of(email: str) -> User | None:
    """The login that a mail to this address concerns, or None."""
    found = EmailAddress.objects.filter(email=email.lower()).select_related("user__person")
    address = found.order_by("-verified", "-primary").first()
    if address is not None:
        user = address.user
        assert isinstance(user, User)
        return user
    return User.objects.filter(email=email.lower()).select_related("person").first()


def send_account_mail(name: str, email: str, context: dict[str, Any]) -> None:
    """Write allauth's mail `name` to `email` into the outbox.

    Nothing is written for an address without a login: the page says the same either way, and nobody
    gets mail they did not ask for. A change of address is told to both addresses.
    """
    user = context.get("user") or owner_of(email)
    person = getattr(user, "person", None)
    kind = CODES.get(name) or NOTICES.get(name)
    if kind is None or person is None:
        return
    facts = {"at": now().isoformat(), "called": person.called}
    if name in CODES:
        facts["code"] = context["code"]
    recipients = {email}
    if kind == "email_changed":
        recipients |= {str(context[key]) for key in ("from_email", "to_email") if key in context}
    for recipient in sorted(recipients):
        notify(
            person=person,
            kind=f"accounts.{kind}",
            facts=facts,
            recipient=recipient,
            language=(get_language() or "es")[:2],
            dedupe_key=f"accounts.{kind}:{uuid.uuid4()}",
        )


def tell_owner(name: str, user: User, **facts: str) -> None:
    """Write to whoever a login belongs to what happened to it; a login without a person is nobody's.

    `facts` are codes that the mail puts into words.
    """
    person = Person.objects.filter(user=user).first()
    if person is not None:
        notify(
            person=person,
            kind=f"accounts.{name}",
            facts={"at": now().isoformat(), "called": person.called, **facts},
            recipient=user.email,
            language=person.language[:2],
            dedupe_key=f"accounts.{name}:{uuid.uuid4()}",
        )


def _view(facts: Facts) -> dict[str, Any]:
    roles = {code: str(label) for code, label in Role.choices}
    role = roles.get(facts.get("role", ""), "")
    return {**facts, "role_label": role, "preheader": facts.get("called", "")}


def declare_kinds() -> None:
    """Make them known to the outbox; those that carry a code keep it no longer than until sent."""
    for code, label in LABELS.items():
        declare(
            Kind(
                f"accounts.{code}",
                _view,
                at_sending=from_house(lambda: reverse("account_login")),
                is_secret=code in CODES.values(),
                label=label,
            )
        )
