"""Blocks of the team: cards, and when somebody is free."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .base import SectionBlock
from .choices import PersonChoice, people

if TYPE_CHECKING:
    from home.wanted import Wanted

SOONEST = 6
NEXT_TIMES = 6


class TeamBlock(SectionBlock):
    """Cards of professionals: those chosen, or everybody."""

    people = blocks.ListBlock(
        PersonChoice(), label=_("professionals"), default=[], help_text=_("None: the whole team.")
    )
    with_times = blocks.BooleanBlock(label=_("with their free times"), default=True, required=False)
    soonest_first = blocks.BooleanBlock(
        label=_("only the six who are free soonest"), required=False
    )

    class Meta:
        icon = "group"
        label = pgettext_lazy("block", "Team")
        description = _("Portrait, profession, price and next free times, from their own pages.")
        template = "home/blocks/team.html"
        preview_value = {"heading": "El equipo", "with_times": True, "soonest_first": True}

    def note(self, raw: Any, wanted: "Wanted") -> None:
        """Without names the whole team is meant."""
        if not (raw or {}).get("people"):
            wanted.everybody = True

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        facts = context["facts"]
        if value["soonest_first"]:
            cards = facts.soonest(SOONEST)
        else:
            cards = facts.cards(value["people"], with_times=value["with_times"])
        return {**context, "cards": cards, "team_size": len(facts.team)}


class NextTimesBlock(SectionBlock):
    """When one professional is free next, for booking from any page."""

    person = PersonChoice()

    class Meta:
        icon = "date"
        label = pgettext_lazy("block", "Next free times")
        description = _("The coming free times of one professional; a click books.")
        template = "home/blocks/next_times.html"

    def get_preview_value(self) -> Any:
        known = people()
        return self.normalize(
            {"heading": str(_("Next free times")), "person": known[0][0] if known else None}
        )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "card": context["facts"].next_times(value["person"], NEXT_TIMES)}
