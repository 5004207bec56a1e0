"""What the home page and the directory show."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PagerPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.models import Professional
from portal.places.models import Location
from portal.taxonomy.models import Profession

from .cards import ProCard, cards, profile_pages
from .directories import active_language, directory_paths, profile_path
from .models import DirectoryPage, HomePage

HOME_CARDS = 6
PER_PAGE = 10

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


def directory_context(page: DirectoryPage, request: HttpRequest) -> dict[str, Any]:
    """The cards that pass the filters of the address; unknown values filter nothing out."""
    professions = _professions(request.GET.get("profession", ""))
    places = _places(request.GET.get("place", ""))
    profession = next((option for option in professions if option[2]), None)
    place = next((option for option in places if option[2]), None)
    url = page.get_url(request)
    pages = profile_pages()
    if profession:
        pages = pages.filter(professional__profession__slug=profession[0])
    if place:
        pages = pages.filter(professional__resource__rules__location__slug=place[0]).distinct()
    found = cards(list(pages), url)
    pager = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "cards": list(pager),
        "page_obj": pager,
        "filters": {
            "professions": professions,
            "places": places,
            "active": _active(url, profession, place),
        },
        "count": len(found),
        "free_count": sum(card.free_count for card in found),
        "heading": _heading(profession, place),
        "clear_url": url,
        "page_links": _page_links(pager, request),
    }


def _active(url: str, profession: Option | None, place: Option | None) -> list[tuple[str, str]]:
    """Each chosen filter's name with the address that is without it."""
    chosen = {"profession": profession, "place": place}
    result = []
    for name, option in chosen.items():
        if option:
            rest = {other: value[0] for other, value in chosen.items() if value and other != name}
            result.append((option[1], f"{url}?{urlencode(rest)}" if rest else url))
    return result


def _heading(profession: Option | None, place: Option | None) -> str:
    values = {
        "profession": profession[1] if profession else "",
        "place": place[1] if place else "",
    }
    if profession and place:
        return _("%(profession)s at %(place)s") % values
    if profession:
        return values["profession"]
    if place:
        return _("Professionals at %(place)s") % values
    return _("Professionals")


def _page_links(pager: PagerPage[ProCard], request: HttpRequest) -> list[tuple[int, str, bool]]:
    """Number, address and whether it is this one, for each page of results."""
    kept = {name: request.GET[name] for name in ("profession", "place") if request.GET.get(name)}
    return [
        (number, f"?{urlencode({**kept, 'page': number})}", number == pager.number)
        for number in pager.paginator.page_range
    ]
