"""Blocks of facts about places and services: nothing in them is typed twice."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from portal.places.queries import week_hours

from .base import SectionBlock
from .choices import PlaceChoice, ServiceChoice


class OpeningHoursBlock(SectionBlock):
    """The week of a place, with today marked."""

    place = PlaceChoice(required=False, help_text=_("None: the first one."))

    class Meta:
        icon = "time"
        label = pgettext_lazy("block", "Opening hours")
        description = _("Taken from the place: change them there, and every page follows.")
        template = "home/blocks/opening_hours.html"
        preview_value = {"heading": "Horario"}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        place = context["facts"].place(value.get("place"))
        return {
            **context,
            "place": place,
            "hours": week_hours(place) if place else [],
            "heading_id": f"b{context['n']}",
        }


class HowToArriveBlock(SectionBlock):
    """Address, how to get there, and a link to a map."""

    place = PlaceChoice(required=False, help_text=_("None: the first one."))
    with_hours = blocks.BooleanBlock(
        label=_("with the opening hours"), default=True, required=False
    )

    class Meta:
        icon = "site"
        label = pgettext_lazy("block", "How to arrive")
        description = _("Address and phone of a place, with a link to a map of another site.")
        template = "home/blocks/how_to_arrive.html"
        preview_value = {"heading": "Cómo llegar", "with_hours": True}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        place = context["facts"].place(value.get("place"))
        return {
            **context,
            "place": place,
            "hours": week_hours(place) if place else [],
            "heading_id": f"b{context['n']}",
            "hours_id": f"b{context['n']}-hours",
        }


class PricesBlock(SectionBlock):
    """The price list, or some services of it."""

    services = blocks.ListBlock(
        ServiceChoice(), label=_("services"), default=[], help_text=_("None: the whole price list.")
    )
    note_text = blocks.CharBlock(label=_("line below"), max_length=200, required=False)

    class Meta:
        icon = "tag"
        label = pgettext_lazy("block", "Prices")
        description = _("Names, minutes and prices from the price list.")
        template = "home/blocks/prices.html"
        preview_value = {"heading": "Servicios y precios"}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        known = context["facts"].services
        chosen = [known[int(pk)] for pk in value.get("services", ()) if pk and int(pk) in known]
        online = [service for service in known.values() if service.is_online]
        return {**context, "rows": chosen if value.get("services") else online}
