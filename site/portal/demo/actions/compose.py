"""From the demo's words to stored blocks: references become primary keys."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.images.models import AbstractImage
from wagtail.models import Page

from portal.accounts.models import Professional
from portal.demo.content.page_shapes import Block, PageRef, Person, Picture, Place
from portal.places.models import Location


@dataclass
class Composer:
    """Knows the rows that references stand for. What does not exist is left empty."""

    pictures: dict[str, AbstractImage]
    language: str
    # Pages by key and language; those for both languages stand under both.
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def body(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        """The stored form of a StreamField's value."""
        return [
            {"id": str(uuid.uuid4()), "type": kind, "value": self.value(value)}
            for kind, value in blocks
        ]

    def value(self, value: Any) -> Any:
        """The same value with primary keys instead of references, at any depth."""
        if isinstance(value, dict):
            return {name: self.value(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [
                {"id": str(uuid.uuid4()), "type": "item", "value": self.value(one)} for one in value
            ]
        return self._row(value)

    def _row(self, value: Any) -> Any:
        if isinstance(value, Picture):
            return self.pictures[value.file].pk
        if isinstance(value, PageRef):
            page = self.pages.get((value.key, self.language))
            return page.pk if page else None
        if isinstance(value, Place):
            return str(Location.objects.get(slug=value.slug).pk)
        if isinstance(value, Person):
            found = Professional.objects.filter(slug=value.slug).first()
            return str(found.pk) if found else ""
        return value
