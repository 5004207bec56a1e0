"""The same page in another language."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import translation
from wagtail.models import Locale, Page

from .models import ProfilePage


def address_in(language: str, request: HttpRequest, page: Page | None) -> str:
    """The path of what `request` shows, under `language`; the home page where it has no twin.

    `page` is the Wagtail page being shown, or None for one of our own views. A query string
    stays, as filters and choices mean the same in both languages.
    """
    path = _page_path(language, request, page) if page else _view_path(language, request)
    home = "/en/" if language == "en" else "/"
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return (path or home) + (f"?{query}" if path and query else "")


def _page_path(language: str, request: HttpRequest, page: Page) -> str:
    if isinstance(page, ProfilePage):
        return page.url_in(language, request)
    if page.locale.language_code == language:
        return page.get_url(request) or ""
    with translation.override(language):
        other = page.get_translation_or_none(Locale.objects.get(language_code=language))
        return (other.get_url(request) or "") if other and other.live else ""


def _view_path(language: str, request: HttpRequest) -> str:
    """The view's address in `language`; a POST's answer has none, so its form's page is named."""
    try:
        match = resolve(request.path_info)
        with translation.override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return ""
