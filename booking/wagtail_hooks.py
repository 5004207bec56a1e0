"""Registration only."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .modeladmin import AgendaGroup, ProfessionalsGroup
from .viewsets import CatalogueGroup

modeladmin_register(AgendaGroup)
modeladmin_register(ProfessionalsGroup)


@hooks.register("register_admin_viewset")
def catalogue() -> CatalogueGroup:
    return CatalogueGroup()
