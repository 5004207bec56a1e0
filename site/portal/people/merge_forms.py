"""Whose value counts when two people become one; nothing is saved here."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core import phones

from .models import Person

SIDES = [("kept", _("the first one's")), ("gone", _("the second one's"))]
LABELS = {
    "full_name": _("Name and surnames"),
    "email": _("First email"),
    "phone": _("First phone"),
    "language": _("Language"),
    "address": _("Address"),
    "emergency_contact": _("Emergency contact"),
    "identity_number": _("Identity number"),
}


@dataclass(frozen=True)
class Line:
    """One field side by side; `field` is there where somebody has to choose."""

    name: str
    label: str
    kept: str
    gone: str
    field: Any = None


def shown(person: Person, name: str) -> str:
    """The value as people read it."""
    if name == "language":
        return str(person.get_language_display())
    value = getattr(person, name)
    if name == "phone" and value:
        return phones.shown(value)
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return str(value or "")


class MergeForm(forms.Form):
    """A choice for each field in which the two differ and both say something."""

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = {name: (shown(kept, name), shown(gone, name)) for name in LABELS}
        for name, (own, other) in self.pairs.items():
            if own and other and own != other:
                self.fields[name] = forms.ChoiceField(
                    label=LABELS[name],
                    choices=SIDES,
                    initial="kept",
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Choose whose value counts.")},
                )

    @property
    def lines(self) -> list[Line]:
        """Every field, with a choice or without."""
        return [
            Line(name, str(LABELS[name]), own, other, self[name] if name in self.fields else None)
            for name, (own, other) in self.pairs.items()
        ]

    @property
    def choices(self) -> dict[str, str]:
        return dict(self.cleaned_data)
