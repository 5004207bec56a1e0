"""docs/benchmarks.md: the method in words, the machine, and one table per question."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

METHOD = """\
Written by `make bench`; do not edit by hand. Timings are asserted in no test.

The bench starts a PostgreSQL and a Valkey of its own with durable settings (commits are flushed), makes the
rows inside the database, vacuums them, and runs the product with production's settings: gunicorn, 2 worker
processes of 4 threads. One client with prepared requests asks over one open connection, without TLS and
without a proxy. Every scenario is asked in every round, in another order each time, after one round that is
thrown away; a figure is a median. **C** is a view that answers a constant, behind the same middlewares,
measured in the same rounds. *Wall* is what the client waits; *web* and *database* are the processor time
that the kernel counted for the workers and for PostgreSQL, per request. A budget is kept when the wall time
keeps it; the ratio of processor times stands beside it, as other work on a machine disturbs it less."""


@dataclass(frozen=True)
class Table:
    """One question: what was measured, its columns and its rows."""

    title: str
    words: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        lines = [f"## {self.title}", "", self.words, "", _row(self.columns)]
        lines += ["|" + "---|" * len(self.columns), *map(_row, self.rows), ""]
        return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def verdict(kept: bool) -> str:
    return "kept" if kept else "**missed**"


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def machine(postgres: str) -> str:
    """Cores, memory and versions; nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[1]
    return (
        f"{date.today():%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"{platform.system()}, PostgreSQL {postgres}, Python {platform.python_version()}; "
        f"load {load:.1f} while measuring (2.0 is the bench alone on two cores)."
    )


def write(path: Path, postgres: str, rows: str, tables: Sequence[Table]) -> None:
    """The whole document."""
    parts = ["# How fast it is", "", METHOD, "", machine(postgres), "", rows, ""]
    path.write_text("\n".join([*parts, *(table.text() for table in tables)]).rstrip() + "\n")
