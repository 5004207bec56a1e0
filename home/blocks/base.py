"""What all blocks share: the page's facts in their context, a heading, a preview in the editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Of a rich text inside a page: headings begin where the block's own ends.
TEXT_FEATURES = ["bold", "italic", "link", "ul", "ol"]


class SiteBlock(blocks.StructBlock):
    """A block of the public pages; its template finds `facts` and `shell` in the page's context."""

    class Meta:
        preview_template = "home/blocks/preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The facts of a page that holds this block alone."""
        from home.context import Shell
        from home.facts import Facts
        from home.wanted import Wanted, gather

        context = dict(parent_context or {})
        shell = Shell.of(context["request"])
        wanted = gather(self, self.get_prep_value(value), Wanted())
        return {**context, "shell": shell, "facts": Facts(shell, wanted), "n": 1}


class SectionBlock(SiteBlock):
    """A block with a heading of its own, on the plain ground or on the coloured one."""

    heading = blocks.CharBlock(label=_("heading"), max_length=90, required=False)
    tinted = blocks.BooleanBlock(label=_("on the coloured ground"), required=False)
