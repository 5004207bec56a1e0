"""What a guest types: cleaned, never saved here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.phones import to_e164
from portal.taxonomy.models import Species

from .models import IntakeQuestion

# More kinds of animals than this are a list to open, not buttons side by side.
MOST_CHIPS = 6


class Chips(forms.RadioSelect):
    """Radio buttons side by side; an error leads to the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class GuestForm(forms.Form):
    """Who is coming and how to reach them."""

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

    def __init__(self, *args: Any, known: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """`known` is what is not asked: by field, as the cleaned form gives it."""
        super().__init__(*args, **kwargs)
        self.known = {name: value for name, value in (known or {}).items() if value}
        for name in self.known:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), **self.known}

    def clean_phone(self) -> str:
        return to_e164(self.cleaned_data["phone"])

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())


class AnimalForm(forms.Form):
    """One animal: its name, what it is, why it comes, and what the service asks about it."""

    label = forms.CharField(
        label=_("Your pet's name"),
        max_length=60,
        error_messages={"required": _("Write your pet's name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    species = forms.ChoiceField(
        label=_("What animal is it?"),
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

    def __init__(
        self,
        *args: Any,
        species: Sequence[Species],
        questions: Sequence[IntakeQuestion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.slug: one for one in species}
        self.questions = questions
        self.is_chips = len(species) <= MOST_CHIPS
        self._offer(species)
        for question in questions:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=question.text,
                required=question.is_required,
                max_length=1000,
                error_messages={"required": _("Answer this question.")},
            )

    def _offer(self, species: Sequence[Species]) -> None:
        field = self.fields["species"]
        assert isinstance(field, forms.ChoiceField)
        names: list[tuple[str, Any]] = [(one.slug, one.name) for one in species]
        if self.is_chips:
            field.widget = Chips(attrs={"class": "vh"})
            field.initial = names[0][0] if len(names) == 1 else None
        else:
            names.insert(0, ("", _("Choose one")))
        field.choices = names

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())

    def clean_species(self) -> Species:
        return self.known[self.cleaned_data["species"]]

    @property
    def answers(self) -> list[dict[str, str]]:
        """The questions that were answered, in both languages, with the answer."""
        given = [(question, self.cleaned_data[f"q{question.pk}"]) for question in self.questions]
        return [
            {"es": question.text_es, "en": question.text_en, "answer": answer}
            for question, answer in given
            if answer
        ]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Question and answer in the language of the page."""
        given = [(one.text, self.cleaned_data[f"q{one.pk}"]) for one in self.questions]
        return [(text, answer) for text, answer in given if answer]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[f"q{question.pk}"] for question in self.questions]
