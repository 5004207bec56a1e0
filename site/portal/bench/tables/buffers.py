"""Pages of the database that are read: they must not grow with the past."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from portal.bench.report import Table, verdict

from .questions import API, ask_any, ask_one

LIMIT = 0.20
Counts = dict[str, int]


@contextmanager
def explained() -> Iterator[list[int]]:
    """Run every SELECT of the block under EXPLAIN as well, and collect the buffers each touches."""
    touched: list[int] = []

    def explain(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.lstrip()[:6].upper() in {"SELECT", "WITH R"} and "FOR NO KEY" not in sql:
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            top = plan[0]["Plan"]
            touched.append(top["Shared Hit Blocks"] + top["Shared Read Blocks"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield touched


def count(professional: str) -> Counts:
    """Buffers of all queries of an answer, by question."""
    client = Client(headers={"host": "bench.example", "X-Forwarded-Proto": "https"})
    questions = {
        "one professional × 1 day": ask_one(professional, days=1, ahead=3),
        "one professional × 30 days": ask_one(professional, days=30, ahead=1),
        "any of 50 × a month": ask_any(days=30),
    }
    counts = {}
    for name, query in questions.items():
        with explained() as touched:
            response = client.get(f"{API}?{query}")
        assert response.status_code == 200, response.content
        counts[name] = sum(touched)
    return counts


def table(first: Counts, last: Counts, few: int, many: int) -> Table:
    """Side by side: with few past appointments, and with all of them."""
    rows = [
        [
            name,
            str(first[name]),
            str(last[name]),
            f"{last[name] / first[name] - 1:+.1%}",
            f"+{LIMIT:.0%}",
            verdict(last[name] <= first[name] * (1 + LIMIT)),
        ]
        for name in first
    ]
    return Table(
        "Buffers",
        "Blocks of 8 kB that PostgreSQL touches for a whole answer of the availability API, by "
        "`EXPLAIN (ANALYZE, BUFFERS)` of each of its queries, after vacuum.",
        ["question", f"{few:,} past", f"{many:,} past", "growth", "budget", "verdict"],
        rows,
    )
