"""What the blocks of a page refer to, found in what is stored, before anything is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail import blocks

from .blocks.choices import PersonChoice
from .blocks.references import PageReference, PictureReference

ANCHOR = re.compile(r"<a\b[^>]*>")
PAGE_LINK = re.compile(r'\blinktype="page"')
NUMBER = re.compile(r'\bid="(\d+)"')


@dataclass
class Wanted:
    """Primary keys by what they are of; `everybody` is the whole team, `articles` a number."""

    pages: set[int] = field(default_factory=set)
    pictures: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    everybody: bool = False
    articles: int = 0


def linked_page(anchor: str) -> int | None:
    """The page that a link of a rich text leads to: `<a linktype="page" id="3">` → 3."""
    number = NUMBER.search(anchor) if PAGE_LINK.search(anchor) else None
    return int(number[1]) if number else None


def gather(block: blocks.Block, raw: Any, wanted: Wanted) -> Wanted:
    """Add to `wanted` what `raw`, the stored value of `block`, refers to."""
    if isinstance(block, PageReference | PictureReference | PersonChoice):
        _gather_one(block, raw, wanted)
    elif isinstance(block, blocks.RichTextBlock):
        found = (linked_page(anchor) for anchor in ANCHOR.findall(str(raw or "")))
        wanted.pages |= {pk for pk in found if pk}
    else:
        if hasattr(block, "note"):
            block.note(raw, wanted)
        for child, value in _children(block, raw):
            gather(child, value, wanted)
    return wanted


def _gather_one(block: blocks.Block, raw: Any, wanted: Wanted) -> None:
    if not raw:
        return
    kinds = {PageReference: wanted.pages, PictureReference: wanted.pictures}
    kinds |= {PersonChoice: wanted.people}
    next(found for kind, found in kinds.items() if isinstance(block, kind)).add(int(raw))


def _children(block: blocks.Block, raw: Any) -> Iterable[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StreamBlock):
        known = block.child_blocks
        return [(known[one["type"]], one["value"]) for one in raw or () if one["type"] in known]
    if isinstance(block, blocks.ListBlock):
        wrapped = block._item_is_in_block_format
        child = block.child_block
        return [(child, one["value"] if wrapped(one) else one) for one in raw or ()]
    if isinstance(block, blocks.StructBlock):
        return [(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()]
    return []


def wanted_by(streams: Iterable[Any]) -> Wanted:
    """What all these values of `Body` fields refer to."""
    wanted = Wanted()
    for stream in streams:
        gather(stream.stream_block, list(stream.raw_data), wanted)
    return wanted
