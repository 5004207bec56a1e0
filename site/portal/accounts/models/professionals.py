"""Professional: a Person who is booked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.people.models import Person
from portal.taxonomy.models import College, Language, Profession, Speciality, Species


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

    # The college's word that they may practise, and until when somebody of us trusts it.
    college = models.ForeignKey(
        College,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="professionals",
        verbose_name=_("college or register"),
    )
    licence_number = models.CharField(_("licence number"), max_length=30, blank=True)
    licence_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    licence_checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    licence_valid_until = models.DateField(_("to be checked again by"), null=True, blank=True)

    # Hidden and not bookable, whatever else is said, until somebody takes it back.
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suspended by"),
    )
    suspension_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("professional")
        verbose_name_plural = _("professionals")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "licence_number"],
                condition=~Q(licence_number=""),
                name="a_licence_is_one_professionals",
            ),
            models.CheckConstraint(
                condition=Q(college__isnull=True, licence_number="")
                | (Q(college__isnull=False) & ~Q(licence_number="")),
                name="a_licence_has_college_and_number",
            ),
            models.CheckConstraint(
                condition=Q(
                    licence_checked_at__isnull=True,
                    licence_checked_by__isnull=True,
                    licence_valid_until__isnull=True,
                )
                | Q(
                    licence_checked_at__isnull=False,
                    licence_checked_by__isnull=False,
                    licence_valid_until__isnull=False,
                    college__isnull=False,
                ),
                name="a_check_is_of_a_licence_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    suspended_at__isnull=True, suspended_by__isnull=True, suspension_reason=""
                )
                | (
                    Q(suspended_at__isnull=False, suspended_by__isnull=False)
                    & ~Q(suspension_reason="")
                ),
                name="a_suspension_says_who_and_why",
            ),
        ]

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
