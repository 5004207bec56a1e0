"""Bringing everything under the installation's first key, in batches, while the site works."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction
from psycopg import sql

from .fields import INSTALLATION, EncryptedTextField
from .holders import DataKeyField, KeyHolder
from .keys import FORMAT, CannotDecrypt, current_key_id, holder_of, rewrapped

BATCH = 500


@dataclass
class Rotated:
    """How many holders' keys were wrapped anew, how many values sealed anew, and what does not open."""

    keys: int = 0
    values: int = 0
    failed: list[str] = field(default_factory=list)


def rotate(tell: Callable[[str, int], None] = lambda what, count: None) -> Rotated:
    """Wrap every holder's key and seal every value of the installation with the first key.

    Rows written before their holder had a key move under it. Each batch is a short transaction and
    each row a comparison with what was read, so readers and writers go on, a value that somebody
    writes meanwhile stays theirs, and the whole is safe to stop and to run again. `tell` hears of
    each column and how many rows it has done.
    """
    done = Rotated()
    for holder, key in key_columns():
        done.keys += _column(holder, key, done, tell)
    for model, column in sealed_columns():
        done.values += _column(model, column, done, tell)
    return done


def seal_for(holder: UUID, column: EncryptedTextField, rows: models.QuerySet[Any]) -> int:
    """Seal anew what in `rows`, which are now the holder's, another holder sealed; returns how many.

    Otherwise a value would cost a question of its own each time it is read, and would be lost when
    the other one is erased. Runs in the caller's transaction.
    """
    model, changed = rows.model, 0
    found = list(rows.exclude(**{f"{column.name}__isnull": True}).values_list("pk", column.attname))
    with connection.cursor() as cursor:
        for pk, token in found:
            if holder_of(token) not in (None, holder):
                changed += _one(cursor, model, column, pk, token, Rotated())
    return changed


def left_behind() -> dict[str, int]:
    """How many values of each column still need another key than the first one."""
    found = {}
    for model, column in [*key_columns(), *sealed_columns()]:
        with connection.cursor() as cursor:
            cursor.execute(_query(sql.SQL("count(*)"), model, column), _old(column))
            found[f"{model._meta.label}.{column.name}"] = int(cursor.fetchone()[0])
    return {name: count for name, count in found.items() if count}


def key_columns() -> Iterator[tuple[type[KeyHolder], DataKeyField]]:
    """Where holders' keys stand."""
    for model in apps.get_models():
        if issubclass(model, KeyHolder):
            yield model, model._meta.get_field("data_key")  # type: ignore[misc]


def sealed_columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted field."""
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if isinstance(column, EncryptedTextField):
                yield model, column


def _old(column: Any) -> list[str]:
    """A value that the installation sealed, but not with its first key; of a holder's, any."""
    holds_own = isinstance(column, EncryptedTextField) and column.holder != INSTALLATION
    # No key is called this: whatever the installation sealed belongs under the holder's key.
    current = "" if holds_own else current_key_id()
    return [f"{FORMAT}:%", f"{FORMAT}:{current}:%"]


def _query(what: sql.Composable, model: type[models.Model], column: Any) -> sql.Composed:
    return sql.SQL("SELECT {} FROM {} WHERE {} LIKE %s AND {} NOT LIKE %s").format(
        what,
        sql.Identifier(model._meta.db_table),
        sql.Identifier(str(column.column)),
        sql.Identifier(str(column.column)),
    )


def _column(
    model: type[models.Model],
    column: Any,
    done: Rotated,
    tell: Callable[[str, int], None],
) -> int:
    assert model._meta.pk is not None
    key = sql.Identifier(str(model._meta.pk.column))
    query = _query(sql.SQL("{}, {}").format(key, sql.Identifier(str(column.column))), model, column)
    query += sql.SQL(" AND ({} > %s OR %s IS NULL) ORDER BY {} LIMIT %s").format(key, key)
    last, changed = None, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, [*_old(column), last, last, BATCH])
            rows = cursor.fetchall()
            for pk, token in rows:
                changed += _one(cursor, model, column, pk, token, done)
        if not rows:
            return changed
        last = rows[-1][0]
        tell(f"{model._meta.label}.{column.name}", changed)


def _one(
    cursor: Any, model: type[models.Model], column: Any, pk: Any, token: str, done: Rotated
) -> int:
    """One row, unless somebody changed it since it was read; 1 when it was written."""
    try:
        if isinstance(column, DataKeyField):
            newer: str = rewrapped(token, pk)
        else:
            instance = model._base_manager.get(pk=pk)
            newer = column.sealed(column.open(token, instance), instance)
    except (CannotDecrypt, ObjectDoesNotExist) as error:
        if isinstance(error, CannotDecrypt):
            done.failed.append(f"{model._meta.label}.{column.name} {pk}")
        return 0
    assert model._meta.pk is not None
    statement = sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s AND {} = %s").format(
        sql.Identifier(model._meta.db_table),
        sql.Identifier(str(column.column)),
        sql.Identifier(str(model._meta.pk.column)),
        sql.Identifier(str(column.column)),
    )
    cursor.execute(statement, [newer, pk, token])
    return int(cursor.rowcount)
