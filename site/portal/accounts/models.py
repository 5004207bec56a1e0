"""User: the login of a Person. Professional: a Person who is booked."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.time import now
from portal.people.models import Person
from portal.places.models import Location
from portal.taxonomy.models import Language, Profession, Speciality, Species

from .roles import Role


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


class User(AbstractBaseUser, PermissionsMixin):
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
        person = Person.objects.filter(user=self).only("full_name").first()
        return person.full_name if person else self.email

    def get_short_name(self) -> str:
        return self.get_full_name().split()[0]


class Professional(models.Model):
    """Somebody who is booked: a Person with a profession, as the public sees them."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="professional", verbose_name=_("person")
    )
    slug = models.SlugField(_("identifier"), unique=True)
    title = models.CharField(_("title before the name"), max_length=20, blank=True)
    profession = models.ForeignKey(
        Profession, models.PROTECT, related_name="professionals", verbose_name=_("profession")
    )
    headline_es = models.CharField(_("in a line, in Spanish"), max_length=140, blank=True)
    headline_en = models.CharField(_("in a line, in English"), max_length=140, blank=True)
    specialities = models.ManyToManyField(Speciality, blank=True, verbose_name=_("specialities"))
    species = models.ManyToManyField(Species, blank=True, verbose_name=_("species"))
    languages = models.ManyToManyField(Language, blank=True, verbose_name=_("languages"))
    is_listed = models.BooleanField(_("shown and bookable"), default=True)

    class Meta:
        verbose_name = _("professional")
        verbose_name_plural = _("professionals")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """«Dra. Marta Ferrer Soler»."""
        return f"{self.title} {self.person.full_name}".strip()

    @property
    def short_name(self) -> str:
        return self.person.called

    @property
    def headline(self) -> str:
        """The line under the name in the page's language, else in the other one."""
        english = (get_language() or "es").startswith("en")
        first, second = (
            (self.headline_en, self.headline_es)
            if english
            else (self.headline_es, self.headline_en)
        )
        return first or second
