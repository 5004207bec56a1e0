"""What is typed on a professional's own pages: cleaned here, saved by actions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.actions.offerings import Wish
from booking.models import Appointment, Offering, Service, TimeOff
from booking.models.services import LONGEST_MINUTES
from booking.wall_clock import on_clock
from portal.accounts.models import Professional
from portal.core.time import today
from portal.core.widgets import DateInput, DayField
from portal.places.models import Location
from portal.taxonomy.models import Speciality

LONGEST_OFF = timedelta(days=366)


class DayForm(forms.Form):
    """Which day is asked for."""

    day = DayField()


class AttendForm(forms.Form):
    """Which step, and from where it was seen."""

    seen = forms.ChoiceField(choices=Appointment.Status)
    to = forms.ChoiceField(choices=Appointment.Status)


class ClockInput(forms.TimeInput):
    """The browser's own, in steps of five minutes."""

    input_type = "time"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%H:%M", attrs={"step": "300", **attrs})


class TimeOffForm(forms.Form):
    """Whole days, or from one hour to another; on the clock of the place where one works."""

    kind = forms.ChoiceField(label=_("What it is"), choices=TimeOff.Kind)
    first = DayField(label=_("From day"), widget=DateInput())
    last = DayField(
        label=_("Until day"),
        help_text=_("Empty: that one day."),
        required=False,
        widget=DateInput(),
    )
    opens = forms.TimeField(
        label=_("From"),
        help_text=_("Empty: the whole day."),
        required=False,
        widget=ClockInput(),
    )
    closes = forms.TimeField(label=_("Until"), required=False, widget=ClockInput())

    def __init__(self, *args: Any, zone: ZoneInfo, time_off: TimeOff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.time_off = zone, time_off
        if time_off.pk:
            self.initial = _as_typed(time_off, zone)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first"), data.get("last") or data.get("first")
        opens, closes = data.get("opens"), data.get("closes")
        if self.errors or first is None or last is None:
            return data
        if last < first:
            self.add_error("last", _("Choose a day on or after the first one."))
        elif last - first > LONGEST_OFF:
            self.add_error("last", _("A year at most. Add the rest afterwards."))
        if bool(opens) != bool(closes):
            missing = "closes" if opens else "opens"
            self.add_error(missing, _("Say both hours, or none for the whole day."))
        elif opens and closes and first == last and closes <= opens:
            self.add_error("closes", _("Choose a time later than the beginning."))
        if not self.errors:
            self._settle(first, last, opens, closes)
        return data

    def _settle(self, first: date, last: date, opens: time | None, closes: time | None) -> None:
        """What was typed becomes moments; a whole day ends where the next one begins."""
        end_day, end = (last, closes) if closes else (last + timedelta(days=1), time())
        starts_at = on_clock(datetime.combine(first, opens or time()), self.zone)
        ends_at = on_clock(datetime.combine(end_day, end), self.zone, closing=True)
        if last < today(self.zone):
            self.add_error("last" if self.cleaned_data.get("last") else "first", _("That is over."))
        elif ends_at <= starts_at:
            self.add_error("closes", _("Choose a time later than the beginning."))
        else:
            row = self.time_off
            row.kind, row.starts_at, row.ends_at = self.cleaned_data["kind"], starts_at, ends_at


def _as_typed(row: TimeOff, zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    whole = starts.time() == time() == ends.time()
    return {
        "kind": row.kind,
        "first": starts.date(),
        "last": ends.date() - timedelta(days=1) if whole else ends.date(),
        "opens": None if whole else starts.time(),
        "closes": None if whole else ends.time(),
    }


class SingleDayForm(forms.Form):
    """Other hours on one day: one stretch or two, at one place."""

    day = DayField(label=_("Day"), widget=DateInput())
    place = forms.ModelChoiceField(
        label=_("Place"), queryset=Location.objects.none(), empty_label=None
    )
    opens = forms.TimeField(label=_("From"), widget=ClockInput())
    closes = forms.TimeField(label=_("Until"), widget=ClockInput())
    opens_again = forms.TimeField(label=_("Again from"), required=False, widget=ClockInput())
    closes_again = forms.TimeField(label=_("Until"), required=False, widget=ClockInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = Location.objects.order_by("pk")
        place.initial = place.queryset.first()

    @property
    def stretches(self) -> list[tuple[time, time]]:
        """From when to when, in order."""
        data = self.cleaned_data
        second = (data["opens_again"], data["closes_again"])
        return [(data["opens"], data["closes"]), *([second] if all(second) else [])]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if data["day"] < today(data["place"].zone):
            self.add_error("day", _("That is over."))
        closes = data["closes"]
        if closes <= data["opens"]:
            self.add_error("closes", _("Choose a time later than the beginning."))
        again, until = data.get("opens_again"), data.get("closes_again")
        if bool(again) != bool(until):
            self.add_error(
                "closes_again" if again else "opens_again", _("Say both hours, or none.")
            )
        elif again and until and again < closes:
            self.add_error("opens_again", _("These hours overlap."))
        elif again and until and until <= again:
            self.add_error("closes_again", _("Choose a time later than the beginning."))
        return data


class ServiceRow(forms.Form):
    """One service of the catalogue: offered or not, how long, how much."""

    offered = forms.BooleanField(required=False)
    minutes = forms.IntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}),
    )
    price = forms.DecimalField(
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )

    def __init__(self, data: Any, *, service: Service, offering: Offering | None) -> None:
        terms = offering or service
        super().__init__(
            data,
            prefix=f"s{service.pk}",
            initial={
                "offered": offering is not None and offering.own_is_online is not False,
                "minutes": terms.duration_minutes,
                "price": terms.price,
            },
        )
        self.service, self.offering = service, offering
        labels = {
            "offered": _("Offer %(service)s"),
            "minutes": _("Minutes, %(service)s"),
            "price": _("Price in euros, %(service)s"),
        }
        for name, label in labels.items():
            field = self.fields[name]
            field.label = label % {"service": service.name}
            if name != "offered":
                field.widget.attrs.update({"class": "input mini", "aria-label": field.label})

    @property
    def is_as_the_house_says(self) -> bool:
        """Whether minutes and price are the service's own."""
        mine = self.offering
        return mine is None or (mine.own_duration_minutes is None and mine.own_price is None)

    @property
    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(self.service, data["offered"], data["minutes"], data["price"])


class FactsForm(forms.ModelForm):
    """What the profile says in facts; live as it is saved."""

    class Meta:
        model = Professional
        fields = ("title", "headline_es", "headline_en", "specialities", "languages", "species")
        widgets = {
            "specialities": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
            "species": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "title": _("Dr, for example. Empty for none."),
            "headline_es": _("What you do, as the cards of the directory show it."),
            "headline_en": _("Empty: the English pages show the Spanish line."),
            "species": _("None: those of each service."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those of the own profession; what was given besides stays on offer.
        choices: Any = self.fields["specialities"]
        kept = self.instance.specialities.values("pk")
        choices.queryset = Speciality.objects.filter(
            Q(profession=self.instance.profession_id) | Q(pk__in=kept)
        )
