"""Changing somebody's week: by themselves on the site, by administrators in the Wagtail admin.

First what saving would bring, then the saving; what would clash is named before anything is written,
and nothing is saved over an appointment that was not named.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from booking import actions
from booking.clashes import Preview, preview_of
from booking.errors import ClashNotNamed, HoursChanged, RuleRefused
from booking.models import Appointment, Resource
from booking.planned import Plan, clashes_of_plan
from booking.wall_clock import zone_of
from booking.weekly import Hours, Which, hours_of, letter_of, plan_week
from booking.weeks import four_weeks
from portal.core.errors import DomainError
from portal.core.time import today
from portal.places.models import Location

from .doors import login_of
from .week_form import WeekForm, which_choices


class HoursEditor:
    """One request to the week of one agenda."""

    def __init__(
        self, request: HttpRequest, resource: Resource, *, move_url: Callable[[Appointment], str]
    ) -> None:
        self.request, self.resource, self.move_url = request, resource, move_url
        self.today = today(zone_of(resource))
        self.status = 200
        self.refusal: Any = ""
        self.needs_a_word = False
        # The appointments left outside the hours, once they are saved.
        self.clashes: Sequence[Appointment] | None = None
        self.hours = hours_of(resource)
        # What the form was filled in beside.
        self.seen = self.hours.version
        self.plan = Plan()
        how = {"places": self.places, "today": self.today}
        if request.method == "POST":
            self.form = WeekForm.sent(request.POST, **how)
            self.seen = str(request.POST.get("seen", ""))
            self._take()
        else:
            self.form = WeekForm.of(self.hours.shifts, **how)

    @cached_property
    def places(self) -> list[Location]:
        return list(Location.objects.order_by("pk"))

    @property
    def is_saved(self) -> bool:
        return self.clashes is not None

    def _take(self) -> None:
        """Look at what was sent, and save it where that was asked for and nothing stands against it."""
        if not self.form.is_bound:
            return
        if not self.form.is_valid:
            self.status = 422
            return
        if self.hours.version != self.seen:
            self._refuse(HoursChanged())
            return
        self.plan = self._plan(self.hours)
        if self.request.POST.get("do") == "save":
            self._save()

    def _plan(self, hours: Hours) -> Plan:
        places = {place.pk: place for place in self.places}
        return plan_week(hours, self.form.shifts, self.resource, places)

    def _save(self) -> None:
        try:
            self.clashes = actions.save_hours(
                resource=self.resource,
                plan=self._plan,
                seen=self.seen,
                named=str(self.request.POST.get("named", "")),
                by=login_of(self.request),
            )
        except ClashNotNamed as error:
            self.needs_a_word, self.status = True, error.status
        except RuleRefused as error:
            self.refusal, self.status = error.message, 422
        except DomainError as error:
            self._refuse(error)

    def _refuse(self, error: DomainError) -> None:
        """The hours as they are now; what was typed stays, and may be saved over them knowingly."""
        self.refusal, self.status = error.message, error.status
        self.hours = hours_of(self.resource)
        self.seen = self.hours.version
        self.plan = self._plan(self.hours)

    @cached_property
    def preview(self) -> Preview:
        """The four weeks as they would be, and who would be in the way."""
        found = clashes_of_plan(self.resource.pk, self.plan)
        weeks = four_weeks(self.resource.pk, self.today, plan=self.plan, clashes=found)
        return preview_of(found, weeks, url=self.move_url)

    def context(self) -> dict[str, Any]:
        """What the page shows; whoever is in the way is noted as read."""
        self.preview.note_reading(self.request)
        return {
            "form": self.form,
            "hours": self.hours,
            # Not that of now: rows that come and go tell nobody what changed meanwhile.
            "version": self.seen,
            "now_is": self._in_words() if self.refusal else [],
            "preview": self.preview,
            "is_changed": not self.plan.is_empty,
            "needs_a_word": self.needs_a_word,
            "refusal": self.refusal,
            "letter": letter_of(self.today).value.upper(),
            "others": [(rule, rule.location.name, rule.days.rrules) for rule in self.hours.other],
        }

    def _in_words(self) -> list[tuple[str, str]]:
        """The hours that are stored, day by day."""
        form = WeekForm.of(self.hours.shifts, places=self.places, today=self.today)
        names = {place.pk: place.name for place in self.places}
        said = dict(which_choices(self.today))
        found = []
        for day in form.days:
            shifts = [shift for shift in self.hours.shifts if shift.day == day.number]
            lines = []
            for shift in shifts:
                parts = [f"{shift.opens:%H:%M}–{shift.closes:%H:%M}"]
                if shift.which != Which.EVERY:
                    parts.append(said[shift.which])
                if len(names) > 1:
                    parts.append(names[shift.location_id])
                lines.append(", ".join(parts))
            if lines:
                found.append((day.name, "; ".join(lines)))
        return found
