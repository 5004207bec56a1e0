"""The catalogue: a list in each language, and a page a service for both, facts from booking."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page

from booking.models import Service

from .directory import PROSE_FEATURES, default_language
from .tree import LocalePage


class ServiceIndexPage(LocalePage):
    """What may be booked, grouped by who does it, with price and minutes."""

    lead = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*LocalePage.content_panels, FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ServicePage"]
    max_count_per_parent = 1
    template = "home/service_index_page.html"

    class Meta:
        verbose_name = _("service catalogue")
        verbose_name_plural = _("service catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.catalogue import index_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **index_context(context["facts"])}


class ServicePage(LocalePage):
    """A service's public page: prose in both languages, facts from the model."""

    service = models.OneToOneField(
        Service, models.PROTECT, related_name="page", verbose_name=_("service")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body_es = RichTextField(_("about, in Spanish"), blank=True, features=PROSE_FEATURES)
    body_en = RichTextField(_("about, in English"), blank=True, features=PROSE_FEATURES)

    content_panels = [
        *LocalePage.content_panels,
        FieldPanel("service"),
        FieldPanel("picture"),
        FieldPanel("body_es"),
        FieldPanel("body_en"),
    ]
    parent_page_types = ["home.ServiceIndexPage"]
    subpage_types: list[str] = []
    template = "home/service_page.html"

    class Meta:
        verbose_name = _("service's page")
        verbose_name_plural = _("services' pages")

    def is_foreign(self) -> bool:
        """Never: it is one page for both languages."""
        return False

    def pictures(self) -> list[int | None]:
        return [self.picture_id]

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """The address in the active language: that catalogue's path plus the slug."""
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        language = "en" if (get_language() or default_language()).startswith("en") else "es"
        return parts[0], parts[1], self.url_in(language, request) or parts[2]

    def url_in(self, language: str, request: HttpRequest | None = None) -> str:
        """The path of this one page under `language`."""
        index: Page = self.get_parent()
        with translation.override(language):
            if language != default_language():
                locale = Locale.objects.get(language_code=language)
                index = index.get_translation_or_none(locale) or index
            parts = index.specific.get_url_parts(request)
        return f"{parts[2]}{self.slug}/" if parts and parts[2] else ""

    def prose(self) -> tuple[str, bool]:
        """The text in the page's language, or the other one's and True."""
        english = (get_language() or "es").startswith("en")
        own, other = (self.body_en, self.body_es) if english else (self.body_es, self.body_en)
        return (own, False) if own else (other, bool(other))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.catalogue import service_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **service_context(self, context["facts"])}
