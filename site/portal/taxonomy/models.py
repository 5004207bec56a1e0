"""Bilingual lists: a slug for machines, a name in each language, and where the entry comes from."""

from django.contrib.admin import display
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Bilingual(models.Model):
    """A name in Spanish and in English; `name` is the reader's."""

    slug = models.SlugField(_("identifier"), max_length=60, unique=True)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    source = models.CharField(_("source"), max_length=400, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if (get_language() or "es").startswith("en") else self.name_es


class Regulation(models.TextChoices):
    """Whether the law reserves the profession; unsure is said as such, never rounded up."""

    YES = "yes", _("Regulated profession")
    NO = "no", _("Not a regulated profession")
    UNSURE = "unsure", _("Regulation not settled")


class Profession(Bilingual):
    """What somebody works as, and whether the law reserves it."""

    regulated = models.CharField(
        _("regulated in Spain"), max_length=6, choices=Regulation, default=Regulation.UNSURE
    )
    register = models.CharField(_("college or register"), max_length=250, blank=True)
    offered = models.BooleanField(_("offered on the site"), default=False)

    class Meta:
        verbose_name = _("profession")
        verbose_name_plural = _("professions")
        ordering = ["name_es"]


class Speciality(Bilingual):
    """A field of work inside a profession, in the clinic's own words."""

    profession = models.ForeignKey(
        Profession, models.PROTECT, related_name="specialities", verbose_name=_("profession")
    )

    class Meta:
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
        ordering = ["name_es"]


class Species(Bilingual):
    """A kind of animal somebody may bring."""

    scientific = models.CharField(_("scientific name"), max_length=120, blank=True)
    group = models.CharField(_("group"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("species")
        verbose_name_plural = _("species")
        ordering = ["position", "name_es"]


class Breed(Bilingual):
    """A breed of a species; the same word may name breeds of two species."""

    slug = models.SlugField(_("identifier"), max_length=60)
    species = models.ForeignKey(
        Species, models.PROTECT, related_name="breeds", verbose_name=_("species")
    )
    group = models.CharField(_("group"), max_length=40, blank=True)
    fci_number = models.PositiveSmallIntegerField(_("FCI number"), null=True, blank=True)

    class Meta:
        verbose_name = _("breed")
        verbose_name_plural = _("breeds")
        ordering = ["species", "name_es"]
        constraints = [
            models.UniqueConstraint(fields=["species", "slug"], name="breed_once_per_species"),
        ]


class Language(Bilingual):
    """A language somebody speaks; the slug is its BCP 47 code."""

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["name_es"]
