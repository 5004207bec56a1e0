"""How long data is kept, and by which rule: data/retention.csv, each rule with its source.

Periods are ISO 8601 durations; a rule without one gives no date and is never used for one. Readings of
the law that counsel has to confirm carry `legal_review`, and screens say so.
"""

import csv
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta
from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent / "data" / "retention.csv"
PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(\d+)H)?")


@dataclass(frozen=True)
class Rule:
    """One line of the list."""

    kind: str
    period: relativedelta | None
    basis: str
    law_en: str
    law_es: str
    source: str
    needs_review: bool

    @property
    def law(self) -> str:
        """The law in the reader's language; laws that nothing here rests on yet stand in English."""
        english = (get_language() or "es").startswith("en")
        return self.law_en if english or not self.law_es else self.law_es

    def until(self, since: datetime) -> datetime:
        """Up to when something from `since` is kept; ValueError where the rule names no period."""
        return since + self._period()

    def limit(self, at: datetime) -> datetime:
        """At `at`, what is from before this moment has been kept long enough."""
        return at - self._period()

    def _period(self) -> relativedelta:
        if self.period is None:
            raise ValueError(f"{self.kind}: the rule names no period")
        return self.period


def _period(text: str) -> relativedelta | None:
    if not text:
        return None
    found = PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no period")
    years, months, days, hours = (int(part or 0) for part in found.groups())
    return relativedelta(years=years, months=months) + timedelta(days=days, hours=hours)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its kind."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: Rule(
                row["kind"],
                _period(row["period"]),
                row["basis"],
                row["law"],
                row["law_es"],
                row["source"],
                row["legal_review"] == "yes",
            )
            for row in csv.DictReader(file)
        }


def rule(kind: str) -> Rule:
    """The rule of that kind; KeyError for one that is not in the list."""
    return rules()[kind]
