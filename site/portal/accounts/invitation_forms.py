"""The password of somebody who is invited."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from .models import User


class TypePasswordForm(forms.Form):
    """The one there is."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=128,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChoosePasswordForm(forms.Form):
    """A first one, typed twice."""

    password1 = forms.CharField(
        label=_("Choose a password"),
        max_length=128,
        help_text=_("At least 10 characters; a sentence is easy to remember."),
        error_messages={"required": _("Choose a password of at least 10 characters.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same once more"),
        max_length=128,
        error_messages={"required": _("Write it once more.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Write the same twice."))
        return cleaned
