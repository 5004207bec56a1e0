"""Blocks of the menus: titles in both languages, as a menu is one for all pages."""

from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import LinkValue, check_address
from .references import PageReference


def in_language(value: Any, name: str) -> str:
    """The words of `name` in the page's language, else in the other one."""
    order = ("en", "es") if (get_language() or "es").startswith("en") else ("es", "en")
    return next((text for code in order if (text := value.get(f"{name}_{code}"))), "")


class MenuItemValue(LinkValue):
    @property
    def title(self) -> str:
        return in_language(self, "title")


class MenuItemBlock(blocks.StructBlock):
    """One line of a menu."""

    title_es = blocks.CharBlock(
        label=_("words in Spanish"),
        max_length=40,
        required=False,
        help_text=_("Empty: the page's title."),
    )
    title_en = blocks.CharBlock(label=_("words in English"), max_length=40, required=False)
    page = PageReference(label=_("page"), required=False)
    url = blocks.CharBlock(label=_("or an address"), max_length=300, required=False)

    class Meta:
        icon = "link"
        label = pgettext_lazy("block", "Menu item")
        label_format = "{title_es}"
        value_class = MenuItemValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        check_address(self, cleaned)
        return cleaned


class MainMenu(blocks.StreamBlock):
    item = MenuItemBlock()


class ColumnValue(blocks.StructValue):
    @property
    def title(self) -> str:
        return in_language(self, "title")


class MenuColumnBlock(blocks.StructBlock):
    """A column of the footer with its heading."""

    title_es = blocks.CharBlock(label=_("heading in Spanish"), max_length=40)
    title_en = blocks.CharBlock(label=_("heading in English"), max_length=40)
    links = blocks.ListBlock(MenuItemBlock(), label=_("items"))

    class Meta:
        icon = "list-ul"
        label = pgettext_lazy("block", "Footer column")
        label_format = "{title_es}"
        value_class = ColumnValue


class FooterMenus(blocks.StreamBlock):
    column = MenuColumnBlock()
