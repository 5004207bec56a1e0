"""Finding a page by its path in one query, in whichever language's tree it stands."""

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from .models.tree import is_restricted

# The relations from Page to its kinds: one join each instead of a second query.
KINDS = (
    "standardpage",
    "articleindexpage",
    "articlepage",
    "serviceindexpage",
    "servicepage",
    "directorypage",
    "profilepage",
)


def find_page(home: Page, components: list[str]) -> Page | None:
    """The published page at `components` below `home`, as an instance of its own kind.

    Three places are looked at: the path in this language's tree; below the twin of its parent, for
    pages of both languages; the same path in the other language's tree, for pages without a
    translation.
    """
    own = "/".join([home.url_path.rstrip("/"), *components, ""])
    below_twin = _below_twin(own)
    elsewhere = _elsewhere(home, "/".join([*components, ""]))
    found = (
        Page.objects.live()
        .filter(Q(url_path=own) | Q(url_path__in=elsewhere) | Q(url_path__in=below_twin))
        .annotate(restricted=is_restricted())
        .select_related("locale", *KINDS)
    )
    pages = sorted(found, key=lambda page: page.url_path != own)
    return _specific(pages[0]) if pages else None


def _elsewhere(home: Page, rest: str) -> QuerySet[Page]:
    """The same path below the home pages of the other languages."""
    others = Page.objects.filter(translation_key=home.translation_key).exclude(pk=home.pk)
    return others.annotate(there=Concat("url_path", Value(rest), output_field=TextField())).values(
        "there"
    )


def _below_twin(own: str) -> QuerySet[Page]:
    """The same slug below each twin of the parent."""
    parent, _slash, slug = own.rstrip("/").rpartition("/")
    here = Page.objects.filter(url_path=f"{parent}/").values("translation_key")
    twins = Page.objects.filter(translation_key__in=here).exclude(url_path=f"{parent}/")
    return twins.annotate(
        there=Concat("url_path", Value(f"{slug}/"), output_field=TextField())
    ).values("there")


def _specific(page: Page) -> Page | None:
    """The row of the page's own kind that came along, knowing what the query found out."""
    for name in KINDS:
        if name in page._state.fields_cache and (own := page._state.fields_cache[name]) is not None:
            own.locale = page.locale
            own.restricted = page.restricted
            return own
    return None
