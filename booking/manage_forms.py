"""What is typed on the pages of a booked visit: cleaned, never saved here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models.reasons import CLIENT_REASONS


class CancelForm(forms.Form):
    """Why a visit is cancelled, if the client wants to say."""

    reason = forms.ChoiceField(
        label=_("Why do you cancel it?"),
        required=False,
        choices=[(reason.value, reason.label) for reason in CLIENT_REASONS],
        error_messages={"invalid_choice": _("Choose a reason from the list.")},
    )


class LostLinkForm(forms.Form):
    """Whose links are to be sent again."""

    email = forms.EmailField(
        label=_("Your email"),
        max_length=254,
        help_text=_("The one you gave when you booked."),
        error_messages={
            "required": _("Write your email."),
            "invalid": _("Write an email such as elena@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
