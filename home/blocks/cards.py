"""Blocks that lead on: search, cards, a call to action, the latest articles."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .base import SectionBlock, SiteBlock
from .links import LinkBlock
from .references import PictureReference

if TYPE_CHECKING:
    from home.wanted import Wanted


class HeroBlock(SiteBlock):
    """A big sentence with the search for a free time."""

    heading = blocks.CharBlock(label=_("big sentence"), max_length=90)
    lead = blocks.TextBlock(label=_("introduction"), max_length=240, required=False)
    with_search = blocks.BooleanBlock(label=_("with the search"), default=True, required=False)
    with_emergency = blocks.BooleanBlock(
        label=_("with the emergency phone"),
        required=False,
        help_text=_("Only where somebody answers that phone day and night."),
    )

    class Meta:
        icon = "search"
        label = pgettext_lazy("block", "Opening with search")
        description = _("A big sentence, an introduction and the search for a free time.")
        template = "home/blocks/hero.html"
        preview_value = {
            "heading": "Tu veterinario, a la hora que te va bien",
            "lead": "Mira los huecos libres y reserva en menos de un minuto.",
            "with_search": True,
        }

    def note(self, raw: Any, wanted: "Wanted") -> None:
        """The search offers what anybody of the team does."""
        wanted.everybody |= bool((raw or {}).get("with_search"))


class CardBlock(blocks.StructBlock):
    """A card that leads somewhere."""

    picture = PictureReference(label=_("picture"), required=False)
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.CharBlock(label=_("text"), max_length=200, required=False)
    link = LinkBlock(label=_("link"))

    class Meta:
        icon = "doc-empty"
        label = pgettext_lazy("block", "Card")


class CardsBlock(SectionBlock):
    """Cards side by side, each with one link."""

    cards = blocks.ListBlock(CardBlock(), label=_("cards"), min_num=1, max_num=12)
    more = LinkBlock(label=_("link beside the heading"), required=False)

    class Meta:
        icon = "grid"
        label = pgettext_lazy("block", "Cards")
        description = _("A picture, a title and a line each; the whole card is the link.")
        template = "home/blocks/cards.html"
        preview_value = {
            "heading": "Por dónde empezar",
            "cards": [
                {"title": "Primera visita", "text": "Qué traer y cómo es.", "link": {"url": "/"}},
                {"title": "Precios", "text": "Lo que cuesta cada cosa.", "link": {"url": "/"}},
                {
                    "title": "Cómo llegar",
                    "text": "A pie, en metro o en coche.",
                    "link": {"url": "/"},
                },
            ],
        }


class CallToActionBlock(SiteBlock):
    """A sentence and one button."""

    heading = blocks.CharBlock(label=_("heading"), max_length=90)
    text = blocks.CharBlock(label=_("text"), max_length=200, required=False)
    link = LinkBlock(label=_("button"))

    class Meta:
        icon = "pick"
        label = pgettext_lazy("block", "Call to action")
        description = _("A coloured band with one button: what to do now.")
        template = "home/blocks/call_to_action.html"
        preview_value = {
            "heading": "¿Vienes por primera vez?",
            "text": "Te contamos qué traer y cómo es la consulta.",
            "link": {"label": "Preparar la visita", "url": "/"},
        }


class ArticlesBlock(SectionBlock):
    """The newest articles, in the reader's language."""

    count = blocks.ChoiceBlock(
        label=_("how many"), choices=[("3", "3"), ("6", "6"), ("9", "9")], default="3"
    )

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("block", "Latest articles")
        description = _("The newest articles with picture, author and minutes to read.")
        template = "home/blocks/articles.html"
        preview_value = {"heading": "Consejos de la clínica", "count": "3"}

    def note(self, raw: Any, wanted: "Wanted") -> None:
        """The articles are read before the pictures, so that both are read once."""
        wanted.articles = max(wanted.articles, int((raw or {}).get("count") or 3))
