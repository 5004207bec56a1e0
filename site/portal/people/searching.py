"""How staff find a person by words: the name, an email, a phone, or part of one."""

import re

from django.db.models import QuerySet

from portal.core.text_search import holding

from .models import ContactPoint, Person

# «612-345-678» is kept as +34612345678.
GROUPED = re.compile(r"[+\d][\d.()/-]+")


def ways_to_people(word: str) -> list[QuerySet[Person]]:
    """The people a word leads to, way by way (see `portal.core.text_search.matching`)."""
    value = re.sub(r"[^\d+]", "", word) if GROUPED.fullmatch(word) else word
    points = ContactPoint.objects.filter(holding(value, "value"))
    return [
        Person.objects.filter(holding(word, "full_name")),
        Person.objects.filter(pk__in=points.values("person")),
    ]


def people_known_by(word: str) -> QuerySet[Person]:
    """The same as one question."""
    first, second = (way.order_by().values("pk") for way in ways_to_people(word))
    return Person.objects.filter(pk__in=first.union(second, all=True))
