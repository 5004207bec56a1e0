"""What the house does when allauth has done something."""

from typing import Any

from allauth.account import signals
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from portal.audit.actions import record
from portal.people.actions import reach_by_email

from .actions import assign_role
from .expiring import close_sessions
from .models import User
from .roles import Role
from .signals import address_verified


@receiver(signals.user_signed_up)
def new_logins_are_clients(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Nobody signs up as anything else."""
    with transaction.atomic():
        assign_role(user=user, role=Role.CLIENT)
        record("accounts.signed_up", user, actor=user)


@receiver(signals.email_confirmed)
def proven_addresses_count(
    sender: Any, request: HttpRequest, email_address: EmailAddress, **kwargs: Any
) -> None:
    """The person is reached there from now on, and what was booked from there is theirs."""
    user = User.objects.select_related("person").get(pk=email_address.user_id)
    with transaction.atomic():
        person = getattr(user, "person", None)
        if person is not None:
            reach_by_email(person=person, email=email_address.email)
            address_verified.send(sender=User, user=user, email=email_address.email.lower())
        record("accounts.email_verified", user, actor=user)


@receiver(signals.password_changed)
@receiver(signals.password_set)
@receiver(signals.password_reset)
def a_new_password_closes_all_other_devices(
    sender: Any, request: HttpRequest, user: User, **kwargs: Any
) -> None:
    """Their sessions would open nothing any more; here they leave the list as well.

    The session that changes it gets a new key from Django and is noted under that one.
    """
    close_sessions([user.pk], but=str(request.session.session_key))
    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)


@receiver(signals.email_changed)
def changes_of_address_are_recorded(
    sender: Any, user: User, from_email_address: EmailAddress | None, **kwargs: Any
) -> None:
    """allauth has put the new address on the login; a first one is no change."""
    if from_email_address is not None:
        record("accounts.email_changed", user, actor=user)
