"""The home page: what the site is, and who has time soon."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """One per language; the title is the big sentence, the rest comes from the agendas."""

    lead = models.CharField(_("introduction"), max_length=240, blank=True)
    emergency_line = models.BooleanField(
        _("show the emergency phone"),
        default=False,
        help_text=_("Only where somebody answers that phone day and night."),
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("emergency_line")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.queries import home_context

        return {**super().get_context(request, *args, **kwargs), **home_context(self)}
