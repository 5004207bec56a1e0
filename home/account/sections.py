"""What the account is made of, in the order of its menu. A new section is one more line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.applications.access import has_applied


@dataclass(frozen=True)
class Section:
    """One entry of the account's menu: `view` is the name of its first page's address."""

    code: str
    title: str | Promise
    icon: str
    view: str
    # Whose menu it stands in; everybody's where nothing is said.
    is_for: Callable[[Any], bool] = lambda user: True

    @property
    def url(self) -> str:
        return reverse(self.view)


SECTIONS = (
    Section("overview", _("Overview"), "house", "account:overview"),
    Section("visits", _("Appointments"), "calendar", "account:visits"),
    Section("notices", _("Notices"), "bell", "account:notices"),
    Section("application", _("My application"), "stethoscope", "applying:mine", has_applied),
    Section("details", _("My data"), "user", "account:details"),
    Section("preferences", _("Messages we send you"), "mail", "account:preferences"),
    Section("privacy", _("Privacy"), "shield-check", "account:privacy"),
    Section("readings", _("Who has seen your data"), "eye", "own-readings"),
    Section("security", _("Access and security"), "lock", "accounts:security"),
)
