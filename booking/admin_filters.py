"""Filters of the agenda's listings."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.db.models import Field
from django.http import HttpRequest

# What a choice's own name needs, by the field that is filtered.
NAMED_BY = {"professional": "person", "resource": "professional__person"}


class NamedFilter(RelatedFieldListFilter):
    """Choices read together with what their names are made of, not one by one."""

    def field_choices(
        self, field: Field[Any, Any], request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        found = self._model_of(field)._default_manager.select_related(NAMED_BY[field.name])
        return [(choice.pk, str(choice)) for choice in found]

    @staticmethod
    def _model_of(field: Any) -> Any:
        return field.remote_field.model
