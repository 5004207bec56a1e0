"""Copies of public pages for visitors without a session: a hit is one question to Redis, no query.

Stands outside every middleware that knows people, so what is kept is what anybody would be sent.
The rule, its reason and its cost are in docs/adr/0006-page-cache.md.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from wagtail.models import Page

from portal.core.theme import theme_of

from .content_version import VERSION_KEY, first_version

# A booked time changes no version, as bookings come all day: it may stand this long on a page.
SECONDS = 30
# What a page reads from its address; with any other name the page is built anew and not kept.
KNOWN_PARAMETERS = frozenset(
    {"what", "service", "profession", "place", "language", "day", "sort", "page", "week"}
)
LONGEST_QUERY = 400
# Addresses of views and files, which are never kept: they do not even ask.
NOT_PAGES = (
    settings.STATIC_URL,
    settings.MEDIA_URL,
    "/admin/",
    "/api/",
    "/demo/",
    "/documents/",
    "/healthz",
    "/readyz",
    "/theme/",
)
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)

Serve = Callable[[Page, HttpRequest, object, object], HttpResponse]


@dataclass(frozen=True)
class Copy:
    """A page as it was sent, and the content version it was built from."""

    version: str
    headers: list[tuple[str, str]]
    body: bytes

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


def page_cache(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from a copy of the current version, else build the page and keep it if it may be."""

    def respond(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return get_response(request)
        cache = caches["pages"]
        found = cache.get_many([VERSION_KEY, key])
        version, copy = found.get(VERSION_KEY), found.get(key)
        if copy is not None and copy.version == version:
            return copy.response()
        # Known before the page is built: an edit made meanwhile leaves an old version in the copy.
        version = version or first_version()
        response = get_response(request)
        if version and _may_be_kept(request, response):
            # Browsers and proxies ask every time; only this cache knows when a page has changed.
            response["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["Cookie"])
            cache.set(key, Copy(version, list(response.items()), response.content), SECONDS)
        return response

    return respond


def _key(request: HttpRequest) -> str | None:
    """One for each host, path (which names the language), query and theme; None: do not ask."""
    if request.method != "GET" or request.path.startswith(NOT_PAGES):
        return None
    if "Authorization" in request.headers:
        return None
    if any(name in request.COOKIES for name in PERSONAL_COOKIES):
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or (query and not KNOWN_PARAMETERS.issuperset(request.GET)):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    parts = "\n".join([request.scheme or "", host, request.path, query, theme_of(request)])
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only a page that Wagtail served to nobody in particular; no cookie, no form token."""
    return (
        getattr(request, "page_was_served", False)
        and not getattr(request, "is_preview", False)
        and not getattr(request, "not_to_be_kept", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and b"csrfmiddlewaretoken" not in response.content
    )


def note_served_page(serve: Serve) -> Serve:
    """For Wagtail's `on_serve_page`: reached only after the page's view restrictions let it pass."""

    def serve_and_note(
        page: Page, request: HttpRequest, args: object, kwargs: object
    ) -> HttpResponse:
        request.page_was_served = True  # type: ignore[attr-defined]
        return serve(page, request, args, kwargs)

    return serve_and_note


def do_not_keep(request: HttpRequest) -> None:
    """For addresses with values anybody can make up: their pages would only fill the cache."""
    request.not_to_be_kept = True  # type: ignore[attr-defined]
