"""Bilingual lists: a slug for machines, a name in each language, and where the entry comes from."""

import re

from django.contrib.admin import display
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# A college that says nothing of its numbers: letters, figures and what stands between them.
OWN_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Z][0-9A-Z /.\-]{1,28}[0-9A-Z]")
# Figures, with the letters and signs that colleges print before them.
FIXED_NUMBER = re.compile(r"[A-Z]{0,3}[ .\-/]?[0-9][0-9 .\-/]*")


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


class College(Bilingual):
    """A college or register that numbers those who practise; how its numbers are written.

    A number is `prefix` and then `digits` figures. Without `digits` the college writes them its own way.
    """

    professions = models.ManyToManyField(
        Profession, related_name="colleges", verbose_name=_("professions")
    )
    prefix = models.CharField(_("every number begins with"), max_length=10, blank=True)
    digits = models.PositiveSmallIntegerField(
        _("figures after that"),
        null=True,
        blank=True,
        help_text=_("Empty if its numbers have no fixed length."),
    )

    class Meta:
        verbose_name = _("college or register")
        verbose_name_plural = _("colleges and registers")
        ordering = ["name_es"]

    def number(self, typed: str) -> str:
        """The licence number as it is kept, from what was typed («V-2417» is 4602417).

        Colleges print their numbers shorter than the full one: missing zeros and the prefix are put
        before. Raises ValueError for what cannot be a number of this college.
        """
        text = typed.strip().upper()
        if self.digits is None:
            if not OWN_NUMBER.fullmatch(text):
                raise ValueError(typed)
            return text
        figures = "".join(sign for sign in text if sign.isdigit() and sign.isascii())
        if len(figures) == len(self.prefix) + self.digits and figures.startswith(self.prefix):
            figures = figures[len(self.prefix) :]
        if not FIXED_NUMBER.fullmatch(text) or not 1 <= len(figures) <= self.digits:
            raise ValueError(typed)
        if not int(figures):
            raise ValueError(typed)
        return f"{self.prefix}{figures:0>{self.digits}}"

    @property
    def example(self) -> str:
        """A number as it is kept, to show beside the field; empty where there is no fixed form."""
        return f"{self.prefix}{'1234567890'[: self.digits]:0>{self.digits}}" if self.digits else ""
