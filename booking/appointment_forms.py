"""Forms by which staff find, move and cancel appointments; nothing is saved here."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Professional
from portal.core.time import now
from portal.core.widgets import DayField
from portal.places.models import Location

from .models import STAFF_REASONS, Appointment, Offering
from .slots import start_from_text, start_text

LONGEST_NOTE = 500
ALL = pgettext_lazy("choices", "All")


class ReasonForm(forms.Form):
    """Why, from the house's list, and what to tell the client besides."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            ("", _("Choose one")),
            *((reason.value, reason.label) for reason in STAFF_REASONS),
        ],
        error_messages={"required": _("Choose a reason: it stays in the history.")},
    )
    note = forms.CharField(
        label=_("Message to the client"),
        help_text=_("Optional. It goes into the client's message and is kept nowhere else."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(ReasonForm):
    """With whom, which week is shown, which time was chosen; the reason counts when deciding."""

    offering = forms.ModelChoiceField(
        label=_("With"), queryset=Offering.objects.none(), empty_label=None, required=False
    )
    week = DayField(required=False)
    choice = forms.CharField(required=False)

    def __init__(
        self, *args: Any, offerings: QuerySet[Offering], is_deciding: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["offering"]
        chosen.queryset = offerings
        chosen.label_from_instance = lambda offering: offering.professional.display_name
        self.fields["reason"].required = is_deciding

    def clean_choice(self) -> tuple[Offering, datetime] | None:
        """Whose agenda and which moment a button named; None while nothing was chosen."""
        text = self.cleaned_data["choice"]
        if not text:
            return None
        number, _colon, start = text.partition(":")
        starts_at = start_from_text(start)
        offerings: Any = self.fields["offering"]
        found = offerings.queryset.filter(pk=number).first() if number.isdecimal() else None
        if starts_at is None or found is None:
            raise forms.ValidationError(_("Choose one of the times."))
        return found, starts_at

    def clean_week(self) -> date | None:
        """Any day of the week to show, as its Monday."""
        day = self.cleaned_data["week"]
        return day - timedelta(days=day.weekday()) if day else None


def time_code(offering: Offering, starts_at: datetime) -> str:
    """What a button for one time sends: whose agenda, and when."""
    return f"{offering.pk}:{start_text(starts_at)}"


class FilterForm(forms.Form):
    """Which appointments the listing shows."""

    WHEN = [
        ("upcoming", pgettext_lazy("appointments", "Upcoming")),
        ("past", pgettext_lazy("appointments", "Past")),
        ("all", pgettext_lazy("appointments", "All")),
    ]

    q = forms.CharField(label=_("Code, person, phone, animal or service"), required=False)
    when = forms.ChoiceField(label=_("When"), choices=WHEN, required=False)
    first = DayField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = DayField(
        label=_("Until day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", ALL), *Appointment.Status.choices],
        required=False,
    )
    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=ALL,
    )
    professional = forms.ModelChoiceField(
        label=_("Professional"),
        queryset=Professional.objects.none(),
        required=False,
        empty_label=ALL,
    )

    def __init__(self, *args: Any, places: QuerySet[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists: Any = self.fields
        lists["place"].queryset = places
        lists["professional"].queryset = Professional.objects.select_related("person")

    @property
    def when_chosen(self) -> str:
        """What was chosen; who chose nothing wants to know who comes next."""
        return str(self.data.get("when") or "upcoming")

    def narrow(self, found: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """The appointments that match; a field that makes no sense narrows nothing."""
        self.full_clean()
        wanted = self.cleaned_data
        for name, lookup in (
            ("status", "status"),
            ("place", "location"),
            ("professional", "professional"),
        ):
            if wanted.get(name):
                found = found.filter(**{lookup: wanted[name]})
        if self.when_chosen == "upcoming":
            found = found.filter(ends_at__gte=now())
        elif self.when_chosen == "past":
            found = found.filter(ends_at__lt=now())
        return in_days(found, wanted.get("first"), wanted.get("last"))


def in_days(
    found: QuerySet[Appointment], first: date | None, last: date | None
) -> QuerySet[Appointment]:
    """Days on the clock of each appointment's own place; the index narrows them roughly first."""
    room = timedelta(days=1)
    local = Cast(
        Func(F("location__zone_name"), F("starts_at"), function="timezone"), models.DateField()
    )
    if first or last:
        found = found.annotate(local_day=local)
    if first:
        start = datetime.combine(first - room, time(), tzinfo=UTC)
        found = found.filter(Q(("local_day__gte", first)), starts_at__gte=start)
    if last:
        end = datetime.combine(last + 2 * room, time(), tzinfo=UTC)
        found = found.filter(Q(("local_day__lte", last)), starts_at__lt=end)
    return found
