"""Days of several places at once: which minutes belong to which day on each place's own clock."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from portal.places.models import Location

from .cards import Minute


class Days:
    """`count` days from `first` on; a day begins at midnight of each place."""

    def __init__(self, first: date, count: int, places: Mapping[int, Location]) -> None:
        self.first, self.count = first, count
        midnights = [first + timedelta(days=number) for number in range(count + 1)]
        self._bounds = {
            pk: [
                int(datetime.combine(day, time(), tzinfo=place.zone).timestamp()) // 60
                for day in midnights
            ]
            for pk, place in places.items()
        }

    def span(self) -> tuple[int, int]:
        """The first and the last minute of any place, in minutes since the epoch."""
        bounds = self._bounds.values()
        return min(b[0] for b in bounds), max(b[-1] for b in bounds)

    def day_of(self, time: Minute) -> date:
        """The calendar day of a time on its place's clock."""
        minute, place = time
        return self.first + timedelta(days=bisect_right(self._bounds[place], minute) - 1)

    def of(self, times: Sequence[Minute]) -> set[date]:
        """The days on which any of the times falls; they come in order of time.

        Looked up a day at a time: a busy fortnight has hundreds of times on a dozen days.
        """
        found: set[date] = set()
        for place in {place for _minute, place in times}:
            found |= self._days_at(place, [minute for minute, at in times if at == place])
        return found

    def _days_at(self, place: int, minutes: list[int]) -> set[date]:
        bounds = self._bounds[place]
        cuts = [bisect_left(minutes, bound) for bound in bounds]
        outside = minutes[: cuts[0]] + minutes[cuts[-1] :]
        return {self.day_of((minute, place)) for minute in outside} | {
            self.first + timedelta(days=number)
            for number in range(self.count)
            if cuts[number] < cuts[number + 1]
        }

    def on(self, day: date, times: Iterable[Minute]) -> list[Minute]:
        """The times of one day."""
        number = (day - self.first).days
        return [
            time
            for time in times
            if self._bounds[time[1]][number] <= time[0] < self._bounds[time[1]][number + 1]
        ]
