"""Lists of articles: each once, in the reader's language or, where it has none, in the other."""

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import strip_tags

from .facts import Facts
from .models import ArticleIndexPage, ArticlePage

WORDS_A_MINUTE = 200
RELATED = 3


@dataclass(frozen=True)
class ArticleCard:
    """What a list shows of an article."""

    title: str
    url: str
    topic: str
    written_by: str
    published_on: date
    minutes: int
    picture: Any
    lead: str
    # The language it is written in, where that is not the page's.
    lang: str


def published_articles(language: str) -> QuerySet[ArticlePage]:
    """The newest first; one without a twin in `language` stands in for it."""
    twin = ArticlePage.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    return (
        ArticlePage.objects.live()
        .filter(Q(locale__language_code=language) | ~Exists(twin))
        .select_related("locale", "author__person")
        .order_by("-published_on", "-pk")
    )


def reading_minutes(article: ArticlePage) -> int:
    """At two hundred words a minute, from what is stored; at least one."""
    text = " ".join([article.lead, *_words(list(article.body.raw_data))])
    return max(1, math.ceil(len(text.split()) / WORDS_A_MINUTE))


def _words(raw: Any) -> list[str]:
    """Every text in a stored body, without its tags and ids."""
    if isinstance(raw, str):
        return [strip_tags(raw)] if re.search(r"\s", raw) else []
    if isinstance(raw, dict):
        return [word for value in raw.values() for word in _words(value)]
    if isinstance(raw, list):
        return [word for value in raw for word in _words(value)]
    return []


def article_cards(articles: list[ArticlePage], facts: Facts) -> list[ArticleCard]:
    """Cards with their pictures, which are read in one query."""
    facts.also_pictures(article.picture_id for article in articles)
    language = facts.shell.language
    return [
        ArticleCard(
            title=article.title,
            url=facts.book.path_of(article, language),
            topic=article.topic,
            written_by=article.written_by,
            published_on=article.published_on,
            minutes=reading_minutes(article),
            picture=facts.picture(article.picture_id),
            lead=article.lead,
            lang="" if article.locale.language_code == language else article.locale.language_code,
        )
        for article in articles
    ]


def article_extras(page: ArticlePage, facts: Facts) -> dict[str, Any]:
    """Minutes to read it, where the list is, and what else to read."""
    language = facts.shell.language
    others = published_articles(language).exclude(translation_key=page.translation_key)
    return {
        "minutes": reading_minutes(page),
        "index_url": facts.book.url_of(ArticleIndexPage, language),
        "index_title": facts.book.title_of(ArticleIndexPage, language),
        "others": article_cards(list(others[:RELATED]), facts),
        "picture": facts.picture(page.picture_id),
    }
