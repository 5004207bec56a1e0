"""What the home page shows, and where directory and profiles are."""

from typing import Any

from django.http import HttpRequest

from portal.accounts.models import Professional
from portal.places.models import Location
from portal.taxonomy.models import Profession

from .cards import cards, profile_pages
from .directories import active_language, directory_paths, profile_path
from .models import HomePage

HOME_CARDS = 6

Option = tuple[str, str, bool]


def directory_url(request: HttpRequest | None = None) -> str:
    """The directory in the active language, "" while there is none."""
    return directory_paths().get(active_language(), "")


def profile_page_url(professional: Professional) -> str:
    """The professional's page in the active language, or the directory when it has none."""
    return profile_path(professional.pk)


def _professions(selected: str) -> list[Option]:
    rows = Profession.objects.filter(offered=True, professionals__is_listed=True).distinct()
    return [(row.slug, row.name, row.slug == selected) for row in rows]


def _places(selected: str) -> list[Option]:
    return [(row.slug, row.name, row.slug == selected) for row in Location.objects.all()]


def home_context(page: HomePage) -> dict[str, Any]:
    """Cards of those who are free soonest, and the choices of the search."""
    url = directory_url()
    found = cards(list(profile_pages()), url)
    soon = [card for card in found if card.is_soon]
    return {
        "cards": (soon or found)[:HOME_CARDS],
        "cards_are_soon": bool(soon),
        "professions": _professions(""),
        "places": _places(""),
        "directory_url": url,
        "professional_count": len(found),
    }
