"""Registration only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .staff import access, urls


class TeamMenuItem(MenuItem):
    """For those who look after logins."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.manages_staff(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("staff/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu() -> Any:
    return TeamMenuItem(_("Team"), reverse("staff:index"), name="team", icon_name="key", order=260)
