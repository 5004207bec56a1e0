"""Registration only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import access, urls
from .panels import StuckMessages


class MessagesMenuItem(MenuItem):
    """For those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may_see(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("messages/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu() -> Any:
    return MessagesMenuItem(
        _("Messages not delivered"),
        reverse("outbox:index"),
        name="outbox",
        icon_name="mail",
        order=890,
    )


@hooks.register("construct_homepage_panels")
def warn(request: HttpRequest, panels: list[Any]) -> None:
    if access.may_see(request.user):
        panels.insert(0, StuckMessages())
