"""What a professional's own pages are made of, in the order of their menu.

The floor above adds what only it has (the page in Wagtail) by `register`, in its AppConfig.ready().
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One entry of the menu: `view` names its address, unless `address` says it; places go upwards."""

    code: str
    title: str | Promise
    icon: str
    view: str = ""
    address: Callable[[], str] | None = None
    place: int = 100

    @property
    def url(self) -> str:
        """In the language of the page."""
        return self.address() if self.address else reverse(self.view)


_SECTIONS = {
    section.code: section
    for section in (
        Section("today", _("Today"), "calendar-check", "own:today", place=10),
        Section("upcoming", _("To come"), "calendar", "own:upcoming", place=20),
        Section("hours", _("Availability"), "clock", "own:hours", place=30),
        Section("services", _("Services and prices"), "euro", "own:services", place=40),
        Section("facts", _("Your details"), "user", "own:facts", place=50),
    )
}


def register(section: Section) -> None:
    """Add an entry to the menu; one of the same code takes the place of the other."""
    _SECTIONS[section.code] = section


def sections() -> list[Section]:
    """The menu, in its order."""
    return sorted(_SECTIONS.values(), key=lambda section: section.place)
