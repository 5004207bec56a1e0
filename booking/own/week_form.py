"""The form of a week: shifts by day, added and removed by buttons that post, no script needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.weekly import WEEK, Shift, Which, first_monday
from portal.core.time import day_month, weekday_name
from portal.places.models import Location

# Ten stretches a day are more than anybody works.
MOST_SHIFTS = 70
NAMES = ("day", "opens", "closes", "which", "place")


class ShiftForm(forms.Form):
    """One stretch on one day of the week."""

    day = forms.IntegerField(min_value=0, max_value=6, widget=forms.HiddenInput)
    opens = forms.TimeField(
        error_messages={
            "required": gettext_lazy("Say from when."),
            "invalid": gettext_lazy("Say from when."),
        }
    )
    closes = forms.TimeField(
        error_messages={
            "required": gettext_lazy("Say until when."),
            "invalid": gettext_lazy("Say until when."),
        }
    )
    which = forms.ChoiceField(choices=Which)
    place = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, places: Sequence[Location], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists: Any = self.fields
        lists["place"].choices = [(place.pk, place.name) for place in places]
        lists["which"].choices = which_choices(today)
        self.has_one_place = len(places) == 1
        if self.has_one_place:
            lists["place"].widget = forms.HiddenInput()
        day = self["day"].value()
        name = weekday_name(int(day)) if str(day) in "0123456" and str(day) else ""
        labels = {
            "opens": _("%(day)s, from"),
            "closes": _("%(day)s, until"),
            "which": _("%(day)s, in which weeks"),
            "place": _("%(day)s, where"),
        }
        for field, label in labels.items():
            self.fields[field].widget.attrs["aria-label"] = label % {"day": name}
            self.fields[field].widget.attrs["class"] = "input"
        for field in ("opens", "closes"):
            self.fields[field].widget = _clock_input(self.fields[field].widget.attrs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Choose a time later than the beginning."))
        return data

    @property
    def shift(self) -> Shift:
        data = self.cleaned_data
        return Shift(data["day"], data["opens"], data["closes"], data["which"], data["place"])

    @property
    def said(self) -> str:
        """What is wrong with it, in a line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


def _clock_input(attrs: dict[str, Any]) -> forms.TimeInput:
    widget = forms.TimeInput(format="%H:%M", attrs={**attrs, "step": "300"})
    widget.input_type = "time"
    return widget


def which_choices(today: date) -> list[tuple[str, str]]:
    """Every week, A or B, each letter with the Mondays of its next weeks."""
    found = [(Which.EVERY.value, str(Which.EVERY.label))]
    for which in (Which.A, Which.B):
        monday = first_monday(which, today)
        dates = ", ".join(day_month(monday + 2 * n * WEEK) for n in range(2))
        found.append((which.value, f"{which.label} ({dates} …)"))
    return found


@dataclass
class DayOfWeek:
    """One day of the form, with its shifts."""

    number: int
    name: str
    rows: list[tuple[int, ShiftForm]]


class WeekForm:
    """All shifts of a week; bound once it is to be saved or looked at, not while rows come and go."""

    def __init__(
        self,
        rows: Iterable[Mapping[str, Any]],
        *,
        places: Sequence[Location],
        today: date,
        is_bound: bool,
    ) -> None:
        self.places, self.today, self.is_bound = places, today, is_bound
        ordered = sorted(rows, key=lambda row: str(row["day"]))
        self.rows = [self._row(number, row) for number, row in enumerate(ordered)]

    def _row(self, number: int, row: Mapping[str, Any]) -> ShiftForm:
        prefix = f"s{number}"
        given: dict[str, Any] = (
            {"data": {f"{prefix}-{name}": row[name] for name in NAMES}}
            if self.is_bound
            else {"initial": dict(row)}
        )
        return ShiftForm(prefix=prefix, places=self.places, today=self.today, **given)

    @classmethod
    def of(cls, shifts: Iterable[Shift], **how: Any) -> "WeekForm":
        """The hours as they are stored."""
        return cls([_typed(shift) for shift in shifts], is_bound=False, **how)

    @classmethod
    def sent(cls, post: Mapping[str, Any], **how: Any) -> "WeekForm":
        """What was sent; a button may have added a row to a day, or taken one away."""
        rows = _rows_of(post)
        taken, added = str(post.get("remove", "")), str(post.get("add", ""))
        if taken.isdecimal() and int(taken) < len(rows):
            del rows[int(taken)]
        if added in list("0123456") and len(rows) < MOST_SHIFTS:
            rows.append(_blank(added, rows, how["places"]))
        return cls(rows, is_bound=not taken and not added, **how)

    @cached_property
    def days(self) -> list[DayOfWeek]:
        """Monday to Sunday."""
        days = [DayOfWeek(number, weekday_name(number), []) for number in range(7)]
        for number, row in enumerate(self.rows):
            day = str(row["day"].value())
            if day in list("0123456"):
                days[int(day)].rows.append((number, row))
        return days

    @property
    def count(self) -> int:
        return len(self.rows)

    @cached_property
    def is_valid(self) -> bool:
        """Whether every row can be read, and no two are in the same hour."""
        if not self.is_bound or not all([row.is_valid() for row in self.rows]):
            return False
        self._refuse_overlaps()
        return not any(row.errors for row in self.rows)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Each row that is wrong: where it is, and what is wrong, with its day."""
        if not self.is_bound:
            return []
        return [
            (f"id_{row.prefix}-opens", f"{day.name}: {row.said}")
            for day in self.days
            for _number, row in day.rows
            if row.errors
        ]

    @property
    def shifts(self) -> list[Shift]:
        return [row.shift for row in self.rows]

    def _refuse_overlaps(self) -> None:
        shifts = self.shifts
        for number, row in enumerate(self.rows):
            if any(_overlap(shifts[number], other) for other in shifts[:number]):
                row.add_error("opens", _("These hours overlap with others of that day."))


def _typed(shift: Shift) -> dict[str, Any]:
    return {
        "day": shift.day,
        "opens": shift.opens,
        "closes": shift.closes,
        "which": shift.which,
        "place": shift.location_id,
    }


def _rows_of(post: Mapping[str, Any]) -> list[dict[str, Any]]:
    count = str(post.get("count", ""))
    wanted = min(int(count), MOST_SHIFTS) if count.isdecimal() and len(count) < 4 else 0
    return [{name: post.get(f"s{n}-{name}", "") for name in NAMES} for n in range(wanted)]


def _blank(
    day: str, rows: Sequence[Mapping[str, Any]], places: Sequence[Location]
) -> dict[str, Any]:
    """A new row stands where the last one of the day does; its hours are to be typed."""
    same = [row for row in rows if row["day"] == day]
    place = same[-1]["place"] if same else (places[0].pk if places else "")
    return {"day": day, "opens": "", "closes": "", "which": Which.EVERY.value, "place": place}


def _overlap(one: Shift, other: Shift) -> bool:
    same_week = one.which == other.which or Which.EVERY in (one.which, other.which)
    return (
        one.day == other.day and same_week and one.opens < other.closes and other.opens < one.closes
    )
