"""The blocks editors compose pages with."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .cards import ArticlesBlock, CallToActionBlock, CardsBlock, HeroBlock
from .clinic import HowToArriveBlock, OpeningHoursBlock, PricesBlock
from .people import NextTimesBlock, TeamBlock
from .pictures import GalleryBlock, PictureBlock
from .words import FaqBlock, NoticeBlock, QuoteBlock, StepsBlock, TextBlock

WORDS = _("Words")
PICTURES = _("Pictures")
CLINIC = _("From the clinic")
LEAD_ON = _("Leading on")


class PageBlocks(StreamBlock):
    """Everything, for pages that editors compose."""

    text = TextBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    faq = FaqBlock(group=WORDS)
    notice = NoticeBlock(group=WORDS)
    steps = StepsBlock(group=WORDS)
    picture = PictureBlock(group=PICTURES)
    gallery = GalleryBlock(group=PICTURES)
    team = TeamBlock(group=CLINIC)
    next_times = NextTimesBlock(group=CLINIC)
    prices = PricesBlock(group=CLINIC)
    opening_hours = OpeningHoursBlock(group=CLINIC)
    how_to_arrive = HowToArriveBlock(group=CLINIC)
    hero = HeroBlock(group=LEAD_ON)
    cards = CardsBlock(group=LEAD_ON)
    call_to_action = CallToActionBlock(group=LEAD_ON)
    articles = ArticlesBlock(group=LEAD_ON)


class ArticleBlocks(StreamBlock):
    """What an article is made of."""

    text = TextBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    faq = FaqBlock(group=WORDS)
    notice = NoticeBlock(group=WORDS)
    picture = PictureBlock(group=PICTURES)
    gallery = GalleryBlock(group=PICTURES)
    next_times = NextTimesBlock(group=CLINIC)
    prices = PricesBlock(group=CLINIC)
    call_to_action = CallToActionBlock(group=LEAD_ON)
