"""The shapes of the demo's pages; references stand for rows that exist once it is loaded."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Picture:
    """A file of the demo's pictures."""

    file: str


@dataclass(frozen=True)
class Place:
    slug: str


@dataclass(frozen=True)
class Person:
    slug: str


@dataclass(frozen=True)
class PageRef:
    """A page by its key in the demo, in the language of the page that refers to it."""

    key: str


# A block: its type, and its value with references inside.
Block = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class PageWords:
    """What one page says in one language."""

    slug: str
    title: str
    lead: str
    seo_title: str = ""
    search_description: str = ""
    body: tuple[Block, ...] = ()


@dataclass(frozen=True)
class ArticleWords:
    """One article in one language; paragraphs are rich text."""

    slug: str
    title: str
    topic: str
    lead: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class ArticleFacts:
    """What both languages of an article share; `days_ago` counts from the day of loading."""

    key: str
    author: str
    picture: str
    days_ago: int
    words: dict[str, ArticleWords] = field(default_factory=dict)
