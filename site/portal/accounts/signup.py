"""What signing up asks besides email and password; allauth builds its form on this one."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import User


class SignupDetails(forms.Form):
    """The name, for the Person behind the login."""

    full_name = forms.CharField(
        label=_("Your name and surname"),
        max_length=120,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth in the transaction that has made the login."""
        from .actions import give_person  # the forms of allauth are loaded before the models

        language: Any = (get_language() or "es")[:2]
        give_person(user=user, full_name=self.cleaned_data["full_name"], language=language)
