"""What may be booked: services, and who offers them."""

from django.contrib.admin import display
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.taxonomy.models import Species

# A claim longer than this would break the bounded index scan (see Claim).
LONGEST_MINUTES = 8 * 60
LONGEST_BUFFER_MINUTES = 2 * 60


class Service(ClusterableModel):
    """A reason to come: how long it takes, what it costs, and when it may be booked."""

    slug = models.SlugField(_("identifier"), unique=True)
    name_es = models.CharField(_("name in Spanish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    summary_es = models.CharField(_("in a line, in Spanish"), max_length=160, blank=True)
    summary_en = models.CharField(_("in a line, in English"), max_length=160, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(
        _("minutes kept free before"),
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER_MINUTES)],
    )
    buffer_after_minutes = models.PositiveSmallIntegerField(
        _("minutes kept free after"),
        default=0,
        validators=[MaxValueValidator(LONGEST_BUFFER_MINUTES)],
    )
    start_grid_minutes = models.PositiveSmallIntegerField(
        _("a start every so many minutes"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
    )
    minimum_notice_minutes = models.PositiveIntegerField(
        _("minutes of notice at least"), default=60, validators=[MaxValueValidator(60 * 24 * 30)]
    )
    window_days = models.PositiveSmallIntegerField(
        _("bookable so many days ahead"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    change_cutoff_minutes = models.PositiveIntegerField(
        _("minutes before which it can be moved"),
        default=24 * 60,
        validators=[MaxValueValidator(60 * 24 * 30)],
    )
    cancel_cutoff_minutes = models.PositiveIntegerField(
        _("minutes before which it can be cancelled"),
        default=24 * 60,
        validators=[MaxValueValidator(60 * 24 * 30)],
    )
    max_subjects = models.PositiveSmallIntegerField(
        _("animals at most in one appointment"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text=_("The price counts for each animal."),
    )
    price = models.DecimalField(
        _("price in euros, VAT included"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    species = models.ManyToManyField(
        Species, blank=True, verbose_name=_("species"), help_text=_("None means every species.")
    )
    is_online = models.BooleanField(_("bookable online"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "name_es"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_minutes__range=(5, LONGEST_MINUTES))
                & Q(buffer_before_minutes__lte=LONGEST_BUFFER_MINUTES)
                & Q(buffer_after_minutes__lte=LONGEST_BUFFER_MINUTES),
                name="service_of_bounded_length",
            ),
            models.CheckConstraint(
                condition=Q(start_grid_minutes__gte=5), name="service_grid_not_finer_than_5"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="service_price_not_negative"),
            models.CheckConstraint(
                condition=Q(max_subjects__range=(1, 6)), name="service_takes_one_to_six_animals"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if (get_language() or "es").startswith("en") else self.name_es

    @property
    def summary(self) -> str:
        return self.summary_en if (get_language() or "es").startswith("en") else self.summary_es


class IntakeQuestion(models.Model):
    """What a client is asked when booking the service; the answer is sealed with the animal."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="questions")
    text_es = models.CharField(_("question in Spanish"), max_length=160)
    text_en = models.CharField(_("question in English"), max_length=160)
    is_required = models.BooleanField(_("has to be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("question when booking")
        verbose_name_plural = _("questions when booking")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        return self.text_en if (get_language() or "es").startswith("en") else self.text_es
