"""Addresses below /admin/ that stand before Wagtail's own of the same path."""

from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from .wagtail_account import OwnAccountView, closed

# Below "bulk/" are deleting, closing and giving roles for many logins at once.
CLOSED = ("users", "groups", "bulk/accounts")
urlpatterns: list[URLPattern] = [
    *(re_path(rf"^{below}/", closed, name="wagtail-users") for below in CLOSED),
    path(
        "account/",
        never_cache(require_admin_access(OwnAccountView.as_view())),
        name="wagtailadmin_account",
    ),
]
