"""The pages of the form in their order, and how far somebody has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .completeness import Missing

# Each page by the name of its address.
PAGES: dict[str, str | Promise] = {
    "about": _("You and your profession"),
    "training": _("Licence and specialities"),
    "papers": _("Papers"),
    "wishes": _("Services and places"),
    "send": _("Check and send"),
}
NAMES = list(PAGES)


@dataclass(frozen=True)
class PageStep:
    """One page as the list of pages shows it; `missing` is what it still needs."""

    name: str
    number: int
    title: str | Promise
    is_current: bool
    missing: Sequence[Missing]

    @property
    def url(self) -> str:
        return page_url(self.name)

    @property
    def is_done(self) -> bool:
        return not self.missing and self.name != "send"


def page_url(name: str) -> str:
    """Where a page of the form is."""
    return reverse(f"applying:{name}")


def next_page(name: str) -> str:
    """The address of the page behind this one."""
    return page_url(NAMES[NAMES.index(name) + 1])


def page_steps(current: str, missing: Sequence[Missing]) -> list[PageStep]:
    """All pages, with what each still needs."""
    return [
        PageStep(
            name,
            number,
            title,
            name == current,
            [one for one in missing if one.step == name],
        )
        for number, (name, title) in enumerate(PAGES.items(), 1)
    ]
