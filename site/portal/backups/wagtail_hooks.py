"""Registration only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import access, urls


class BackupsMenuItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may_see(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("backups/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu() -> Any:
    return BackupsMenuItem(
        _("Backups"), reverse("backups:index"), name="backups", icon_name="download", order=910
    )
