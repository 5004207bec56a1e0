"""Registration only."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from . import data_urls, merge_urls
from .modeladmin import PeopleAdmin

modeladmin_register(PeopleAdmin)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [
        path("people-data/", include(data_urls)),
        path("people-merge/", include(merge_urls)),
    ]
