"""Forms about one professional; nothing is saved here."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.applications.forms import no_number
from portal.accounts.licences import usual_end
from portal.accounts.models import Professional
from portal.core.widgets import DateInput, DayField
from portal.taxonomy.models import College


class CheckForm(forms.Form):
    """Which licence was looked at, and up to which day it is trusted."""

    college = forms.ModelChoiceField(College.objects.none(), label=_("College"))
    licence_number = forms.CharField(label=_("Licence number"), max_length=30)
    valid_until = DayField(
        label=_("Trust the licence until"),
        help_text=_("We warn 30 days before. From the day after, the badge is gone."),
        widget=DateInput(),
    )

    def __init__(self, *args: Any, professional: Professional, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "college": professional.college_id,
            "licence_number": professional.licence_number,
            "valid_until": usual_end(),
        }
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["college"]
        of_theirs = Q(professions=professional.profession_id) | Q(pk=professional.college_id)
        offered.queryset = College.objects.filter(of_theirs).distinct()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, college = data.get("licence_number"), data.get("college")
        if number and college:
            try:
                data["licence_number"] = college.number(number)
            except ValueError:
                self.add_error("licence_number", no_number(college))
        return data


class SuspendForm(forms.Form):
    """Why; the team reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For the team; clients do not read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the team reads it.")},
    )


class NothingForm(forms.Form):
    """A button alone."""
