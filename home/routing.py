"""Finding a page by its path at once, in whichever language's tree it stands."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

# What a kind's page asks about itself in any case.
ALONG = {"profilepage": ["professional"], "servicepage": ["service"]}
# Written out, as every page of the site begins with it: building it anew would cost more than its
# answer. The last column: whether somebody limited who may see the page or one above it; true as
# well for an alias and what is below one, as Wagtail looks at their source.
SELECT = """
SELECT p.id, p.content_type_id,
       EXISTS (SELECT FROM wagtailcore_pageviewrestriction v
                 JOIN wagtailcore_page above ON above.id = v.page_id
                WHERE starts_with(p.path, above.path))
       OR EXISTS (SELECT FROM wagtailcore_page above
                   WHERE above.alias_of_id IS NOT NULL AND starts_with(p.path, above.path))
  FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id
 WHERE p.live AND {wanted}
 ORDER BY left(l.language_code, 2) <> %(language)s, p.path
 LIMIT 1
"""
HOME = SELECT.format(wanted="p.translation_key = %(root)s")
# Below a page at `parents` under any language's home page, or below one that translates it.
BELOW = SELECT.format(
    wanted="""p.slug = %(slug)s AND p.url_path IN (
       SELECT twin.url_path || %(slug)s || '/' FROM wagtailcore_page twin
        WHERE twin.translation_key IN (
              SELECT parent.translation_key FROM wagtailcore_page parent
               WHERE parent.url_path IN (
                     SELECT home.url_path || %(parents)s FROM wagtailcore_page home
                      WHERE home.translation_key = %(root)s)))"""
)


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
    comes first. Two queries.
    """
    values: dict[str, Any] = {"root": root.translation_key, "language": language[:2]}
    if components:
        values["parents"] = "".join(f"{parent}/" for parent in components[:-1])
        values["slug"] = components[-1]
    with connection.cursor() as cursor:
        cursor.execute(BELOW if components else HOME, values)
        row = cursor.fetchone()
    if row is None:
        return None
    pk, kind, restricted = row
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:
        return None
    along = ALONG.get(model._meta.model_name or "", [])
    page: Page | None = (
        model._default_manager.select_related("locale", *along).filter(pk=pk).first()
    )
    if page is not None:
        page.restricted = restricted
    return page
