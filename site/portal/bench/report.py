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

WHY = """\
## What the missed ones are made of
C asks the database nothing, so a budget in C is a budget for everything else.

- **Availability API.** Three statements: whose terms, which places, the agenda. Their answers take
  PostgreSQL about a millisecond and a half; Django's building of the first one and the three round trips
  cost the rest. What grows with the question (finding the times of fifty professionals in a month) keeps
  its budget.
- **The POST that books.** About thirty statements through the ORM, half a millisecond each, eleven of
  them writes a visit consists of.
- **A whole booking** counts every request of the visitor, each of them a page built anew for this
  visitor, and the composing of two mails with their calendar files.
- **Fifty at once.** Forty-nine wait their turn for the lock, and each is answered with a page that names
  the nearest three times: twenty milliseconds of processor time each, on two cores. One gets the time,
  none an error.
- **Directory.** All professionals' times of two weeks are found before ten are shown: counts, day chips
  and the order need them."""


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
    told = [table.text() for table in tables]
    missed = [WHY, ""] if any(verdict(False) in text for text in told) else []
    path.write_text("\n".join([*parts, *told, *missed]).rstrip() + "\n")
