"""Logins for the roles that have a screen."""

import secrets

from django.db import transaction

from portal.accounts.actions import create_user, give_person
from portal.accounts.models import Professional, User
from portal.accounts.wagtail_account import settle_in
from portal.audit.actions import record
from portal.demo.content.logins import LOGINS
from portal.demo.content.shapes import LoginFacts
from portal.people.models import ContactPoint, Person
from portal.places.models import Location

# Without characters that people mix up when they copy from a screen.
PASSWORD_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


def create_logins() -> None:
    """Every login with its person, places and Wagtail in Spanish; no password works yet."""
    for facts in LOGINS:
        _create_login(facts)


def _create_login(facts: LoginFacts) -> None:
    user = create_user(email=facts.email, role=facts.role)
    user.locations.set(Location.objects.filter(slug__in=facts.places))
    person = _whose(facts, user)
    if facts.phone:
        person.contact_points.create(kind=ContactPoint.Kind.PHONE, value=facts.phone)
    settle_in(user)


def _whose(facts: LoginFacts, user: User) -> Person:
    """A professional is somebody already; everybody else becomes somebody now."""
    professional = Professional.objects.filter(slug=facts.professional).first()
    if professional is None:
        return give_person(user=user, full_name=facts.full_name, language="es")
    professional.person.user = user
    professional.person.save(update_fields=["user"])
    return professional.person


@transaction.atomic
def set_random_passwords() -> list[tuple[User, str]]:
    """New passwords for all demo logins, which ends their sessions; told once, kept nowhere."""
    users = User.objects.filter(email__in=[facts.email for facts in LOGINS]).order_by("pk")
    return [(user, _set_random_password(user)) for user in users]


def _set_random_password(user: User) -> str:
    password = "-".join(
        "".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(GROUP_LENGTH))
        for _ in range(GROUPS)
    )
    user.set_password(password)
    user.save(update_fields=["password"])
    record("demo.passwords_set", user)
    return password
