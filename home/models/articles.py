"""Advice and news: a list and its articles, in a tree for each language."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from home.blocks import ArticleBlocks
from home.stream import Body
from portal.accounts.models import Professional
from portal.core.time import now

from .tree import LocalePage

PER_PAGE = 9


def this_day() -> date:
    """Today, for a new article."""
    return now().date()


class ArticleIndexPage(LocalePage):
    """All articles, the newest first."""

    lead = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*LocalePage.content_panels, FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]
    max_count_per_parent = 1
    template = "home/article_index_page.html"

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.articles import article_cards, published_articles

        context = super().get_context(request, *args, **kwargs)
        pager = Paginator(published_articles(context["shell"].language), PER_PAGE)
        shown = pager.get_page(request.GET.get("page"))
        links = [(number, f"?page={number}", number == shown.number) for number in pager.page_range]
        return {
            **context,
            "articles": article_cards(list(shown), context["facts"]),
            "page_obj": shown,
            "page_links": links,
        }


class ArticlePage(LocalePage):
    """One article, signed: by somebody of the team, or by a name."""

    published_on = models.DateField(_("date"), default=this_day)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    author = models.ForeignKey(
        Professional,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author from the team"),
    )
    author_name = models.CharField(
        _("or another author"), max_length=120, blank=True, help_text=_("As it should be read.")
    )
    lead = models.TextField(_("introduction"), max_length=400, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = Body(ArticleBlocks, blank=True, verbose_name=_("article"))

    content_panels = [
        *LocalePage.content_panels,
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("topic")]),
        FieldRowPanel([FieldPanel("author"), FieldPanel("author_name")]),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "home/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-published_on"], name="articles_by_date")]

    def bodies(self) -> list[Any]:
        return [self.body]

    def pictures(self) -> list[int | None]:
        return [self.picture_id]

    @property
    def written_by(self) -> str:
        """The author as it should be read; empty for an unsigned article."""
        return self.author_name or (self.author.display_name if self.author else "")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.articles import article_extras

        context = super().get_context(request, *args, **kwargs)
        return {**context, **article_extras(self, context["facts"])}
