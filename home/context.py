"""The shell of every page: name, phone, hours, menus, languages, theme; at most three queries."""

from dataclasses import dataclass
from datetime import time
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from wagtail.models import Page, Site

from portal.core.phones import shown
from portal.core.theme import theme_of
from portal.places.models import Location
from portal.places.queries import DayHours, open_until, week_hours

from .account.header import AccountLink, account_link
from .account.sections import SECTIONS, Section
from .addresses import LANGUAGES, AddressBook, prefix, view_path
from .models import (
    ClinicIdentity,
    DirectoryPage,
    FooterText,
    Menus,
    SiteNotice,
    SocialLinks,
)
from .shell_rows import THEMES, ShellRows, shell_rows
from .wanted import wanted_by

NAMES = {"es": "Español", "en": "English"}


@dataclass(frozen=True)
class Language:
    """One language of the switch: where this same page is in it, and whether it is translated."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translated: bool


@dataclass(frozen=True)
class NavItem:
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class NavColumn:
    """A column of the footer."""

    title: str
    items: list[NavItem]


class Shell:
    """Read lazily: a page that shows no footer asks nothing."""

    def __init__(self, request: HttpRequest, page: Page | None) -> None:
        self.request = request
        self.page = page

    @classmethod
    def of(cls, request: HttpRequest, page: Page | None = None) -> "Shell":
        """The one shell of a request, for its page and its templates."""
        found: Shell | None = getattr(request, "portal_shell", None)
        page = page or getattr(request, "portal_page", None)
        if found is None or found.page != page:
            found = cls(request, page)
            request.portal_shell = found  # type: ignore[attr-defined]
        return found

    @property
    def language(self) -> str:
        return "en" if (get_language() or "es").startswith("en") else "es"

    # Settings
    @cached_property
    def _rows(self) -> ShellRows:
        return shell_rows()

    @property
    def _site(self) -> Site | None:
        return self._rows.site

    @cached_property
    def _settings(self) -> dict[type, Any]:
        """Each theme's row, or an empty one."""
        return {
            theme: getattr(self._site, str(theme._meta.model_name), None) or theme()
            for theme in THEMES
        }

    @property
    def site_name(self) -> str:
        """What the portal is called: in Wagtail, Settings, Sites."""
        return (self._site.site_name if self._site else "") or settings.WAGTAIL_SITE_NAME

    @property
    def identity(self) -> ClinicIdentity:
        return self._settings[ClinicIdentity]

    @property
    def footer(self) -> FooterText:
        return self._settings[FooterText]

    @property
    def social(self) -> list[tuple[str, str, str]]:
        return self._settings[SocialLinks].links()

    @property
    def notice(self) -> SiteNotice | None:
        """The notice while its time lasts, if it says anything."""
        notice: SiteNotice = self._settings[SiteNotice]
        return notice if notice.text() else None

    # Places
    @property
    def places(self) -> list[Location]:
        return self._rows.places

    @property
    def place(self) -> Location | None:
        """The place that stands for the group where no other is named."""
        return self.places[0] if self.places else None

    @property
    def clinic_name(self) -> str:
        return self.identity.name or (self.place.name if self.place else settings.WAGTAIL_SITE_NAME)

    @property
    def _phone(self) -> str:
        return self.identity.phone or (self.place.phone if self.place else "")

    @property
    def phone(self) -> str:
        return shown(self._phone) if self._phone else ""

    @property
    def phone_href(self) -> str:
        return f"tel:{self._phone}" if self._phone else ""

    @property
    def emergency(self) -> tuple[str, str, str]:
        """Number as shown, its link, and the words beside it; all empty when there is none."""
        number = self.identity.emergency_phone
        return (
            (shown(number), f"tel:{number}", self.identity.emergency_note) if number else ("",) * 3
        )

    @property
    def email(self) -> str:
        return self.identity.email or (self.place.email if self.place else "")

    @cached_property
    def hours(self) -> list[DayHours]:
        return week_hours(self.place) if self.place else []

    @cached_property
    def open_until(self) -> time | None:
        return open_until(self.place) if self.place else None

    @property
    def open_now(self) -> bool:
        return self.open_until is not None

    # Appearance
    @property
    def theme(self) -> str:
        return theme_of(self.request)

    @property
    def current_path(self) -> str:
        return self.request.get_full_path()

    # Addresses
    @cached_property
    def book(self) -> AddressBook:
        """Addresses of pages; those of the menus are known to be wanted."""
        book = AddressBook(self.page)
        menus: Menus = self._settings[Menus]
        book.want(wanted_by([menus.main, menus.footer, menus.legal]).pages)
        return book

    @property
    def url(self) -> str:
        """The path of the page itself in the language of the request; "" without one."""
        page = self.page
        return self.book.url(page.pk, self.language) if page is not None and page.pk else ""

    @property
    def home_url(self) -> str:
        return prefix(self.language)

    @cached_property
    def directory_url(self) -> str:
        return self.book.url_of(DirectoryPage, self.language)

    # Who is here
    @cached_property
    def account_sections(self) -> tuple[Section, ...]:
        """The account's menu, for pages of any app that belong to it."""
        if not self.account:
            return ()
        return tuple(one for one in SECTIONS if one.is_for(self.request.user))

    @cached_property
    def account(self) -> AccountLink | None:
        """The way to the account of whoever is logged in; None for everybody else."""
        return account_link(self.request)

    # Menus
    @cached_property
    def nav(self) -> list[NavItem]:
        """The header's menu; while nobody has written one, the directory alone."""
        items = self._items(self._settings[Menus].main)
        if items or not self.directory_url:
            return items
        return [self._item(gettext("Professionals"), self.directory_url)]

    @cached_property
    def nav_columns(self) -> list[NavColumn]:
        columns = [
            NavColumn(column.value.title, self._items(column.value["links"], wrapped=False))
            for column in self._settings[Menus].footer
        ]
        return [column for column in columns if column.items]

    @cached_property
    def nav_legal(self) -> list[NavItem]:
        return self._items(self._settings[Menus].legal)

    def _items(self, values: Any, *, wrapped: bool = True) -> list[NavItem]:
        """Items that lead somewhere: a page that is not published takes its item along."""
        found = []
        for one in values:
            value = one.value if wrapped else one
            pk = value.page_pk
            url = self.book.url(pk, self.language) if pk else value.get("url") or ""
            title = value.title or (self.book.title(pk, self.language) if pk else url)
            if url:
                found.append(self._item(title, url))
        return found

    def _item(self, title: str, url: str) -> NavItem:
        path = self.request.path
        is_current = path == url if url == self.home_url else path.startswith(url)
        return NavItem(title, url, is_current)

    # Languages
    @cached_property
    def languages(self) -> list[Language]:
        return [
            Language(
                code=code,
                name=NAMES[code],
                url=self._address_in(code),
                is_current=code == self.language,
                is_translated=self._speaks(code),
            )
            for code in LANGUAGES
        ]

    def _address_in(self, language: str) -> str:
        """What this request shows, under `language`. The query string stays: filters and choices
        mean the same in both."""
        page = self.page
        path = (
            self.book.url(page.pk, language)
            if page is not None and page.pk
            else view_path(language, self.request)
        )
        query = self.request.META.get("QUERY_STRING", "") if self.request.method == "GET" else ""
        return (path or prefix(language)) + (f"?{query}" if path and query else "")

    def _speaks(self, language: str) -> bool:
        return self.page is None or not self.page.pk or self.book.speaks(self.page.pk, language)

    @property
    def is_translated(self) -> bool:
        """Whether every language has this page: only then do they name each other."""
        return all(one.is_translated for one in self.languages)

    @property
    def canonical(self) -> str:
        """The path that stands for this page: where nobody translated it, the original's."""
        known = [one for one in self.languages if one.is_translated]
        here = next((one for one in known if one.is_current), next(iter(known), None))
        return here.url.partition("?")[0] if here and self.page else self.request.path


def site_shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` for every template."""
    return {"shell": Shell.of(request)}
