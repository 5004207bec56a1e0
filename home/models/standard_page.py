"""A page about anything: a title, an introduction and blocks."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.blocks import PageBlocks
from home.stream import Body

from .tree import LocalePage


class StandardPage(LocalePage):
    """The group, how to arrive, prices, a first visit: whatever editors compose."""

    lead = models.CharField(_("introduction"), max_length=300, blank=True)
    body = Body(PageBlocks, blank=True, verbose_name=_("page"))

    content_panels = [*LocalePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def bodies(self) -> list[Any]:
        return [self.body]
