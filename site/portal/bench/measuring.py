"""The bench in its order: rows and buffers first, then the rounds, then what runs once."""

from pathlib import Path

from portal.launcher.console import say, step

from . import dressing, report, rounds
from .data import Rows
from .processes import Servers
from .sizes import Sizes
from .tables import availability, booking, buffers, pages

WHOLE_BOOKINGS = 30
COUNTED_PROFESSIONAL = "bench-7"


class Figures:
    """What was measured so far."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.rows = ""
        self.tables: list[report.Table] = []

    def write_rows(self, rows: Rows) -> None:
        """The ground, a part of the past, buffers; then the whole past, and buffers again."""
        sizes = self.sizes
        with step("Professionals, hours, clients"):
            rows.lay_ground()
        with step(f"{sizes.past_first:,} appointments of the past"):
            rows.fill_until(sizes.past_first)
            rows.tidy()
        first = buffers.count(COUNTED_PROFESSIONAL)
        with step(f"{sizes.past:,} appointments of the past"):
            total = rows.fill_until(sizes.past)
            rows.tidy()
        last = buffers.count(COUNTED_PROFESSIONAL)
        self.tables.append(buffers.table(first, last, sizes.past_first, sizes.past))
        self.rows = (
            f"{sizes.professionals:,} professionals, {total:,} appointments "
            f"({sizes.past:,} past, {rows.coming:,} in the coming {sizes.days_ahead} days), "
            f"{sizes.people:,} clients."
        )
        say(f"  {self.rows}")

    def dress(self) -> None:
        dressing.give_pages(self.sizes)

    def measure(self, servers: Servers) -> None:
        """All scenarios in rounds, then whole bookings, then everybody at once."""
        sizes, found = self.sizes, pages.addresses()
        free = booking.urls(sizes, servers, ahead=20)
        scenarios = [
            *availability.scenarios(sizes),
            *booking.scenarios(free, servers),
            *pages.scenarios(found),
        ]
        with step(f"{sizes.rounds} rounds of {len(scenarios)} scenarios"):
            rounds.run(scenarios, servers, rounds=sizes.rounds, share=sizes.share)
        measured = {scenario.name: scenario for scenario in scenarios}
        constant = measured[availability.CONSTANT_NAME]
        with step("Whole bookings"):
            done = booking.whole(free, servers, max(2, int(WHOLE_BOOKINGS * sizes.share)))
        with step(f"{sizes.at_once} at once for one time"):
            storms = [
                booking.storm(next(free), servers, sizes.at_once) for _ in range(sizes.storms)
            ]
        self.tables = [
            availability.table(measured),
            booking.table(measured[booking.POST], constant, done, storms, sizes),
            *self.tables,
            pages.table(measured, constant, found),
        ]

    def write(self, target: Path, postgres: str) -> None:
        report.write(target, postgres, self.rows, self.tables)
