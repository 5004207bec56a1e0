"""Finding a page by its path in one query, in whichever language's tree it stands."""

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .models.tree import is_restricted

# The relations from Page to its kinds: one join each instead of a second query.
KINDS = (
    "homepage",
    "standardpage",
    "articleindexpage",
    "articlepage",
    "serviceindexpage",
    "servicepage",
    "directorypage",
    "profilepage",
)
# What a kind's page asks about itself in any case.
ALONG = ("profilepage__professional", "servicepage__service")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, which finds the page level by level, with the page already found."""
    site = Site.find_for_request(request)
    components = [component for component in path.split("/") if component]
    page = find_page(site.root_page, get_language() or "es", components) if site else None
    if page is not None:
        # Where Wagtail keeps the answer of its own search; without one it searches by itself.
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponse = wagtail_serve(request, path)
    return response


def find_page(root: Page, language: str, components: list[str]) -> Page | None:
    """The published page at `components` below the home page of `language`, as its own kind.

    `root` is a home page in either language. A page counts when its parent, or a twin of its
    parent, stands at that path in any language's tree: so one page serves both languages where
    parents have twins, and no page is missing for want of a translation. The tree of `language`
    comes first.
    """
    homes = Page.objects.filter(translation_key=root.translation_key)
    if components:
        wanted = _below_twins(homes, components[:-1], components[-1])
    else:
        wanted = Q(pk__in=homes.values("pk"))
    found = (
        Page.objects.live()
        .filter(wanted)
        .annotate(restricted=is_restricted())
        .select_related("locale", *KINDS, *ALONG)
    )
    own = language[:2]
    pages = sorted(found, key=lambda page: (page.locale.language_code[:2] != own, page.path))
    return _specific(pages[0]) if pages else None


def _below_twins(homes: QuerySet[Page], parents: list[str], slug: str) -> Q:
    """Pages with that slug below a page at `parents`, or below one that translates it."""
    rest = "".join(f"{parent}/" for parent in parents)
    there = _paths(homes, rest)
    twins = Page.objects.filter(
        translation_key__in=Page.objects.filter(url_path__in=there).values("translation_key")
    )
    return Q(slug=slug, url_path__in=_paths(twins, f"{slug}/"))


def _paths(above: QuerySet[Page], rest: str) -> QuerySet[Page]:
    """The path that ends on `rest` below each of these pages."""
    return above.annotate(there=Concat("url_path", Value(rest), output_field=TextField())).values(
        "there"
    )


def _specific(page: Page) -> Page | None:
    """The row of the page's own kind that came along, knowing what the query found out."""
    for name in KINDS:
        if name in page._state.fields_cache and (own := page._state.fields_cache[name]) is not None:
            own.locale = page.locale
            own.restricted = page.restricted
            return own
    return None
