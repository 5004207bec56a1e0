"""The directory, one page per language, and the profiles, one page for both.

A profile hangs below the Spanish directory; the English one routes to the same page, so facts and
portrait exist once. Its address follows the language of the request.
"""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page

from home.own_page.forms import ProfileForm
from portal.accounts.models import Professional

from .reviews import profile_workflow
from .tree import HousePage

PROSE_FEATURES = ["bold", "italic", "link", "ul", "ol", "h3"]


def default_language() -> str:
    return Locale.get_default().language_code


class DirectoryPage(HousePage):
    """Every listed professional, found by service, profession, place, language and day."""

    lead = models.CharField(_("introduction"), max_length=240, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ProfilePage"]
    max_count_per_parent = 1
    template = "home/directory_page.html"

    class Meta:
        verbose_name = _("directory")
        verbose_name_plural = _("directories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.directory import directory_context

        return {**super().get_context(request, *args, **kwargs), **directory_context(self, request)}


class ProfilePage(HousePage):
    """A professional's public page: own prose in both languages, facts from the models."""

    professional = models.OneToOneField(
        Professional, models.PROTECT, related_name="page", verbose_name=_("professional")
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    body_es = RichTextField(_("about, in Spanish"), blank=True, features=PROSE_FEATURES)
    body_en = RichTextField(_("about, in English"), blank=True, features=PROSE_FEATURES)

    # Name, address and facts follow the professional; a page is made when somebody is approved.
    content_panels = [FieldPanel("portrait"), FieldPanel("body_es"), FieldPanel("body_en")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        )
    ]
    settings_panels: list[Any] = []
    base_form_class = ProfileForm
    is_creatable = False
    parent_page_types = ["home.DirectoryPage"]
    subpage_types: list[str] = []
    template = "home/profile_page.html"

    class Meta:
        verbose_name = _("professional's page")
        verbose_name_plural = _("professionals' pages")

    def permissions_for_user(self, user: Any) -> Any:
        from home.own_page.permissions import ProfilePermissions

        return ProfilePermissions(user, self)

    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """Always a new one: what somebody reads, or has approved, is not written over."""
        return super().save_revision(*args, **kwargs)

    @property
    def has_workflow(self) -> bool:
        return profile_workflow() is not None

    def get_workflow(self) -> Any:
        """Every profile has the same one, wherever it stands in the tree."""
        return profile_workflow()

    def url_in(self, language: str, request: HttpRequest | None = None) -> str:
        """The path of this one page under `language`: that directory's path plus the slug."""
        directory = self.get_parent().specific
        with translation.override(language):
            if language != default_language():
                locale = Locale.objects.get(language_code=language)
                directory = directory.get_translation_or_none(locale) or directory
            parts = directory.get_url_parts(request)
        return f"{parts[2]}{self.slug}/" if parts and parts[2] else ""

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        return parts[0], parts[1], self.url_in(get_language() or default_language(), request)

    def prose(self) -> tuple[str, bool]:
        """The text in the page's language, or the other one's and True."""
        english = (get_language() or "es").startswith("en")
        own, other = (self.body_en, self.body_es) if english else (self.body_es, self.body_en)
        return (own, False) if own else (other, bool(other))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from home.profile import serve_profile

        return serve_profile(self, request) or super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.profile import profile_context

        return {**super().get_context(request, *args, **kwargs), **profile_context(self, request)}
