"""Registration only."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .modeladmin import AgendaGroup, ProfessionalsGroup
from .own import admin_urls
from .viewsets import CatalogueGroup

modeladmin_register(AgendaGroup)
modeladmin_register(ProfessionalsGroup)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("availability/", include(admin_urls))]


@hooks.register("register_admin_viewset")
def catalogue() -> CatalogueGroup:
    return CatalogueGroup()
