"""Every address of the site; its policy stands in docs/security.md before its view is written."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home import routing
from home.media import media
from portal.core import error_pages, health, rest, theme
from portal.people import reading_views

REPLACED = {"wagtail_serve", "wagtailcore_login"}
to_the_door = require_http_methods(["GET", "HEAD", "POST"])(
    RedirectView.as_view(pattern_name="account_login", query_string=True)
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("theme/", theme.theme, name="theme"),
    path(rest.PREFIX.strip("/") + "/", include("portal.api.urls")),
    # Before Wagtail's own addresses: the recurrence widget's words in the editor's language.
    path(
        "admin/recurrence-words.js",
        JavaScriptCatalog.as_view(packages=["recurrence"]),
        name="recurrence-words",
    ),
    # One door for everybody: Wagtail's own knows no code and no second factor.
    path("admin/login/", to_the_door, name="admin-door"),
    path("admin/", include("portal.accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    # Documents by their own view, which asks who may see their collection.
    path("documents/", include(wagtaildocs_urls)),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media, name="media"),
]
if apps.is_installed("portal.demo"):
    urlpatterns.append(path("demo/", include("portal.demo.urls")))
urlpatterns += i18n_patterns(
    path("", include("booking.urls")),
    path(_("agenda/page/"), include("home.own_page.urls")),
    path("agenda/", include("booking.own.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.accounts.applications.urls")),
    path(_("account/readings/"), reading_views.own_readings, name="own-readings"),
    path(_("account/"), include("home.account.urls")),
    # Wagtail's own login for private pages knows no limits, code or second factor either.
    path("_util/login/", to_the_door, name="wagtailcore_login"),
    # Wagtail's addresses, but for pages our own way to find them.
    *(known for known in wagtail_urls.urlpatterns if known.name not in REPLACED),
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
    prefix_default_language=False,
)

handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = error_pages.not_found
handler500 = error_pages.server_error
