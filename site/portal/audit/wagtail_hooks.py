"""Registration only."""

from wagtail_modeladmin.options import modeladmin_register

from .modeladmin import AuditAdmin

modeladmin_register(AuditAdmin)
