"""Forms about one professional; nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.licences import usual_end
from portal.core.widgets import DateInput


class CheckForm(forms.Form):
    """Up to which day the licence is trusted."""

    valid_until = forms.DateField(
        label=_("Trust the licence until"),
        help_text=_("We warn 30 days before. From the day after, the badge is gone."),
        widget=DateInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_until", usual_end())


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
