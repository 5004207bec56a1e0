"""What is typed about the team's logins: cleaned, never saved here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Professional, User
from portal.accounts.roles import Role
from portal.core.errors import DomainError
from portal.core.text_search import matching
from portal.places.models import Location

from . import access
from .listing import ACTIVE, DEACTIVATED, STATES, WAITING, in_state, ways_to_logins

ALL = pgettext_lazy("choices", "All")
# In a line, what a role is for; docs/security.md says it in full.
MEANING = {
    Role.SUPERADMINISTRATOR: _("everything, with the audit trail, backups and everybody's logins"),
    Role.ADMINISTRATOR: _("all appointments, clients, services and pages, and the team below them"),
    Role.EDITOR: _("pages, pictures and the site's texts; no client and no appointment"),
    Role.PROFESSIONAL: _("their own clients"),
    Role.ASSISTANT: _("appointments and clients of the places chosen below"),
    Role.CLIENT: _("leaves the team and keeps a client's account"),
}


def role_choices(roles: Iterable[str]) -> list[tuple[str, Any]]:
    """The roles in the house's order, each with what it is for."""
    wanted = set(roles)
    return [
        (role.value, format_lazy("{}: {}", role.label, MEANING[role]))
        for role in Role
        if role.value in wanted
    ]


def show_refusal(form: forms.Form, error: DomainError) -> None:
    """Put what was refused where it was typed."""
    for name, words in (error.fields or {"": error.message}).items():
        form.add_error(name if name in form.fields else None, str(words))


class FilterForm(forms.Form):
    """Which of the team the list shows; a field that makes no sense narrows nothing."""

    q = forms.CharField(label=_("Name or email"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", ALL), *((r.value, r.label) for r in Role if r != Role.CLIENT)],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", ALL),
            (ACTIVE, STATES["active"]),
            (WAITING, _("Not set up yet")),
            (DEACTIVATED, STATES["deactivated"]),
        ],
    )

    def narrow(self, found: QuerySet[User]) -> QuerySet[User]:
        self.full_clean()
        wanted = self.cleaned_data
        if wanted.get("role"):
            found = found.filter(role=wanted["role"])
        found = in_state(found, wanted.get("state") or "")
        return matching(found, wanted.get("q") or "", ways_to_logins)

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())


class RoleForm(forms.Form):
    """Which role, and at which places where it is an assistant's."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    locations = forms.ModelMultipleChoiceField(
        label=_("Places"),
        help_text=_("They count for an assistant only."),
        queryset=Location.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["role"].choices = role_choices(self.offered(by))
        fields["locations"].queryset = Location.objects.order_by("position", "pk")

    def offered(self, by: User) -> Iterable[str]:
        """The roles that whoever acts may give."""
        return access.roles_given_by(by)


class InviteForm(RoleForm):
    """Somebody new: whom, where the invitation goes, what for."""

    field_order = ("email", "professional", "full_name", "language", "role", "locations")

    email = forms.EmailField(
        label=_("Email"),
        help_text=_("The invitation goes there, and they log in with it."),
        max_length=254,
        error_messages={
            "required": _("Write the address the invitation goes to."),
            "invalid": _("Write a whole address, like maria@example.com."),
        },
    )
    professional = forms.ModelChoiceField(
        label=_("Professional"),
        help_text=_("Only where it is the login of somebody who is booked already."),
        queryset=Professional.objects.none(),
        required=False,
        empty_label=_("Nobody of these: somebody new"),
    )
    full_name = forms.CharField(
        label=_("Name and surnames"),
        help_text=_("A professional chosen above keeps the name they have."),
        max_length=120,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of their messages"), choices=settings.LANGUAGES, initial="es"
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        fields: Any = self.fields
        fields["professional"].queryset = access.professionals_without_login(by)
        fields["professional"].label_from_instance = lambda found: found.display_name

    def offered(self, by: User) -> Iterable[str]:
        """Clients are not invited: they sign up."""
        return super().offered(by) - {Role.CLIENT}  # type: ignore[operator]

    def clean_full_name(self) -> str:
        name = " ".join(self.cleaned_data["full_name"].split())
        if not name and not self.cleaned_data.get("professional"):
            raise forms.ValidationError(_("Write the name and surnames."))
        return name


class AddressForm(forms.Form):
    """By which address a client logs in."""

    email = forms.EmailField(
        label=_("Email the client logs in with"),
        max_length=254,
        error_messages={
            "required": _("Write the address they log in with."),
            "invalid": _("Write a whole address, like maria@example.com."),
        },
    )
