"""How many rows each table has and what they add up to, so that two databases can be compared."""

from django.db import connection
from psycopg import sql

# The order in which a table gives its rows does not matter to a sum. 60 bits of each row's MD5.
SUM = sql.SQL(
    "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint::numeric), 0)"
    " FROM {} t"
)
# Caches say nothing about what is kept, and change while one looks.
PASSING = frozenset({"portal_cache"})


def tallies() -> dict[str, list[str]]:
    """Rows and checksum of every table, on the connection's clock and formats set to plain ones."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'")
        for table in _tables():
            cursor.execute(SUM.format(sql.Identifier(table)))
            count, checksum = cursor.fetchone()
            found[table] = [str(count), str(checksum)]
    return found


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(set(names) - PASSING)


def differences(expected: dict[str, list[str]], found: dict[str, list[str]]) -> list[str]:
    """The tables that do not have what they had, each with both counts."""
    return [
        f"{table}: {expected.get(table, ['no table'])[0]} rows before,"
        f" {found.get(table, ['no table'])[0]} now"
        for table in sorted({*expected, *found})
        if expected.get(table) != found.get(table)
    ]
