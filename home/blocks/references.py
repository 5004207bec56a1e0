"""Numbers instead of rows: what blocks refer to is read for a whole page at once.

Wagtail's own choosers ask the database once for each kind of block. These hold an instance that
knows nothing but its primary key; `home.facts` and `home.addresses` read all of them together, and
the editor, which shows one page to one person, asks for each.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageChooserBlock


def unread(model: type[Model], pk: Any) -> Model | None:
    """An instance of `model` of which only the primary key is known."""
    return model.from_db("default", [model._meta.pk.attname], [pk]) if pk else None


class _Reference:
    """Turns stored numbers into unread instances, and into real ones for the editor's form."""

    model_class: type[Model]

    def to_python(self, value: Any) -> Model | None:
        return unread(self.model_class, value)

    def bulk_to_python(self, values: Sequence[Any]) -> list[Model | None]:
        return [unread(self.model_class, value) for value in values]

    def get_form_state(self, value: Any) -> Any:
        # A row that is gone leaves the form empty instead of breaking it.
        found = self.model_class._default_manager.filter(pk=value.pk).first() if value else None
        return super().get_form_state(found)  # type: ignore[misc]


class PageReference(_Reference, PageChooserBlock):
    """A page of the site, in whichever language it was chosen."""


class PictureReference(_Reference, ImageChooserBlock):
    """A picture of the library."""
