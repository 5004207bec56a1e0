"""What the pages of the second factor ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIGURES = {
    "class": "pin",
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
}


class CodeForm(forms.Form):
    """The figures of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        help_text=_("The six figures that the app shows, or one of your recovery codes."),
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"class": "pin", "autocomplete": "one-time-code"}),
    )


class AppForm(forms.Form):
    """The figures of an app that is being set up, and what to call it."""

    code = forms.CharField(
        label=_("The six figures that the app shows now"),
        max_length=16,
        error_messages={"required": _("Write the six figures that the app shows.")},
        widget=forms.TextInput(attrs=FIGURES),
    )
    name = forms.CharField(
        label=_("What do you call this device?"),
        help_text=_("Such as «My phone», so that you know it again."),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AgainForm(forms.Form):
    """Who one is, once more: the present second factor, else the password; nothing while it is fresh."""

    # The answer where something is wrong; `again.shown_again` says so of a refused proof.
    status = 422

    again_code = forms.CharField(
        label=_("Code of an app you use already, or a recovery code"),
        max_length=32,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"class": "pin", "autocomplete": "one-time-code"}),
    )
    again_password = forms.CharField(
        label=_("Your password"),
        max_length=128,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, asks: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "password"):
            if name != asks:
                del self.fields[f"again_{name}"]
