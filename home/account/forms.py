"""What is typed in the account: cleaned, never saved here."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.phones import shown, to_e164
from portal.people.details import Details
from portal.people.models import Person

ADDRESS = ("street", "postal_code", "city", "province")


def _phone_field(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": autocomplete, "type": "tel", "inputmode": "tel"}
        ),
        **more,
    )


def _line(label: Any, autocomplete: str, most: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


class ClaimForm(forms.Form):
    """The code that staff gave a client for their account."""

    code = forms.CharField(
        label=_("Code from the clinic"),
        help_text=_("Ten letters and figures. Capitals and spaces do not matter."),
        max_length=40,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(
            attrs={"class": "given-code", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class DetailsForm(forms.Form):
    """Who somebody is and how to reach them. A professional's name is public: the clinic changes it."""

    full_name = forms.CharField(
        label=_("Your name and surname"),
        max_length=120,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = _phone_field(_("Mobile"), "tel", help_text=_("Only to tell you if something changes."))
    language = forms.ChoiceField(
        label=_("Language of our messages"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choose a language from the list.")},
    )
    street = _line(_("Street and number"), "street-address")
    postal_code = _line(_("Postal code"), "postal-code", 12)
    city = _line(_("Town"), "address-level2", 80)
    province = _line(_("Province"), "address-level1", 80)
    emergency_name = _line(_("Their name"), "off")
    emergency_phone = _phone_field(_("Their phone"), "off")

    def __init__(self, *args: Any, person: Person, is_professional: bool, **kwargs: Any) -> None:
        self.person = person
        emergency: Any = person.emergency_contact or {}
        address: Any = person.address or {}
        kwargs["initial"] = {
            "full_name": person.full_name,
            "phone": shown(person.phone) if person.phone else "",
            "language": person.language,
            **{name: address.get(name, "") for name in ADDRESS},
            "emergency_name": emergency.get("name", ""),
            "emergency_phone": shown(emergency["phone"]) if emergency.get("phone") else "",
        }
        super().__init__(*args, **kwargs)
        if is_professional:
            del self.fields["full_name"]

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_phone(self) -> str:
        return self._e164("phone")

    def clean_emergency_phone(self) -> str:
        return self._e164("emergency_phone")

    def _e164(self, name: str) -> str:
        typed = self.cleaned_data[name].strip()
        return to_e164(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("emergency_name") and not (
            data.get("emergency_phone") or "emergency_phone" in self.errors
        ):
            self.add_error("emergency_phone", _("Write the phone on which we reach them."))
        return data

    @property
    def details(self) -> Details:
        """What was typed, as the action takes it. Parts of an address that nobody asks about stay."""
        data = self.cleaned_data
        before: Any = self.person.address or {}
        parts = {**before, **{name: data[name] for name in ADDRESS}}
        address = {name: text for name, text in parts.items() if text}
        # What staff wrote beside it, who that is, stays.
        known: Any = self.person.emergency_contact or {}
        emergency = {**known, "name": data["emergency_name"], "phone": data["emergency_phone"]}
        return Details(
            full_name=data.get("full_name", self.person.full_name),
            language=data["language"],
            phone=data["phone"],
            address=address or None,
            emergency_contact=emergency if emergency["phone"] else None,
        )
