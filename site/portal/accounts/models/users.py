"""User: the login of a Person."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.core.time import now
from portal.people.models import Person
from portal.places.models import Location

from ..roles import Role


class UserManager(BaseUserManager["User"]):
    """Users are known by their email, in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A login with an unusable password unless one is given."""
        user = self.model(email=email.lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A login: an email, a password, a role. Who somebody is stands in Person."""

    email = models.EmailField(_("email"), unique=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CLIENT)
    locations = models.ManyToManyField(
        Location,
        blank=True,
        verbose_name=_("places"),
        help_text=_("An assistant works with the appointments of these places only."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("since"), default=now, editable=False)
    # The three below are kept by triggers of the database (migration 0004), whoever writes what.
    # What every session and token of this login is bound to: another value ends them all.
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    has_second_factor = models.BooleanField(_("second factor"), default=False, editable=False)
    second_factor_changed_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="nobody_is_superuser"
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The person's name where there is one; Wagtail shows it beside what they did."""
        person: Person | None = getattr(self, "person", None)
        return person.full_name if person else self.email

    def get_short_name(self) -> str:
        return self.get_full_name().split()[0]

    @property
    def is_staff_role(self) -> bool:
        """Whether the role is any but client."""
        return self.role != Role.CLIENT

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone opens nothing: everybody but clients, and clients who want it."""
        return self.is_staff_role or self.has_second_factor

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django binds a session to, and we a token: the password and the stamp."""
        return salted_hmac(
            "portal.accounts.session", f"{self.password}:{self.stamp}", secret, algorithm="sha256"
        ).hexdigest()
