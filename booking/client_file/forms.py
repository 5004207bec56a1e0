"""What staff type on a client's file: cleaned, never saved here."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Professional
from portal.core.phones import to_e164
from portal.core.widgets import DayField
from portal.places.models import Location

LONGEST_NOTE = 2000
LONGEST_SUBJECT = 80
LONGEST_MESSAGE = 2000


class NoteForm(forms.Form):
    """One internal note."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Write the note.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EmergencyForm(forms.Form):
    """Whom to call when the client cannot be reached; everything empty says nobody."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput()
    )
    relation = forms.CharField(
        label=_("Who that is"),
        help_text=_("A brother who has the keys, for example."),
        max_length=120,
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        """The number as E.164."""
        typed: str = self.cleaned_data["phone"]
        return to_e164(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "phone" in data and any(data.values()):
            if not data.get("name"):
                self.add_error("name", _("Write the name of whoever is to be called."))
            if not data["phone"]:
                self.add_error("phone", _("Write the number to call."))
        return data


class MessageForm(forms.Form):
    """A message to clients, as staff write it; `attempt` is the form's own number."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Write what it is about.")},
    )
    text = forms.CharField(
        label=_("Message"),
        help_text=_(
            "Greeting, your name and the phone number are added. Write nothing about health."
        ),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write the message.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attempt = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput())

    def clean_subject(self) -> str:
        """On one line, as a mail has it."""
        return " ".join(self.cleaned_data["subject"].split())


class DayForm(forms.Form):
    """Whose clients: those of a day, of a place or a professional where one is named.

    With `late`, those whom that professional keeps waiting.
    """

    day = DayField()
    place = forms.ModelChoiceField(queryset=Location.objects.none(), required=False)
    professional = forms.ModelChoiceField(queryset=Professional.objects.none(), required=False)
    late = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Any,
        *,
        places: QuerySet[Location],
        professionals: QuerySet[Professional],
    ) -> None:
        super().__init__(data)
        lists: Any = self.fields
        lists["place"].queryset = places
        lists["professional"].queryset = professionals

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("late") and not data.get("professional"):
            self.add_error("professional", _("Choose who is late."))
        return data
