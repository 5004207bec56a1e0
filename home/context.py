"""The shell of every page: name, phone, hours, menu, languages, theme."""

from dataclasses import dataclass
from datetime import time
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from portal.core.phones import shown
from portal.core.theme import theme_of
from portal.places.models import Location
from portal.places.queries import DayHours, main_location, open_until, week_hours

from .addresses import address_in
from .queries import directory_url


@dataclass(frozen=True)
class Language:
    """One language of the switch: the address of this same page in it."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class NavItem:
    title: str
    url: str
    is_current: bool


class Shell:
    """Read lazily: a page that shows no footer asks nothing."""

    def __init__(self, request: HttpRequest, page: Page | None) -> None:
        self.request = request
        self.page = page

    @cached_property
    def place(self) -> Location | None:
        return main_location()

    @property
    def clinic_name(self) -> str:
        return self.place.name if self.place else settings.WAGTAIL_SITE_NAME

    @property
    def phone(self) -> str:
        return shown(self.place.phone) if self.place else ""

    @property
    def phone_href(self) -> str:
        return f"tel:{self.place.phone}" if self.place else ""

    @property
    def email(self) -> str:
        return self.place.email if self.place else ""

    @cached_property
    def hours(self) -> list[DayHours]:
        return week_hours(self.place) if self.place else []

    @cached_property
    def open_until(self) -> time | None:
        return open_until(self.place) if self.place else None

    @property
    def open_now(self) -> bool:
        return self.open_until is not None

    @property
    def theme(self) -> str:
        return theme_of(self.request)

    @property
    def current_path(self) -> str:
        return self.request.get_full_path()

    @property
    def home_url(self) -> str:
        return "/en/" if (get_language() or "es").startswith("en") else "/"

    @cached_property
    def directory_url(self) -> str:
        return directory_url(self.request)

    @cached_property
    def nav(self) -> list[NavItem]:
        if not self.directory_url:
            return []
        is_current = self.request.path.startswith(self.directory_url)
        return [NavItem(gettext("Professionals"), self.directory_url, is_current)]

    @cached_property
    def languages(self) -> list[Language]:
        current = (get_language() or "es")[:2]
        return [
            Language(
                code=code,
                name={"es": "Español", "en": "English"}[code],
                url=address_in(code, self.request, self.page),
                is_current=code == current,
            )
            for code, _name in settings.LANGUAGES
        ]

    @property
    def theme_url(self) -> str:
        return reverse("theme")


def site_shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` for every template."""
    return {"shell": Shell(request, getattr(request, "portal_page", None))}
