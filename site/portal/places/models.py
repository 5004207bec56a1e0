"""Places with an address, a clock of their own and opening hours."""

from zoneinfo import ZoneInfo, available_timezones

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.core.time import weekday_name

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


# Autonomous communities and cities by their ISO 3166-2:ES code: whose public holidays count.
REGIONS = [
    ("AN", "Andalucía"),
    ("AR", "Aragón"),
    ("AS", "Asturias"),
    ("CB", "Cantabria"),
    ("CE", "Ceuta"),
    ("CL", "Castilla y León"),
    ("CM", "Castilla-La Mancha"),
    ("CN", "Canarias"),
    ("CT", "Catalunya"),
    ("EX", "Extremadura"),
    ("GA", "Galicia"),
    ("IB", "Illes Balears"),
    ("MC", "Murcia"),
    ("MD", "Madrid"),
    ("ML", "Melilla"),
    ("NC", "Navarra"),
    ("PV", "Euskadi"),
    ("RI", "La Rioja"),
    ("VC", "Comunitat Valenciana"),
]


def validate_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("%(zone)s is not a time zone. Write one such as Europe/Madrid."),
            params={"zone": name},
        )


class Location(ClusterableModel):
    """A place where people are seen; its clock is the one that counts there."""

    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street and number"), max_length=160)
    postal_code = models.CharField(
        _("postal code"),
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("Write the five digits of the postal code."))],
    )
    city = models.CharField(_("city"), max_length=80)
    province = models.CharField(_("province"), max_length=80)
    region = models.CharField(
        _("region"),
        max_length=2,
        choices=REGIONS,
        blank=True,
        help_text=_("Its public holidays close the place; without one none are known."),
    )
    zone_name = models.CharField(
        _("time zone"), max_length=60, default="Europe/Madrid", validators=[validate_zone]
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    phone = models.CharField(_("phone"), max_length=20, help_text=_("With prefix: +34960001234"))
    email = models.EmailField(_("email"))
    access_notes = models.CharField(_("how to arrive"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    @property
    def address(self) -> str:
        """«Carrer de la Tenora, 41, 46006 València»."""
        return f"{self.street}, {self.postal_code} {self.city}"


class OpeningHours(models.Model):
    """From when to when a place is open on a weekday, on its own clock; several rows make a split day."""

    location = ParentalKey(Location, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="opening_hours_forward"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
        ]

    def __str__(self) -> str:
        return f"{weekday_name(self.weekday)} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """A stretch in which a place is closed, whatever anybody's hours say; or a holiday it works.

    A public holiday is a row for its whole day on the place's clock: those of the region come from
    a maintained library, local ones from staff. `is_open` is staff's word that the place opens.
    """

    class Kind(models.TextChoices):
        CLOSURE = "closure", _("Closed")
        HOLIDAY = "holiday", _("Public holiday")

    class Source(models.TextChoices):
        STAFF = "staff", _("written by staff")
        LIBRARY = "library", _("calendar of the region")

    location = models.ForeignKey(
        Location, models.CASCADE, related_name="closures", verbose_name=_("place")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CLOSURE)
    name_es = models.CharField(_("reason in Spanish"), max_length=120)
    name_en = models.CharField(_("reason in English"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    is_open = models.BooleanField(
        _("open all the same"),
        default=False,
        help_text=_("The place works on this holiday; appointments can be booked."),
    )
    source = models.CharField(
        _("source"), max_length=8, choices=Source, default=Source.STAFF, editable=False
    )
    # Of a public holiday: the day it is, on the place's own clock.
    day = models.DateField(_("day"), null=True, blank=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures and public holidays")
        ordering = ["starts_at", "location"]
        indexes = [
            models.Index(
                fields=["location", "ends_at"],
                name="closures_by_place_and_end",
                condition=Q(is_open=False),
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="closure_forward"),
            models.CheckConstraint(
                condition=Q(kind="holiday", day__isnull=False)
                | Q(kind="closure", day__isnull=True, is_open=False),
                name="closure_holiday_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["location", "day"],
                condition=Q(kind="holiday"),
                name="one_holiday_per_place_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.location}: {self.name}"

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """The reason in the language of the page, else in the other one."""
        english = (get_language() or "es").startswith("en")
        return (self.name_en if english else self.name_es) or self.name_es
