"""Cleaning of what staff type about people; nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.text_search import folded

from .models import Person


class EraseForm(forms.Form):
    """The name, typed, so that nobody erases the person of another tab."""

    name = forms.CharField(
        label=gettext_lazy("Type the person's full name to erase"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the full name as it stands above.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if folded(" ".join(typed.split())) != folded(" ".join(str(self.person).split())):
            raise forms.ValidationError(_("That is not the name that stands above."))
        return typed
