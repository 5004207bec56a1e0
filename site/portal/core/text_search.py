"""Search that does not care about accents or capitals, in Spanish and English.

The database folds with `portal_folded` (core's migration 0002), which trigram indexes are built on;
Python folds what is not in the database. Words of a language are also met in their other forms
(«vacunas» finds «vacuna»), by PostgreSQL's own stemmers.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains

Rows = TypeVar("Rows", bound=Model)
# Somebody who pastes a letter is not looking for each of its words.
WORDS = 8
# Without its accent «vacunación» is no word that the Spanish stemmer knows, and with it «vacunacion»,
# as people type it, is none: both are asked.
CONFIGS = {"es": ("spanish", "es_unaccent"), "en": ("english",)}


def folded(text: str) -> str:
    """The text without accents and in lower case, as search compares it."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


class Folded(Func):
    """The database's `folded`: immutable, so that an index may be built on it."""

    function = "portal_folded"
    arity = 1
    output_field = TextField()


def holding(word: str, *paths: str) -> Q:
    """Rows of which one of the fields holds the word anywhere, accents and capitals aside."""
    found = Q()
    for path in paths:
        found |= Q(Contains(Folded(F(path)), Folded(Value(word))))
    return found


def speaking_of(word: str, **paths: str) -> Q:
    """Rows whose text speaks of the word in any of its forms: `es="name_es", en="name_en"`.

    Part of a word counts too, as somebody is still typing it.
    """
    found = holding(word, *paths.values())
    for language, path in paths.items():
        for config in CONFIGS[language]:
            vector, query = SearchVector(path, config=config), SearchQuery(word, config=config)
            found |= Q(
                Func(
                    vector,
                    query,
                    template="(%(expressions)s)",
                    arg_joiner=" @@ ",
                    output_field=BooleanField(),
                )
            )
    return found


def matching(
    rows: "QuerySet[Rows]", text: str, by: Callable[[str], Sequence["QuerySet[Any]"]]
) -> "QuerySet[Rows]":
    """The rows that every word of `text` leads to.

    `by` answers, for one word, by which ways rows are found: each a queryset of the same model. They
    are asked as a union of keys, so each way can use its own index, which an OR over joins cannot.
    """
    for word in text.split()[:WORDS]:
        first, *others = (way.order_by().values("pk") for way in by(word))
        rows = rows.filter(pk__in=first.union(*others, all=True) if others else first)
    return rows


def entries_speaking_of(word: str, texts: Mapping[str, tuple[str, str]]) -> list[str]:
    """Codes whose words speak of `word`, for lists that stand in the program: code → (es, en)."""
    wanted = folded(word)
    held = [code for code, words in texts.items() if wanted in folded(" ".join(words))]
    asked = [(config, side) for side, name in enumerate(CONFIGS) for config in CONFIGS[name]]
    tests = " OR ".join(
        f"to_tsvector('{config}', words[{side + 1}]) @@ plainto_tsquery('{config}', %s)"
        for config, side in asked
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM unnest(%s::text[], %s::text[], %s::text[]) AS entry(code, es, en),"
            f" LATERAL (SELECT ARRAY[es, en]) AS said(words) WHERE {tests}",
            [list(texts), *map(list, zip(*texts.values(), strict=True)), *[word] * len(asked)],
        )
        found = {str(row[0]) for row in cursor.fetchall()}
    return sorted(found.union(held))
