"""Free time as arithmetic: whatever the agenda, what is offered is free, and all of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from booking.availability import Length, Stretch, free_starts, merged

DAY = 24 * 60
stretches = st.lists(
    st.tuples(st.integers(0, DAY), st.integers(1, 400)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=8,
)
lengths = st.builds(
    Length,
    duration=st.integers(5, 120),
    before=st.integers(0, 30),
    after=st.integers(0, 30),
    grid=st.sampled_from([5, 7, 10, 15, 20, 30, 60]),
)
moments = st.integers(-60, DAY + 460)


def free(
    working: list[Stretch], busy: list[Stretch], length: Length, earliest: int, latest: int
) -> list[int]:
    return list(free_starts(working, busy, length, earliest=earliest, latest=latest))


def counted_one_by_one(
    working: list[Stretch], busy: list[Stretch], length: Length, earliest: int, latest: int
) -> list[int]:
    """The definition, minute by minute: slow, and too simple to be wrong."""
    worked = {minute for start, end in working for minute in range(start, end)}
    taken = {minute for start, end in busy for minute in range(start, end)}
    beginnings = {}
    for minute in sorted(worked):
        beginnings[minute] = beginnings.get(minute - 1, minute)
    return [
        at
        for at in sorted(worked)
        if earliest <= at < latest
        and (at - beginnings[at]) % length.grid == 0
        and all(minute in worked for minute in range(at, at + length.duration))
        and taken.isdisjoint(range(at - length.before, at + length.duration + length.after))
    ]


@settings(max_examples=300, deadline=None)
@given(stretches, stretches, lengths, moments, moments)
def test_what_is_offered_is_exactly_what_is_free(
    working: list[Stretch], busy: list[Stretch], length: Length, earliest: int, latest: int
) -> None:
    assert free(working, busy, length, earliest, latest) == counted_one_by_one(
        working, busy, length, earliest, latest
    )


@settings(max_examples=300, deadline=None)
@given(stretches, stretches, lengths)
def test_no_offer_touches_what_is_taken_and_each_lies_in_the_work(
    working: list[Stretch], busy: list[Stretch], length: Length
) -> None:
    together = merged(working)
    for at in free(working, busy, length, -DAY, 3 * DAY):
        first, last = at - length.before, at + length.duration + length.after
        assert all(end <= first or start >= last for start, end in busy)
        around = [one for one in together if one[0] <= at and at + length.duration <= one[1]]
        assert len(around) == 1
        assert (at - around[0][0]) % length.grid == 0


@settings(max_examples=100, deadline=None)
@given(stretches, stretches, lengths)
def test_taking_an_offer_leaves_the_others_free_and_that_one_gone(
    working: list[Stretch], busy: list[Stretch], length: Length
) -> None:
    offered = free(working, busy, length, -DAY, 3 * DAY)
    for at in offered[:3]:
        claim = (at - length.before, at + length.duration + length.after)
        left = free(working, [*busy, claim], length, -DAY, 3 * DAY)
        assert at not in left
        assert set(left) < set(offered)


@given(stretches)
def test_merging_keeps_every_minute_and_overlaps_nothing(some: list[Stretch]) -> None:
    result = merged(some)
    assert {m for start, end in some for m in range(start, end)} == {
        m for start, end in result for m in range(start, end)
    }
    assert all(one[1] < other[0] for one, other in zip(result, result[1:], strict=False))


def test_starts_follow_the_beginning_of_the_work_not_the_clock() -> None:
    found = free([(9 * 60 + 10, 10 * 60 + 10)], [], Length(20, grid=20), 0, DAY)
    assert found == [550, 570, 590]


def test_touching_hours_are_one_stretch_of_work() -> None:
    assert free([(0, 30), (30, 60)], [], Length(45, grid=15), 0, DAY) == [0, 15]


def test_buffers_may_lie_outside_the_work_but_not_in_what_is_taken() -> None:
    assert free([(100, 130)], [], Length(30, before=10, after=10), 0, DAY) == [100]
    assert free([(100, 130)], [(95, 96)], Length(30, before=10), 0, DAY) == []
    assert free([(100, 130)], [(139, 150)], Length(30, after=10), 0, DAY) == []
    assert free([(100, 130)], [(90, 90 + 0)], Length(30, before=10), 0, DAY) == [100]
