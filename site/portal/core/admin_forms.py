"""Forms of the Wagtail admin whose saving leaves a row in the audit trail."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminModelForm

Record = Callable[..., None]


def audited_form(action: str, record: Record) -> type[WagtailAdminModelForm]:
    """A base form that saves and records `action` in one transaction.

    `record` is audit's own: it comes as an argument because audit stands above this floor.
    """

    class AuditedForm(WagtailAdminModelForm):
        def save(self, commit: bool = True) -> Model:
            if not commit:
                # Wagtail asks for an unsaved copy when it validates a preview.
                return super().save(commit=False)
            with transaction.atomic():
                instance: Any = super().save(commit=True)
                record(action, instance, actor=self.for_user)
            return instance

    return AuditedForm
