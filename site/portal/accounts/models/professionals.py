"""Professional: a Person who is booked."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.people.models import Person
from portal.taxonomy.models import Language, Profession, Speciality, Species


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
