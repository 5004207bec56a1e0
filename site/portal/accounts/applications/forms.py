"""What is typed and chosen in an application: cleaned, never saved here.

Every field may stay empty while somebody goes on another day; `is_final` asks for what is needed.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ApplicationDocument, ProfessionalApplication
from portal.core.phones import shown, to_e164
from portal.people.models import Person
from portal.places.models import Location
from portal.taxonomy.models import College, Language, Profession, Species

from . import wishes
from .completeness import is_regulated
from .parts import Trade, Training, Wishes

Boxes = forms.CheckboxSelectMultiple


def _line(label: Any, most: int, help_text: Any = "", autocomplete: str = "off") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PartForm(forms.Form):
    """`NEEDED` are the fields without which one does not go on to the next page."""

    NEEDED: tuple[str, ...] = ()

    def __init__(self, *args: Any, is_final: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = is_final and name in self.NEEDED


class AboutForm(PartForm):
    """Who applies, and as what."""

    NEEDED = ("full_name", "phone", "languages", "profession")

    full_name = forms.CharField(
        label=_("Your name and surname"),
        max_length=120,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Mobile"),
        max_length=30,
        help_text=_("For questions about your application; it is never shown on your page."),
        error_messages={"required": _("Write a phone on which we reach you.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    profession = forms.ModelChoiceField(
        Profession.objects.filter(offered=True),
        label=_("Profession"),
        empty_label=_("Choose one"),
        help_text=_("The next page asks for what this profession needs."),
        error_messages={
            "required": _("Choose your profession."),
            "invalid_choice": _("Choose your profession from the list."),
        },
    )
    languages = forms.ModelMultipleChoiceField(
        Language.objects.all(),
        label=_("Languages you speak"),
        widget=Boxes,
        error_messages={"required": _("Say which languages you speak.")},
    )

    def __init__(self, *args: Any, application: ProfessionalApplication, **kwargs: Any) -> None:
        person: Person = application.user.person
        kwargs["initial"] = {
            "full_name": person.full_name,
            "phone": shown(person.phone) if person.phone else "",
            "profession": application.profession_id,
            "languages": [one.pk for one in application.languages.all()],
        }
        super().__init__(*args, **kwargs)

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        return to_e164(typed) if typed else ""

    @property
    def part(self) -> Trade:
        data = self.cleaned_data
        return Trade(data["profession"], tuple(data["languages"]))


class TrainingForm(PartForm):
    """The licence and the fields of work; of a profession without a college neither is asked."""

    title = _line(
        _("Title before your name"), 20, _("As clients shall read it, such as «Dr.» or «Dra.».")
    )
    college = forms.ModelChoiceField(
        College.objects.none(),
        label=_("College"),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose your college."),
            "invalid_choice": _("Choose a college of your profession from the list."),
        },
    )
    licence_number = forms.CharField(
        label=_("Licence number"),
        max_length=30,
        error_messages={"required": _("Write your licence number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    headline = _line(
        _("What you do, in a line"), 140, _("It stands below your name, such as «Feline medicine».")
    )
    specialities = forms.ModelMultipleChoiceField(
        Language.objects.none(), label=_("Specialities"), widget=Boxes
    )
    other_specialities = _line(_("Other specialities"), 300, _("In your own words."))
    species = forms.ModelMultipleChoiceField(
        Species.objects.all(),
        label=_("Animals you see"),
        widget=Boxes,
        error_messages={"required": _("Say which animals you see.")},
    )

    def __init__(self, *args: Any, application: ProfessionalApplication, **kwargs: Any) -> None:
        profession = application.profession
        assert profession is not None
        colleges = profession.colleges.all()
        self.NEEDED = ("species",)
        if is_regulated(profession):
            self.NEEDED = ("species", "college", "licence_number")
        kwargs["initial"] = {
            name: getattr(application, name)
            for name in ("title", "licence_number", "headline", "other_specialities")
        } | {
            "college": application.college_id,
            "specialities": [one.pk for one in application.specialities.all()],
            "species": [one.pk for one in application.species.all()],
        }
        super().__init__(*args, **kwargs)
        self._field("college").queryset = colleges
        self._field("specialities").queryset = profession.specialities.all()
        if not profession.specialities.exists():
            del self.fields["specialities"]
        if not colleges.exists():
            del self.fields["college"], self.fields["licence_number"]
        else:
            self._explain_number(application.college)

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _explain_number(self, college: College | None) -> None:
        words: Any = _("As it stands on your card or certificate.")
        if college is not None and college.example:
            words = _("As it stands on your card; in full it looks like %(example)s.") % {
                "example": college.example
            }
        self.fields["licence_number"].help_text = words

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, college = data.get("licence_number", ""), data.get("college")
        if number and college is None and "college" not in self.errors:
            self.add_error("college", _("Choose the college that gave you this number."))
        if number and college is not None:
            try:
                data["licence_number"] = college.number(number)
            except ValueError:
                self.add_error("licence_number", no_number(college))
        return data

    @property
    def part(self) -> Training:
        data = self.cleaned_data
        return Training(
            title=data["title"].strip(),
            college=data.get("college"),
            licence_number=data.get("licence_number", ""),
            headline=data["headline"].strip(),
            specialities=tuple(data.get("specialities", ())),
            other_specialities=data["other_specialities"].strip(),
            species=tuple(data["species"]),
        )


def no_number(college: College) -> str:
    """What to say of a number that cannot be one of this college."""
    if not college.example:
        return str(_("That cannot be a licence number. Write it as it stands on your card."))
    words = _("%(college)s has no such number. Write it like %(example)s.")
    return str(words % {"college": college.name, "example": college.example})


class WishesForm(PartForm):
    """What somebody wants to offer, and where."""

    NEEDED = ("locations",)

    services = forms.MultipleChoiceField(label=_("Services you want to offer"), widget=Boxes)
    other_services = _line(
        _("Other services"), 300, _("What is missing from the list, in your own words.")
    )
    locations = forms.ModelMultipleChoiceField(
        Location.objects.all(),
        label=_("Where you want to work"),
        widget=Boxes,
        error_messages={"required": _("Choose where you want to work.")},
    )
    note = _text(
        _("Anything we should know"),
        2000,
        _("Only those who decide read it. It is kept encrypted."),
    )

    def __init__(self, *args: Any, application: ProfessionalApplication, **kwargs: Any) -> None:
        names = ("services", "other_services", "note")
        kwargs["initial"] = {name: getattr(application, name) for name in names} | {
            "locations": [one.pk for one in application.locations.all()]
        }
        self.is_final = kwargs.get("is_final", True)
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["services"]
        offered.choices = wishes.services()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = ("services", "other_services")
        is_silent = not any(data.get(name) or name in self.errors for name in names)
        if self.is_final and is_silent:
            words = _("Choose a service, or write below what you want to offer.")
            self.add_error("services", words)
        return data

    @property
    def part(self) -> Wishes:
        data = self.cleaned_data
        return Wishes(
            services=data["services"],
            other_services=data["other_services"].strip(),
            locations=tuple(data["locations"]),
            note=data["note"].strip(),
        )


class PaperForm(forms.Form):
    """One file; what it is made of is looked at by `papers.add_paper`."""

    kind = forms.ChoiceField(choices=ApplicationDocument.Kind, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a file first."),
            "max_length": _("Give the file a shorter name."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class SendForm(forms.Form):
    """The two declarations."""

    is_true = forms.BooleanField(
        label=_("What I say is true, and the papers are mine"),
        error_messages={"required": _("Say that what you tell us is true.")},
    )
    terms = forms.BooleanField(
        label=_("I accept the conditions for professionals"),
        error_messages={"required": _("Accept the conditions for professionals.")},
    )
