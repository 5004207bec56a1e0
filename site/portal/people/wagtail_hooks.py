"""Registration only."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from . import data_urls


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("people-data/", include(data_urls))]
