"""Reads about logins and the people behind them."""

from django.db.models import QuerySet

from portal.people.models import Person

from .models import RecoveryCode, User
from .roles import Role


def superadministrators() -> list[Person]:
    """The people who own the installation: active superadministrators, with how to reach them."""
    found = Person.objects.filter(user__role=Role.SUPERADMINISTRATOR, user__is_active=True)
    return list(found.prefetch_related("contact_points").order_by("pk"))


def reviewers() -> QuerySet[Person]:
    """Who decides on applications and looks after professionals, and can log in, with how to reach them."""
    roles = (Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR)
    found = Person.objects.filter(
        user__role__in=roles, user__is_active=True, user__has_second_factor=True
    )
    return found.prefetch_related("contact_points").order_by("pk")


def codes_left(user: User) -> int:
    """How many recovery codes of this login still open it."""
    return RecoveryCode.objects.filter(sheet__user=user, used_at__isnull=True).count()
