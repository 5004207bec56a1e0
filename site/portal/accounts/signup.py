"""What signing up asks besides email and password; allauth builds its form on this one."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import User


class SignupDetails(forms.Form):
    """The name, for the Person behind the login, and what they agree to."""

    full_name = forms.CharField(
        label=_("Your name and surname"),
        max_length=120,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    privacy = forms.BooleanField(
        label=_(
            "I agree: my data are used only to give me my appointments and to write about them."
        ),
        error_messages={"required": _("Without it there can be no account; booking needs none.")},
    )

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth in the transaction that has made the login."""
        # The forms of allauth are loaded before the models.
        from portal.people.consents import give_consent
        from portal.people.models import Consent

        from .actions import give_person

        language: Any = (get_language() or "es")[:2]
        name = self.cleaned_data["full_name"]
        person = give_person(user=user, full_name=name, language=language)
        give_consent(person=person, code="privacy", origin=Consent.Origin.SIGNUP, by=user)
