"""Blocks of pictures: one, or several."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images import get_image_model

from .base import SectionBlock, SiteBlock
from .references import PictureReference


def some_pictures(count: int) -> list[Any]:
    """Pictures of the library for a preview, the newest first."""
    return list(get_image_model().objects.order_by("-pk")[:count])


class ShownPictureBlock(blocks.StructBlock):
    """A picture with words for those who do not see it, and a caption for everybody."""

    picture = PictureReference(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("what it shows"),
        max_length=160,
        required=False,
        help_text=_("Read out to those who do not see it. Empty for mere decoration."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=160, required=False)

    class Meta:
        icon = "image"
        label = pgettext_lazy("block", "Picture")


class PictureBlock(SiteBlock):
    """One picture across the page."""

    picture = PictureReference(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("what it shows"),
        max_length=160,
        required=False,
        help_text=_("Read out to those who do not see it. Empty for mere decoration."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=160, required=False)

    class Meta:
        icon = "image"
        label = pgettext_lazy("block", "Picture")
        description = _("One picture with an optional caption.")
        template = "home/blocks/picture.html"

    def get_preview_value(self) -> Any:
        picture = next(iter(some_pictures(1)), None)
        return self.normalize({"picture": picture, "caption": str(_("Caption of the picture"))})


class GalleryBlock(SectionBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(ShownPictureBlock(), label=_("pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "media"
        label = pgettext_lazy("block", "Gallery")
        description = _("Two to twelve pictures in rows; on a phone they slide sideways.")
        template = "home/blocks/gallery.html"

    def get_preview_value(self) -> Any:
        pictures = [{"picture": picture} for picture in some_pictures(3)]
        return self.normalize({"heading": str(_("Gallery")), "pictures": pictures})
