"""What a guest types: cleaned, never saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.phones import to_e164
from portal.taxonomy.models import Species


class SpeciesField(forms.ModelChoiceField):
    """A species by its name in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class GuestForm(forms.Form):
    """Who is coming, with whom; the hidden fields carry what was chosen before."""

    pet_name = forms.CharField(
        label=_("Your pet's name"),
        max_length=60,
        error_messages={"required": _("Write your pet's name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    species = SpeciesField(
        label=_("What animal is it?"),
        queryset=Species.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose what animal it is."),
            "invalid_choice": _("Choose an animal from the list."),
        },
    )
    notes = forms.CharField(
        label=_("What is wrong?"),
        required=False,
        max_length=1000,
        help_text=_(
            "A sentence or two lets the professional prepare the visit. No payment details, please."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    full_name = forms.CharField(
        label=_("Your name and surname"),
        max_length=120,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Mobile"),
        max_length=30,
        error_messages={"required": _("Write a phone number with 9 digits, such as 612 34 56 78.")},
        help_text=_("Only to tell you if something changes."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        error_messages={
            "required": _("Write a whole email address, such as name@example.com."),
            "invalid": _("Write a whole email address, such as name@example.com."),
        },
        help_text=_("We send the confirmation there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    attempt = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, species: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["species"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = species

    def clean_phone(self) -> str:
        return to_e164(self.cleaned_data["phone"])

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_pet_name(self) -> str:
        return " ".join(self.cleaned_data["pet_name"].split())
