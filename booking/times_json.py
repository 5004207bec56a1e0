"""Free times as JSON, put together from pieces.

A month of fifty professionals holds tens of thousands of times: a dictionary for each of them would
cost several times what finding them does. What all times of a place share is written once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from portal.core.time import iso_minutes

from .open_times import OpenTimes
from .slots import booking_url_up_to_start, start_texts

Texts = dict[int, tuple[str, str]]


def answer(question: dict[str, Any], found: Iterable[OpenTimes]) -> str:
    """The question again, and under `available` its times, by professional and place."""
    by_place: dict[int, Texts] = defaultdict(dict)
    groups = ",".join(_group(times, by_place[times.place.pk]) for times in found)
    return _with_list(question, "available", groups)


def _group(times: OpenTimes, texts: Texts) -> str:
    offering, place = times.offering, times.place
    _learn(texts, times)
    url = json.dumps(settings.SITE_URL + booking_url_up_to_start(offering))[:-1]
    between = f'","booking_url":{url}'
    told = [texts[minute] for minute in times.minutes]
    items = '"},{"starts_at":"'.join([f"{local}{between}{start}" for local, start in told])
    head = {
        "professional": offering.professional.slug,
        "location": place.slug,
        "time_zone": place.zone_name,
        "duration_minutes": offering.duration_minutes,
    }
    return _with_list(head, "times", f'{{"starts_at":"{items}"}}')


def _learn(texts: Texts, times: OpenTimes) -> None:
    """Write out the minutes that nobody at this place had before."""
    fresh = [minute for minute in times.minutes if minute not in texts]
    pairs = zip(iso_minutes(fresh, times.place.zone), start_texts(fresh), strict=True)
    texts.update(zip(fresh, pairs, strict=True))


def _with_list(head: dict[str, Any], name: str, items: str) -> str:
    """`head` as a JSON object with one more entry, a list whose items are JSON already."""
    return f'{json.dumps(head)[:-1]},"{name}":[{items}]}}'
