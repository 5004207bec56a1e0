"""Where the directory is in each language: one query, asked for by every page's menu."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from .models import DirectoryPage, ProfilePage


def path_of(slug: str, language: str) -> str:
    """The path of a page right below the home page of `language`."""
    with translation.override(language):
        return reverse("wagtail_serve", args=[f"{slug}/"])


def directory_paths() -> dict[str, str]:
    """The directory's path by language code; a language without a published one is left out."""
    rows = DirectoryPage.objects.live().values_list("locale__language_code", "slug")
    return {language: path_of(slug, language) for language, slug in rows}


def active_language() -> str:
    return (get_language() or "es")[:2]


def profile_path(professional_id: int) -> str:
    """The published profile's path in the active language, or the directory's, or the home page."""
    language = active_language()
    profile = ProfilePage.objects.live().filter(professional=professional_id).values("slug")[:1]
    found = (
        DirectoryPage.objects.live()
        .filter(locale__language_code=language)
        .values_list("slug", profile)
        .first()
    )
    if found is None:
        return "/"
    directory, own = found
    return path_of(f"{directory}/{own}" if own else directory, language)
