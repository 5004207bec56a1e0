"""Where each page is, in both languages: one query however many pages are asked for.

A page of one language is reached under the other one too: at its twin's address, or, while it has
no twin, at its own path behind the other language's prefix. A page for both languages stands below
a parent that has twins, and carries its slug along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import translation
from wagtail.models import Page

from .models import (
    ArticleIndexPage,
    DirectoryPage,
    HomePage,
    ProfilePage,
    ServiceIndexPage,
    ServicePage,
)

LANGUAGES = ("es", "en")
# Treebeard's path: four characters a level, the root page is the first.
STEP = Page.steplen
HOME_DEPTH = 2
# Both languages' pages of these are always known: others are found below them.
LANDMARKS = (HomePage, DirectoryPage, ServiceIndexPage, ArticleIndexPage)
FOR_BOTH_LANGUAGES = (ProfilePage, ServicePage)


def prefix(language: str) -> str:
    """Where the home page of a language is."""
    return "/en/" if language == "en" else "/"


@dataclass(frozen=True)
class Entry:
    """A published page of the tree, as far as its addresses go."""

    pk: int
    path: str
    url_path: str
    title: str
    key: UUID
    kind: int
    language: str


class AddressBook:
    """Ask for what is wanted first (`want`), then for addresses: the first one reads them all."""

    def __init__(self, page: Page | None = None) -> None:
        self.page = page
        self._wanted: set[int] = set()

    def want(self, pages: Iterable[int]) -> None:
        """Pages somebody will ask about; those named after the reading cost another one."""
        wanted = self._wanted | set(pages)
        if wanted != self._wanted:
            self._wanted = wanted
            self.__dict__.pop("_entries", None)
            self.__dict__.pop("_by_path", None)

    @cached_property
    def _kinds(self) -> dict[type[Page], int]:
        models = (*LANDMARKS, *FOR_BOTH_LANGUAGES)
        found = ContentType.objects.get_for_models(*models)
        return {model: kind.pk for model, kind in found.items()}

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        wanted = Q(pk__in=self._wanted)
        if self.page is not None and self.page.pk:
            wanted |= Q(path__in=[self.page.path, self.page.path[:-STEP]])
        landmarks = [self._kinds[model] for model in LANDMARKS]
        keys = Page.objects.filter(wanted).values("translation_key")
        rows = Page.objects.filter(
            Q(translation_key__in=keys) | Q(content_type__in=landmarks), live=True
        ).values_list(
            "pk",
            "path",
            "url_path",
            "title",
            "translation_key",
            "content_type",
            "locale__language_code",
        )
        return {row[0]: Entry(*row) for row in rows}

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self._entries.values()}

    def _landmark(self, model: type[Page], language: str) -> Entry | None:
        kind = self._kinds[model]
        return next(
            (e for e in self._entries.values() if e.kind == kind and e.language == language), None
        )

    def url_of(self, model: type[Page], language: str) -> str:
        """The one page of that kind, "" while there is none in either language."""
        entry = self._landmark(model, language)
        entry = entry or next((e for x in LANGUAGES if (e := self._landmark(model, x))), None)
        return self.url(entry.pk, language) if entry else ""

    def twin(self, pk: int, language: str) -> Entry | None:
        """The published page that says the same in `language`; itself where it is its language."""
        entry = self._entries.get(pk)
        if entry is None or entry.language == language:
            return entry
        found = (e for e in self._entries.values() if e.key == entry.key)
        return next((e for e in found if e.language == language), None)

    def speaks(self, pk: int, language: str) -> bool:
        """Whether the page exists in `language`, as a twin or because it is for both."""
        entry = self._entries.get(pk)
        return entry is not None and (self._is_for_both(entry) or bool(self.twin(pk, language)))

    def url(self, pk: int, language: str) -> str:
        """The path under which `language` shows the page; "" for one that is not published."""
        entry = self._entries.get(pk)
        if entry is None:
            return ""
        if self._is_for_both(entry):
            parent = self._by_path.get(entry.path[:-STEP])
            slug = entry.url_path.rstrip("/").rpartition("/")[2]
            return f"{self.url(parent.pk, language)}{slug}/" if parent else ""
        return prefix(language) + self._below_home(self.twin(pk, language) or entry)

    def title_of(self, model: type[Page], language: str) -> str:
        """The title of the one page of that kind, in `language` if it has one."""
        entry = self._landmark(model, language)
        entry = entry or next((e for x in LANGUAGES if (e := self._landmark(model, x))), None)
        return entry.title if entry else ""

    def path_of(self, page: Page, language: str) -> str:
        """The path under `language` of a page at hand that has no twin there, or is its own."""
        home = self._by_path.get(page.path[: STEP * HOME_DEPTH])
        return prefix(language) + (page.url_path[len(home.url_path) :] if home else "")

    def title(self, pk: int, language: str) -> str:
        """The page's title in `language` if it has one, else its own; "" when not published."""
        entry = self.twin(pk, language) or self._entries.get(pk)
        return entry.title if entry else ""

    def _is_for_both(self, entry: Entry) -> bool:
        return entry.kind in {self._kinds[model] for model in FOR_BOTH_LANGUAGES}

    def _below_home(self, entry: Entry) -> str:
        """The path from the home page of its tree on: «consejos/la-rabia/»."""
        home = self._by_path.get(entry.path[: STEP * HOME_DEPTH])
        return entry.url_path[len(home.url_path) :] if home else entry.url_path.lstrip("/")


def view_path(language: str, request: HttpRequest) -> str:
    """The address in `language` of one of our own views; "" for the answer to a form."""
    try:
        match = resolve(request.path_info)
        with translation.override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return ""
