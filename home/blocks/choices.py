"""Choices of rows: a place, a service, somebody of the team; stored as the primary key."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock

from booking.access import listed_professionals
from booking.models import Service
from portal.places.models import Location

Choices = list[tuple[str, str]]


def places() -> Choices:
    return [(str(place.pk), place.name) for place in Location.objects.all()]


def services() -> Choices:
    return [(str(service.pk), service.name) for service in Service.objects.all()]


def people() -> Choices:
    return [(str(one.pk), one.display_name) for one in listed_professionals()]


class RowChoice(ChoiceBlock):
    """Reading a stored key asks nothing: keys are text, and Wagtail would look each one up."""

    def normalize_choice(self, value: Any) -> str | None:
        return None if value is None else str(value)


class PlaceChoice(RowChoice):
    """A place; none means the first one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": places, "label": _("place"), **kwargs})


class ServiceChoice(RowChoice):
    """A service of the price list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": services, "label": _("service"), **kwargs})


class PersonChoice(RowChoice):
    """Somebody of the team whom the public may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": people, "label": _("professional"), **kwargs})
