"""Forms of the review queue; nothing is saved here."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.licences import usual_end
from portal.accounts.models import ProfessionalApplication
from portal.core.time import now, today
from portal.core.widgets import DateInput, DayField
from portal.places.queries import house_zone
from portal.taxonomy.models import Profession

State = ProfessionalApplication.State
LONGEST_WORD = 2000
# Nobody is kept waiting for longer than that.
LATEST = timedelta(days=92)
WAITING, OVERDUE, OPEN, ALL = "waiting", "overdue", "open", "all"


class FilterForm(forms.Form):
    """Which applications are shown; those that wait for us, unless something else is asked for."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (WAITING, _("Waiting for us")),
            (OVERDUE, _("Overdue")),
            (OPEN, _("Not decided")),
            *((state.value, state.label) for state in State if state != State.DRAFT),
            (ALL, pgettext_lazy("applications", "All")),
        ],
    )
    profession = forms.ModelChoiceField(
        label=_("Profession"),
        required=False,
        queryset=Profession.objects.filter(offered=True),
        empty_label=pgettext_lazy("professions", "All"),
    )

    @property
    def chosen(self) -> str:
        """The state that counts."""
        self.full_clean()
        return self.cleaned_data.get("state") or WAITING

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """The rows the form asks for; what cannot be read asks for nothing."""
        chosen = self.chosen
        if chosen in (WAITING, OVERDUE):
            found = found.filter(state=State.SUBMITTED)
        if chosen == OVERDUE:
            found = found.filter(due_at__lt=now())
        if chosen == OPEN:
            found = found.filter(state__in=ProfessionalApplication.OPEN)
        if chosen in State.values:
            found = found.filter(state=chosen)
        if profession := self.cleaned_data.get("profession"):
            found = found.filter(profession=profession)
        return found


class WordForm(forms.Form):
    """Something a person writes about the application."""

    text = forms.CharField(
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, *args: Any, label: Any = "", hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint


class RejectForm(WordForm):
    """Why not; with the state in which the application was read."""

    seen = forms.CharField(max_length=11, required=False, widget=forms.HiddenInput())

    def clean_seen(self) -> str:
        return self.cleaned_data["seen"] or State.SUBMITTED


class ApproveForm(forms.Form):
    """Up to which day the licence is trusted; not asked where a profession has none."""

    valid_until = DayField(
        label=_("Licence checked: trust it until"),
        help_text=_("We warn 30 days before. From the day after, the badge is gone."),
        widget=DateInput(),
    )

    def __init__(self, *args: Any, has_licence: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_licence:
            self.initial.setdefault("valid_until", usual_end())
        else:
            del self.fields["valid_until"]


class DueForm(forms.Form):
    """Another day by which the application is to be answered, to its end."""

    due_on = DayField(label=_("To be answered by"), widget=DateInput())

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        first = today(house_zone())
        if not first <= day <= first + LATEST:
            raise forms.ValidationError(_("Choose today or a day within the next three months."))
        return day

    def due_at(self) -> datetime:
        """The last minute of that day on the house's clock, in UTC."""
        local = datetime.combine(self.cleaned_data["due_on"], time(23, 59), tzinfo=house_zone())
        return local.astimezone(UTC)
