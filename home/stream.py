"""The field in which editors compose a page."""

from typing import Any

from wagtail.blocks import Block
from wagtail.fields import StreamField


class Body(StreamField):
    """A StreamField whose migrations say that it is one, and not of which blocks.

    Blocks are code: the database holds JSON whatever they are, so a new block changes no table.
    """

    def __init__(
        self, block_types: type[Block] | list[tuple[str, Block]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
