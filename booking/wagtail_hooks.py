"""Registration only."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .modeladmin import AgendaGroup
from .viewsets import CatalogueGroup

modeladmin_register(AgendaGroup)


@hooks.register("register_admin_viewset")
def catalogue() -> CatalogueGroup:
    return CatalogueGroup()
