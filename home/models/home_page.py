"""The home page: the big sentence with the search, and what editors put below it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.blocks import PageBlocks
from home.stream import Body

from .tree import LocalePage


class HomePage(LocalePage):
    """One per language; the title is the big sentence."""

    lead = models.CharField(_("introduction"), max_length=240, blank=True)
    emergency_line = models.BooleanField(
        _("show the emergency phone"),
        default=False,
        help_text=_("Only where somebody answers that phone day and night."),
    )
    body = Body(PageBlocks, blank=True, verbose_name=_("page"))

    content_panels = [
        *LocalePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("emergency_line"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def bodies(self) -> list[Any]:
        return [self.body]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # The search below the title offers what anybody of the team does.
        context["facts"].wanted.everybody = True
        return context
