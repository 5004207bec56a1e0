"""Where a link leads: a page of the site, followed through both languages, or an address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.models import Page

from .references import PageReference


class LinkValue(blocks.StructValue):
    """What templates ask of a link."""

    @property
    def page_pk(self) -> int | None:
        page: Page | None = self.get("page")
        return page.pk if page else None


class LinkBlock(blocks.StructBlock):
    """A label with a page or an address; without either it is not shown."""

    label = blocks.CharBlock(
        label=_("words"), max_length=60, required=False, help_text=_("Empty: the page's title.")
    )
    page = PageReference(label=_("page"), required=False)
    url = blocks.CharBlock(
        label=_("or an address"),
        max_length=300,
        required=False,
        help_text=_("Such as /reservar/ or https://example.org/."),
    )

    class Meta:
        icon = "link"
        label = pgettext_lazy("block", "Link")
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        check_address(self, cleaned)
        return cleaned


def check_address(block: blocks.StructBlock, value: Any) -> None:
    """Refuse what a browser would run, and what is neither an address nor a path."""
    url = (value.get("url") or "").strip()
    if url and not url.startswith(("/", "#", "https://", "http://", "mailto:", "tel:")):
        error = _("Write an address that begins with /, https://, mailto: or tel:.")
        raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(error)})
